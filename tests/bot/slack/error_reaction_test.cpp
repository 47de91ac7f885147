#include "bot/slack/error_reaction.hpp"
#include "bot/slack/manifest.hpp"
#include "bot/slack/method_facts.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace holdfast::slack {
namespace {

TEST(ErrorReaction, follows_the_code) {
    EXPECT_EQ(reaction_to("chat.update", "ratelimited"), Reaction::wait);
    EXPECT_EQ(reaction_to("chat.update", "token_revoked"), Reaction::auth);
    EXPECT_EQ(reaction_to("conversations.create", "name_taken"), Reaction::user);
    EXPECT_EQ(reaction_to("pins.add", "already_pinned"), Reaction::ok);
    EXPECT_EQ(reaction_to("pins.add", "missing_scope"), Reaction::scope);
    EXPECT_EQ(reaction_to("views.publish", "hash_conflict"), Reaction::race);
    EXPECT_EQ(reaction_to("views.open", "expired_trigger_id"), Reaction::late);
    EXPECT_EQ(reaction_to("views.open", "trigger_expired"), Reaction::late);
    EXPECT_EQ(reaction_to("any", "access_denied"), Reaction::scope) << "first of the table";
    EXPECT_EQ(reaction_to("any", "view_too_large"), Reaction::limit) << "last of the table";
}

TEST(ErrorReaction, puts_the_methods_own_meaning_first) {
    EXPECT_EQ(reaction_to("conversations.info", "channel_not_found"), Reaction::target);
    EXPECT_EQ(reaction_to("chat.postMessage", "channel_not_found"), Reaction::membership);
    EXPECT_EQ(reaction_to("chat.delete", "message_not_found"), Reaction::ok);
    EXPECT_EQ(reaction_to("conversations.setTopic", "too_long"), Reaction::limit);
    EXPECT_EQ(reaction_to("views.update", "not_found"), Reaction::late);
}

TEST(ErrorReaction, takes_an_unknown_code_for_a_bug) {
    EXPECT_EQ(reaction_to("chat.postMessage", "brand_new_error"), Reaction::bug);
    EXPECT_EQ(reaction_to("chat.postMessage", ""), Reaction::bug);
    EXPECT_EQ(to_text(Reaction::membership), "membership");
}

TEST(MethodFacts, tell_how_to_call_a_method) {
    const MethodFacts post = method_facts("chat.postMessage");
    EXPECT_TRUE(post.is_paced_per_channel);
    EXPECT_EQ(post.resend, Resend::look_first);
    EXPECT_EQ(method_facts("conversations.info").accepts_json, false);
    EXPECT_EQ(method_facts("conversations.create").calls_per_minute, 20);
    EXPECT_EQ(method_facts("views.open").resend, Resend::never);
    EXPECT_EQ(method_facts("chat.postEphemeral").resend, Resend::never);
    EXPECT_EQ(method_facts("apps.connections.open").token, Token::app);
}

TEST(MethodFacts, are_careful_about_an_unknown_method) {
    const MethodFacts facts = method_facts("brand.new");
    EXPECT_EQ(facts.method, "brand.new");
    EXPECT_EQ(facts.calls_per_minute, 20);
    EXPECT_EQ(facts.resend, Resend::look_first);
    EXPECT_FALSE(facts.accepts_json);
}

TEST(NeededScopes, D_2_contain_what_every_method_needs) {
    for (const MethodFacts& facts : known_methods()) {
        if (facts.token == Token::app) continue;
        for (const std::string_view scope : facts.scopes) {
            const bool is_asked_for = std::ranges::any_of(
                needed_scopes(true), [&](const NeededScope& needed) { return needed.name == scope; });
            EXPECT_TRUE(scope.empty() || is_asked_for) << facts.method << " needs " << scope;
        }
    }
}

} // namespace
} // namespace holdfast::slack
