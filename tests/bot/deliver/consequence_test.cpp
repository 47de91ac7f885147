#include "bot/deliver/consequence.hpp"

#include <gtest/gtest.h>

namespace holdfast {

namespace {

using Kind = SlackFailure::Kind;
using slack::Reaction;

struct Case {
    Kind kind;
    const char* code;
    Reaction reaction;
    Consequence about_person;
    Consequence about_room;
    Consequence about_closing_room;
};

TEST(Consequence, says_what_a_failure_asks_for_by_what_the_call_was_about) {
    using enum Consequence;
    for (const Case& one : {
             Case{Kind::doubtful, "http_503", Reaction::retry, look, look, look},
             Case{Kind::unavailable, "http_503", Reaction::retry, outage, outage, outage},
             Case{Kind::refused, "invalid_auth", Reaction::auth, outage, outage, outage},
             Case{Kind::refused, "token_expired", Reaction::refresh, outage, outage, outage},
             Case{Kind::refused, "ratelimited", Reaction::wait, rest, rest, rest},
             Case{Kind::refused, "http_500", Reaction::retry, wait, wait, wait},
             Case{Kind::refused, "hash_conflict", Reaction::race, wait, wait, wait},
             Case{Kind::refused, "channel_not_found", Reaction::membership, give_up, ask_room, wait},
             Case{Kind::refused, "not_in_channel", Reaction::membership, give_up, ask_room, wait},
             Case{Kind::refused, "channel_not_found", Reaction::target, give_up, ask_room, give_up},
             Case{Kind::refused, "is_archived", Reaction::target, give_up, ask_room, give_up},
             Case{Kind::refused, "method_not_supported_for_channel_type", Reaction::membership, give_up, give_up,
                  give_up},
             Case{Kind::refused, "user_not_found", Reaction::target, give_up, give_up, give_up},
             Case{Kind::refused, "missing_scope", Reaction::scope, give_up, give_up, give_up},
             Case{Kind::refused, "invalid_blocks", Reaction::bug, give_up, give_up, give_up},
         }) {
        const SlackFailure failure{.kind = one.kind, .code = one.code, .reaction = one.reaction};
        EXPECT_EQ(consequence(failure, Addressee::person), one.about_person) << one.code;
        EXPECT_EQ(consequence(failure, Addressee::room), one.about_room) << one.code;
        EXPECT_EQ(consequence(failure, Addressee::closing_room), one.about_closing_room) << one.code;
        const bool passes = one.about_room != ask_room && one.about_room != give_up;
        EXPECT_EQ(may_pass(failure, Addressee::room), passes) << one.code;
    }
}

} // namespace

} // namespace holdfast
