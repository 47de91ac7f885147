#include "playbooks/rescue/todo.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"
#include "tests/playbooks/rescue/every_kind.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace holdfast {
namespace {

using test::Rescue;

int number() {
    return *rc::gen::inRange(-1, 12);
}
std::string text() {
    return *rc::gen::elementOf(std::vector<std::string>{"", " ", "Dana Fox", "Ines", "ontime", "look into it",
                                                        "<!channel>", "a second carrier is under contract"});
}
UserId person() {
    return *rc::gen::elementOf(std::vector<UserId>{{},
                                                   test::account_manager,
                                                   test::manager,
                                                   test::executive,
                                                   test::lead,
                                                   test::colleague,
                                                   test::stranger,
                                                   test::admin});
}
std::optional<Day> some_day(Instant now) {
    const auto today = day_of(now, test::zone(test::berlin));
    if (*rc::gen::inRange(0, 6) == 0) return std::nullopt;
    return today + date::days{*rc::gen::inRange(-20, 40)};
}
Instant some_time(Instant now) {
    return now + std::chrono::minutes{*rc::gen::inRange(-3 * 1440, 20 * 1440)};
}

event::ReviewHeld some_review(Instant now) {
    event::ReviewHeld review{text(), text(), text(), {}, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(),
                             text()};
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        review.safeguards.push_back({text(), person(), some_day(now).value_or(Day{})});
    }
    return review;
}

std::string some_key(const Rescue& rescue) {
    const auto wanted = rescue.wanted();
    if (wanted.empty() || *rc::gen::inRange(0, 5) == 0) return "step/1/due/again";
    return wanted[*rc::gen::inRange<std::size_t>(0, wanted.size())].key;
}

Request some_request(const Rescue& rescue, Instant now) {
    const auto kind = *rc::gen::inRange<std::size_t>(0, std::variant_size_v<Request>);
    const bool yes = *rc::gen::arbitrary<bool>();
    switch (kind) {
    case 0: {
        const auto signal =
            *rc::gen::elementOf(std::vector{SignalKind::tickets_up, SignalKind::champion_slow, SignalKind::by_hand});
        return request::AddSignal{{signal, now, {{"now", number()}}, text(), person().value}};
    }
    case 1: return request::DismissSignal{number(), text()};
    case 2: return request::RecordFacts{text(), text(), text()};
    case 3: return request::NoteTimeline{text(), yes ? std::optional{some_time(now)} : std::nullopt, text()};
    case 4: return request::NameSponsor{{text(), text(), text(), yes ? "America/New_York" : ""}};
    case 5: return request::MoveSponsorCall{some_time(now), text()};
    case 6: return request::DelegateSponsorCall{person()};
    case 7: {
        request::LogTouch asked;
        asked.touch.kind = *rc::gen::elementOf(std::vector{TouchKind::call, TouchKind::email});
        asked.touch.direction = *rc::gen::elementOf(std::vector{Direction::in, Direction::out});
        asked.touch.reached = yes;
        asked.touch.with = text();
        asked.touch.text = text();
        if (*rc::gen::inRange(0, 3) == 0) asked.touch.at = some_time(now);
        asked.with_sponsor = *rc::gen::arbitrary<bool>();
        return asked;
    }
    case 8: return request::EditSummary{number(), text()};
    case 9: return request::SendSummary{number()};
    case 10: return request::DiscardSummary{number(), text()};
    case 11: return request::TakeRole{*rc::gen::elementOf(all_rescue_roles), person()};
    case 12: return request::DropRole{*rc::gen::elementOf(all_rescue_roles)};
    case 13: return request::ShareContact{};
    case 14: {
        request::WritePlan asked;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            asked.rows.push_back({yes ? 0 : number(), text(), person(), some_day(now)});
        return asked;
    }
    case 15: return request::FinishPlanRow{number()};
    case 16: return request::MovePlanRow{number(), some_day(now).value_or(Day{})};
    case 17: return request::DropPlanRow{number(), text()};
    case 18:
        return request::GrantService{text(), yes ? some_day(now) : std::nullopt, some_day(now), text(),
                                     Money{number()}};
    case 19: return request::DeclineService{text()};
    case 20: return request::ExtendService{0, some_day(now), text()};
    case 21: return request::StopService{};
    case 22: return request::KeepService{0, text()};
    case 23: return request::AddContact{text(), text(), BuyingRole::champion, yes ? "operations" : "finance"};
    case 24: return request::ContactLeft{text()};
    case 25: return request::BookCheckin{number(), number() * 120, yes ? "Pacific/Auckland" : "No/Where"};
    case 26: return request::ChooseIndicator{text(), static_cast<double>(number()), yes};
    case 27: return request::LogIndicator{text(), static_cast<double>(number())};
    case 28: return request::ClaimStep{number()};
    case 29: {
        request::ChangeStep asked;
        asked.step = number();
        if (yes)
            asked.mark = *rc::gen::elementOf(
                std::vector{event::StepMark::none, event::StepMark::blocked, event::StepMark::skipped});
        if (*rc::gen::arbitrary<bool>()) asked.owner = person();
        if (*rc::gen::arbitrary<bool>()) asked.due = some_time(now);
        asked.note = text();
        return asked;
    }
    case 30: return request::HoldReview{some_review(now)};
    case 31: {
        // Closing for good ends the story; it is tried less often than the rest.
        if (*rc::gen::inRange(0, 8) != 0) return request::ClaimStep{1};
        return request::CloseRescue{*rc::gen::elementOf(std::vector{event::Outcome::recovered, event::Outcome::lost}),
                                    text(), text()};
    }
    case 32: return request::SnoozeReminder{some_key(rescue), some_time(now), text()};
    case 33: {
        request::PutInCharge asked{person(), person(), person()};
        if (yes) asked.account_zone = *rc::gen::elementOf(std::vector<std::string>{"", "Asia/Tokyo", "No/Where"});
        return asked;
    }
    case 34: return request::DropIndicator{text(), text()};
    default: return request::ReminderDue{some_key(rescue)};
    }
}

