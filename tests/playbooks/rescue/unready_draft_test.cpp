#include "playbooks/rescue/unready_draft.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::Rescue;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view at = "2026-03-03 11:00";

/// Logged by pressing *I called*.
request::LogTouch wordless_call() {
    auto call = test::call_with_sponsor();
    call.touch.text.clear();
    return call;
}

/// Of a draft that has all its parts.
std::vector<std::string> asked_about(const std::string& draft) {
    Rescue rescue;
    auto call = test::call_with_sponsor();
    call.touch.next = "we send the plan";
    call.touch.by_when = test::day("2026-03-06");
    call.draft = draft;
    rescue.does("2026-03-03 10:00", call, test::account_manager);
    return why_unready(rescue.state.summaries.front());
}

TEST(UnreadyDraft, S1_08_one_that_says_nothing_is_pointed_out_until_somebody_wrote_in_it) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", wordless_call());
    EXPECT_THAT(why_unready(rescue.state.summaries.front()), ElementsAre(HasSubstr("says nothing yet")));
    rescue.does("2026-03-03 10:05", request::EditSummary{1, "Dear Dana,\n\nyou have our plan on Friday.\n\nKim Lee"});
    EXPECT_THAT(why_unready(rescue.state.summaries.front()), IsEmpty());
}

TEST(UnreadyDraft, S1_08_stops_nobody_who_was_asked) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", wordless_call());
    EXPECT_TRUE(rescue.ask(at, request::SendSummary{1}, test::manager));
}

TEST(UnreadyDraft, S1_08_each_missing_part_is_named) {
    const auto reasons = [](auto prepare) {
        Rescue rescue;
        auto call = wordless_call();
        prepare(rescue, call);
        rescue.does("2026-03-03 10:30", call);
        return why_unready(rescue.state.summaries.front());
    };
    const auto planned = [](Rescue& rescue) {
        rescue.does("2026-03-03 10:00",
                    test::plan_of({test::row(0, "Move the night shift", test::colleague, "2026-03-06")}));
    };
    EXPECT_THAT(reasons([](auto&, auto& call) { call.touch.text = "they want a plan"; }),
                ElementsAre("It does not say what is next and by when."));
    EXPECT_THAT(reasons([](auto&, auto& call) { call.touch.next = "we send the plan"; }),
                ElementsAre("It does not say what moved and by when."));
    EXPECT_THAT(reasons([](auto&, auto& call) { call.touch.by_when = test::day("2026-03-06"); }),
                ElementsAre("It does not say what moved and what is next."));
    EXPECT_THAT(reasons([&](auto& rescue, auto&) { planned(rescue); }), ElementsAre("It does not say what moved."));
    EXPECT_THAT(reasons([&](auto& rescue, auto& call) {
                    planned(rescue);
                    call.touch.text = "they want a plan";
                }),
                IsEmpty());
    EXPECT_THAT(reasons([](auto&, auto& call) {
                    call.touch.text = "they want a plan";
                    call.touch.next = "we send the plan";
                    call.touch.by_when = test::day("2026-03-06");
                }),
                IsEmpty());
}

TEST(UnreadyDraft, S1_08_in_words_of_its_writer_a_day_and_a_name_are_looked_for) {
    const auto reasons = [](const std::string& text) {
        Rescue rescue;
        rescue.does("2026-03-03 10:00", test::call_with_sponsor(), test::account_manager);
        rescue.does("2026-03-03 10:05", request::EditSummary{1, text}, test::account_manager);
        return why_unready(rescue.state.summaries.front());
    };
    EXPECT_THAT(reasons("Hello Carla, hello."), ElementsAre("It does not say by when.", "No name stands under it."));
    EXPECT_THAT(reasons("Hello Carla,\n\nyou have it on Friday.\n\nKind regards"),
                ElementsAre("No name stands under it."));
    EXPECT_THAT(reasons("Hello Carla,\n\nyou have it soon.\n\nKind regards\nKim Lee"),
                ElementsAre("It does not say by when."));
    EXPECT_THAT(reasons("Hello Carla,\n\nyou have it on Friday.\n\nKind regards\n[your name]"),
                ElementsAre(HasSubstr("[your name]")));
    EXPECT_THAT(reasons("Hello Carla,\n\nyou have it on Friday.\n\nKind regards\nKim Lee"), IsEmpty());
}

TEST(UnreadyDraft, S0_35_words_of_our_own_house_are_named) {
    EXPECT_THAT(asked_about("Dana, the rescue stage looks bad, our score is 3."),
                ElementsAre(AllOf(HasSubstr("“rescue”, “stage”, “score”"), Not(HasSubstr("bad")))));
    EXPECT_THAT(asked_about("We meet on Friday, the next steps are clear."), IsEmpty());
}

TEST(UnreadyDraft, S1_08_a_name_that_is_still_to_be_filled_in_is_pointed_out) {
    EXPECT_THAT(asked_about("Hello Dana,\n\nKind regards\n[your name]"), ElementsAre(HasSubstr("[your name]")));
}

TEST(UnreadyDraft, S1_08_what_was_sent_is_no_draft_any_more) {
    Rescue rescue;
    rescue.does("2026-03-03 10:00", wordless_call()).does(at, request::SendSummary{1});
    EXPECT_THAT(why_unready(rescue.state.summaries.front()), IsEmpty());
}

} // namespace
} // namespace holdfast
