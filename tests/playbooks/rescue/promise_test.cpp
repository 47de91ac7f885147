// The promise register (S0-88b): who promises, who approves, what a draft asks its writer.
#include "playbooks/rescue/promises.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::day;
using test::Rescue;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view at = "2026-03-03 11:00";

request::RecordPromise ten_percent(int touch = 0) {
    return {touch, "10 % off the June order", "Dana Fox", {}, day("2026-03-20")};
}

/// A rescue in which the account manager wrote a draft with this text.
Rescue with_draft(const std::string& text) {
    Rescue rescue;
    auto call = test::call_with_sponsor();
    call.draft = text;
    rescue.does("2026-03-03 10:00", call, test::account_manager);
    return rescue;
}

std::vector<std::string> asked_about(const Rescue& rescue) {
    return unexplained_promises(rescue.state, rescue.state.summaries.front(), test::built_in_catalog());
}

TEST(Promise, S0_88b_a_draft_with_such_a_word_asks_and_another_does_not) {
    EXPECT_THAT(asked_about(with_draft("We give you a Discount, and two days free of charge.")),
                ElementsAre("discount", "free", "free of charge"));
    EXPECT_THAT(asked_about(with_draft("We keep the freight moving.")), IsEmpty());
}

TEST(Promise, S0_88b_the_writer_alone_answers_that_it_is_none_and_every_change_of_the_text_asks_anew) {
    auto rescue = with_draft("Feel free to call.");
    EXPECT_FALSE(rescue.ask(at, request::DenyPromise{1}, test::manager));
    EXPECT_FALSE(rescue.ask(at, request::DenyPromise{7}, test::account_manager));
    EXPECT_THAT(asked_about(rescue), SizeIs(1));
    rescue.does(at, request::DenyPromise{1}, test::account_manager);
    EXPECT_THAT(asked_about(rescue), IsEmpty());
    EXPECT_THAT(*rescue.ask(at, request::DenyPromise{1}, test::account_manager), IsEmpty()) << "said already";
    rescue.does(at, request::EditSummary{1, "Call us, and the repair is free."}, test::account_manager);
    EXPECT_THAT(asked_about(rescue), ElementsAre("free"));
}

TEST(Promise, S0_88b_what_was_recorded_for_the_draft_answers_it) {
    auto rescue = with_draft("A discount of 10 %.");
    EXPECT_FALSE(rescue.ask(at, ten_percent(1), test::colleague)) << "somebody else's draft";
    rescue.does(at, ten_percent(1), test::account_manager);
    EXPECT_THAT(asked_about(rescue), IsEmpty());
    ASSERT_THAT(promises_in(rescue.state, 1), SizeIs(1));
    EXPECT_EQ(promises_in(rescue.state, 1).front().by, test::account_manager);
    EXPECT_THAT(promises_in(rescue.state, 2), IsEmpty());
    EXPECT_THAT(*rescue.ask(at, ten_percent(1), test::account_manager), IsEmpty()) << "the same once more";
}

TEST(Promise, S0_88b_starts_from_the_line_with_the_word) {
    Summary summary;
    summary.text = "Hello Dana,\n\nYou get 10 % discount.\nKind regards";
    EXPECT_EQ(promising_line(summary, test::built_in_catalog()), "You get 10 % discount.");
    summary.text = "Kind regards";
    EXPECT_EQ(promising_line(summary, test::built_in_catalog()), "");
}

TEST(Promise, S0_88b_needs_words_a_day_ahead_and_a_summary_that_exists) {
    Rescue rescue;
    auto wordless = ten_percent();
    wordless.text.clear();
    EXPECT_EQ(rescue.ask(at, wordless).error().field, "text");
    auto late = ten_percent();
    late.due = day("2026-03-02");
    EXPECT_EQ(rescue.ask(at, late).error().field, "due");
    EXPECT_FALSE(rescue.ask(at, ten_percent(3)));
    EXPECT_THAT(rescue.state.promises, IsEmpty());
}

TEST(Promise, S0_88b_nobody_approves_their_own_and_a_price_takes_the_manager_or_the_executive_sponsor) {
    Rescue rescue;
    rescue.does(at, request::TakeRole{RescueRole::recovery_lead, test::lead});
    rescue.does(at, ten_percent(), test::manager);
    for (const auto& no : {test::manager, test::lead, test::account_manager, test::stranger})
        EXPECT_FALSE(rescue.ask(at, request::ApprovePromise{1}, no)) << no.value;
    EXPECT_FALSE(rescue.ask(at, request::ApprovePromise{2}, test::executive));
    rescue.does(at, request::ApprovePromise{1}, test::executive);
    EXPECT_EQ(rescue.state.promise(1)->state, Promise::State::approved);
    EXPECT_EQ(rescue.state.promise(1)->decided_by, test::executive);

    auto for_the_manager = ten_percent();
    for_the_manager.by = test::manager;
    rescue.does(at, for_the_manager, test::account_manager);
    EXPECT_FALSE(rescue.ask(at, request::ApprovePromise{2}, test::manager)) << "it is hers, whoever wrote it down";
}

TEST(Promise, S0_88b_is_refused_with_a_reason_or_taken_back_by_whoever_made_it) {
    Rescue rescue;
    rescue.does(at, ten_percent(), test::account_manager);
    EXPECT_EQ(rescue.ask(at, request::RefusePromise{1, ""}, test::manager).error().field, "reason");
    EXPECT_FALSE(rescue.ask(at, request::RefusePromise{1, "no"}, test::stranger));
    rescue.does(at, request::RefusePromise{1, "tier 1 comes first"}, test::manager);
    EXPECT_EQ(rescue.state.promise(1)->state, Promise::State::refused);
    EXPECT_FALSE(rescue.ask(at, request::ApprovePromise{1}, test::executive));
    rescue.does(at, ten_percent(), test::account_manager);
    rescue.does(at, request::RefusePromise{2, "a slip of mine"}, test::account_manager);
    EXPECT_EQ(rescue.state.promise(2)->refusal, "a slip of mine");
}

TEST(Promise, S0_88b_goes_to_the_first_up_the_path_who_may_approve_it_and_back_to_whoever_made_it) {
    Rescue rescue;
    rescue.does(at, ten_percent(), test::account_manager);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::manager));
    rescue.does(at, request::ApprovePromise{1}, test::manager);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::account_manager));
    auto another = ten_percent();
    another.text = "a free week";
    rescue.does(at, another, test::manager);
    EXPECT_THAT(rescue.told_of_the_last(), ElementsAre(test::executive));
}

TEST(Promise, S0_88b_after_the_end_only_that_of_a_late_draft_is_recorded) {
    auto rescue = with_draft("A discount of 10 %.");
    rescue.apply(event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""});
    const auto refused = rescue.ask(at, ten_percent(), test::account_manager);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().what, HasSubstr("is closed"));
    EXPECT_THAT(rescue.state.promises, IsEmpty());
    rescue.does(at, ten_percent(1), test::account_manager);
    EXPECT_THAT(promises_in(rescue.state, 1), SizeIs(1));
}

TEST(Promise, S0_88b_can_be_made_while_the_recovery_is_watched) {
    Rescue rescue;
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    rescue.does(at, ten_percent(), test::account_manager);
    EXPECT_THAT(test::words(line_about(rescue.state, rescue.history.back(), rescue.company.around())),
                AllOf(HasSubstr("recorded promise 1: 10 % off the June order"), HasSubstr("Dana Fox"),
                      HasSubstr("not approved yet")));
}

} // namespace
} // namespace holdfast