void check_reminders(const Rescue& rescue) {
    std::set<std::string> keys;
    Instant last = Instant::min();
    for (const auto& reminder : rescue.wanted()) {
        RC_ASSERT(keys.insert(reminder.key).second);
        RC_ASSERT(!rescue.state.fired.contains(reminder.key));
        RC_ASSERT(reminder.due >= last);
        RC_ASSERT(live_reminder(rescue.state, reminder.key, rescue.company.around()).has_value());
        last = reminder.due;
        for (const auto& person : reminder.to) {
            RC_ASSERT(!person.empty());
            RC_ASSERT(!rescue.company.deactivated.contains(person));
        }
    }
}

RC_GTEST_PROP(Decide, any_sequence_of_requests_leaves_a_case_that_folds_counts_and_refuses_cleanly, ()) {
    test::Company company;
    if (*rc::gen::inRange(0, 3) == 0) company.deactivated.insert(person());
    company.zones[test::manager] = *rc::gen::elementOf(test::zone_names);
    Rescue rescue{test::moment("2026-03-03 09:12", test::berlin), company};
    auto at = rescue.now;
    for (int i = 0; i < 25; ++i) {
        at += std::chrono::minutes{*rc::gen::inRange(0, 3 * 1440)};
        rescue.tick(at);
        const auto asked = some_request(rescue, at);
        const auto before = rescue.state;
        const auto answer = rescue.ask(at, asked, {person(), *rc::gen::inRange(0, 4) != 0});
        if (!answer) {
            RC_ASSERT(rescue.state.version == before.version);
            RC_ASSERT(!answer.error().what.empty());
            RC_ASSERT(!answer.error().why.empty());
        } else {
            RC_ASSERT(rescue.state.version == before.version + static_cast<int>(answer->size()));
        }
        check_reminders(rescue);
        (void)checklist(rescue.state, at, rescue.company.around());
        for (const auto& person : rescue.state.team()) (void)todo(rescue.state, person, at, rescue.company.around());
        auto so_far = before;
        for (auto seq = static_cast<std::size_t>(before.version); seq < rescue.history.size(); ++seq) {
            const auto earlier = so_far;
            evolve(so_far, rescue.history[seq]);
            (void)notices_of(earlier, so_far, rescue.history[seq], rescue.company.around());
        }
    }
}

RC_GTEST_PROP(Evolve, takes_any_event_in_any_state, ()) {
    Rescue rescue;
    const auto kinds = test::one_of_every_kind();
    RC_ASSERT(kinds.size() == std::variant_size_v<Event>);
    for (int i = 0; i < 60; ++i) {
        const auto version = rescue.state.version;
        rescue.now += std::chrono::minutes{*rc::gen::inRange(0, 1440)};
        rescue.apply(*rc::gen::elementOf(kinds), person());
        RC_ASSERT(rescue.state.version == version + 1);
        RC_ASSERT(rescue.state.touches.size() == rescue.state.touch_with_sponsor.size());
        (void)rescue.wanted();
        (void)checklist(rescue.state, rescue.now, rescue.company.around());
    }
}

TEST(EveryKind, has_one_event_of_each_alternative_in_order) {
    const auto kinds = test::one_of_every_kind();
    ASSERT_EQ(kinds.size(), std::variant_size_v<Event>);
    for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(kinds[i].index(), i);
}

} // namespace
} // namespace holdfast
