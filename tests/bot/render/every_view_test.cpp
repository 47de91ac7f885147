#include "bot/render/answers.hpp"
#include "bot/render/help_pages.hpp"
#include "bot/render/home.hpp"
#include "bot/render/modals.hpp"
#include "tests/bot/render/example_rescue.hpp"
#include "tests/bot/render/seen.hpp"
#include "tests/bot/slack/hostile_text.hpp"
#include "tests/bot/slack/slack_schema.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace holdfast::render {
namespace {

using slack::test::SlackSchema;
using test::ExampleRescue;
using test::ExampleRules;
using test::march;
using test::third_of_march;

/// A rescue in which everything that somebody can write is `text`, and everything that there can be many of is there
/// `count` times.
ExampleRescue rescue_full_of(const std::string& text, int count) {
    event::RescueOpened opened;
    opened.account = AccountId{text};
    opened.account_name = text;
    opened.reason = text;
    opened.owner = UserId{text};
    opened.manager = UserId{"U0JO"};
    opened.sponsor = {text, text, text, text};
    opened.call = {third_of_march(9), third_of_march(17), false, text};
    ExampleRescue rescue{std::move(opened)};
    const Instant at = third_of_march(10);
    for (int i = 1; i <= count; ++i) {
        rescue.then(at, event::SignalAdded{{.kind = SignalKind::champion_slow, .at = at, .note = text}, false, {}})
            .then(at, event::PlanRowAdded{i, text, UserId{text}, march(9)})
            .then(at, event::ContactAdded{text, text, BuyingRole::other, text})
            .then(at, event::ServiceGranted{i, text, march(3), march(17), text, 90'000})
            .then(at, event::IndicatorChosen{text, 95, false})
            .called(at, i % 2 == 0)
            .then(at, event::SummaryEdited{i, text})
            .then(at, event::PromiseRecorded{i, 2, text, text, UserId{text}, march(20)})
            .then(at, event::TimelineNoted{text, at, text});
    }
    if (count > 2) rescue.then(at, event::SummaryDiscarded{2, text}).then(at, event::SignalDismissed{1, text});
    // The fourth touch reached somebody; its draft asks about its promise.
    if (count > 4) rescue.then(at, event::SummaryEdited{4, "free " + text});
    rescue.then(at, event::PromiseRefused{count, text}).then(at, event::PromiseApproved{count - 1});
    rescue.then(at, event::CheckinBooked{2, 600, text})
        .then(at, event::FactsRecorded{text, text, text})
        .then(at, event::StepChanged{4, event::StepMark::blocked, UserId{text}, at, text})
        .then(at, event::RoleTaken{RescueRole::technical_lead, UserId{text}})
        .then(at, event::SponsorCallMoved{third_of_march(15), text});
    return rescue;
}

struct Views {
    std::vector<nlohmann::json> messages;
    std::vector<nlohmann::json> modals;
    std::vector<nlohmann::json> homes;
};

/// Everything that people can see, drawn from such a rescue.
Views every_view(const std::string& text, int count) {
    const ExampleRules rules;
    const Showing now = rules.at(third_of_march(20));
    const ExampleRescue rescue = rescue_full_of(text, count);
    const Case& state = rescue.state();
    const auto size = static_cast<std::size_t>(count);
    Views views;
    const auto message = [&](const slack::Message& drawn) { views.messages.push_back(slack::payload(drawn)); };
    const auto modal = [&](const slack::Modal& drawn) { views.modals.push_back(slack::payload(drawn)); };

    for (const auto& wanted : wanted_messages(state, now)) message(wanted.message);
    for (const UserId& to : {UserId{}, UserId{"U0KIM"}}) {
        Notice notice;
        notice.to = to;
        notice.line.say(text).stress(text).name(UserId{text}).at(third_of_march(9)).on(march(4));
        notice.reminder = to ? text : "";
        notice.summary = to ? 2 : 0;
        notice.review = !to.empty();
        notice.promise = to ? 1 : 0;
        message(notice_message(notice, state, now));
    }

    Account account;
    account.id = AccountId{text};
    account.name = text;
    account.currency = text;
    account.segment = text;
    account.owner = UserId{text};
    account.annual_revenue = Money{123};
    Person person;
    person.name = text;
    person.title = text;
    person.department = text;
    const std::vector people_on_record(size, person);
    HealthReport report;
    report.readings.assign(size, Reading::quiet(Detector::order_volume, text));
    report.unknown.assign(size, text);
    report.revenue = Money{12};
    report.currency = text;
    const auto shared = std::make_shared<const Case>(state);
    const std::vector<RescueRow> rows(size, RescueRow{shared, ChannelId{text}});
    const std::vector<WatchRow> watch(size, WatchRow{AccountId{text}, text, text});
    TodoItem item;
    item.account_name = text;
    item.line.say(text);
    const std::vector todos(size, item);
    const std::vector<TimelineRow> record(size, TimelineRow{third_of_march(9), item.line});
    const std::vector<AccountChoice> choices(size, AccountChoice{AccountId{text}, text, text});
    const std::vector<Finding> findings(size, Finding{false, text, text});
    const std::vector lines(size, item.line);
    const std::vector<std::string> names(size, text);

    message(refusal_message({text, text, text, text}));
    message(confirmation(lines, names, now));
    message(sentence(item.line, now));
    message(menu(&state));
    message(pick_account(text, choices));
    message(health(account, report, &state, ChannelId{text}, now));
    message(rescue_list(text, rows, 2, text, now));
    message(watch_list(watch, 2));
    message(todo_list(todos, 2, now));
    message(digest(todos, now));
    for (int number = 1; number <= 9; ++number) message(step(state, number, now));
    message(plan(state, now));
    message(roles(state, UserId{text}, now));
    message(sponsor(state, now));
    message(sponsor_contact(state, text));
    message(services(state, now));
    message(promises(state, now));
    message(checkin(state, now));
    message(summary_list(state, state.manager, now));
    message(summary_list(state, UserId{"U0NOBODY"}, now));
    message(people(account, people_on_record, &state));
    message(timeline(text, record, 2, text, now));
    message(account_record(account, people_on_record));
    const OwnSideRisk settled{1,
                              UserId{text},
                              OwnSideReason::groomed,
                              text,
                              UserId{text},
                              third_of_march(9),
                              third_of_march(10),
                              UserId{text},
                              text};
    message(own_side_risks(account, std::vector(size, settled), 1, now));
    message(doctor(findings));

    const FormContext context{AccountId{}, state.id, ChannelId{text}, text, text};
    const std::vector<slack::Option> accounts(size, slack::Option{.text = text, .value = text});
    Summary draft;
    draft.text = text;
    modal(facts(context, state));
    modal(touch(context, text, names, accounts, text));
    modal(render::summary(context, draft));
    modal(plan(context, state, text));
    modal(service(context, state));
    modal(promise(context, text, text));
    modal(render::person(context, text));
    modal(sponsor(context, state));
    modal(checkin(context, state));
    modal(flag(context, text, accounts, text));
    modal(open(context, text, accounts));
    modal(review(context, state));
    modal(close(context, state));
    modal(reason(context, text, text));
    modal(colleague(context, text, text));

    HomeFacts facts_of_home;
    facts_of_home.reader = UserId{text};
    facts_of_home.today = todos;
    facts_of_home.my_rescues = rows;
    facts_of_home.team_rescues = rows;
    facts_of_home.calls_due = rows;
    facts_of_home.my_accounts.assign(size, HomeAccount{account, -4, 3, true});
    facts_of_home.watch = watch;
    facts_of_home.leads_a_team = true;
    facts_of_home.first_use = true;
    views.homes.push_back(slack::payload(home(facts_of_home, now)));
    return views;
}

/// Every markup text inside.
void collect_markup(const nlohmann::json& value, std::vector<std::string>& found) {
    if (value.is_object() && value.value("type", "") == "mrkdwn") found.push_back(value["text"]);
    if (value.is_structured()) {
        for (const auto& part : value) collect_markup(part, found);
    }
}

void expect_harmless(const nlohmann::json& view) {
    std::vector<std::string> texts;
    collect_markup(view, texts);
    if (view.contains("text")) texts.push_back(view["text"]);
    for (const std::string& text : texts) {
        EXPECT_TRUE(slack::test::is_well_formed(text)) << text;
        for (const std::string_view mass : {"<!channel", "<!here", "<!everyone", "<!subteam", "<https://evil"}) {
            EXPECT_FALSE(text.contains(mass)) << text;
        }
    }
}

const std::vector<std::pair<std::string, int>>& extremes() {
    static const std::vector<std::pair<std::string, int>> cases{{"", 0},
                                                                {"", 3},
                                                                {"<!channel> *_~` <https://evil.example|bank>", 1},
                                                                {std::string(300, 'x'), 12},
                                                                {std::string(4'000, '&'), 30},
                                                                {"\u202Eשלום مرحبا 😀👩‍👩‍👧", 6},
                                                                {"line\n\n\n> quote\n```\n", 40},
                                                                {"Acme", 60}};
    return cases;
}

TEST(EveryView, rule_9_cannot_ping_forge_or_break) {
    for (const auto& [text, count] : extremes()) {
        const Views views = every_view(text, count);
        for (const auto* kind : {&views.messages, &views.modals, &views.homes}) {
            for (const auto& view : *kind) expect_harmless(view);
        }
    }
}

TEST(EveryView, rule_9_holds_for_any_text) {
    EXPECT_TRUE(rc::check([] {
        const Views views = every_view(*slack::test::hostile_text(), *rc::gen::inRange(0, 4));
        for (const auto* kind : {&views.messages, &views.modals, &views.homes}) {
            for (const auto& view : *kind) expect_harmless(view);
        }
        RC_ASSERT(!testing::Test::HasFailure());
    }));
}

TEST(EveryView, rule_7_has_a_text_beside_its_blocks) {
    for (const auto& view : every_view("Acme", 3).messages) EXPECT_GT(view["text"].get<std::string>().size(), 1U);
}

using EveryViewInSlacksSchema = SlackSchema;

TEST_F(EveryViewInSlacksSchema, accepts_the_messages) {
    for (const auto& [text, count] : extremes()) {
        for (const auto& view : every_view(text, count).messages) add(view);
    }
    add(slack::payload(menu(nullptr)));
    add(slack::payload(help_overview()));
    for (const HelpPage& page : help_pages()) add(slack::payload(help_on(page.topic).value()));
    add(slack::payload(help_steps(load_catalog("").value())));
    add(slack::payload(help_signals({})));
    add(slack::payload(help_tiers(load_catalog("").value())));
    expect_accepted_as("message --strict");
}

TEST_F(EveryViewInSlacksSchema, accepts_the_modals) {
    for (const auto& [text, count] : extremes()) {
        for (const auto& view : every_view(text, count).modals) add(view);
    }
    expect_accepted_as("modal --strict");
}

TEST_F(EveryViewInSlacksSchema, accepts_the_homes) {
    for (const auto& [text, count] : extremes()) {
        for (const auto& view : every_view(text, count).homes) add(view);
    }
    expect_accepted_as("home --strict");
}

} // namespace
} // namespace holdfast::render
