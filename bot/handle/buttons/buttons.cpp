#include "bot/handle/buttons/buttons.hpp"

#include "bot/handle/commands.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/touch_logging.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/ids.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/promises.hpp"
#include "playbooks/rescue/reminders.hpp"
#include "storage/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::buttons {

namespace {

using Pressing = boost::asio::awaitable<Reply>;

/// A pressed button about a case: its value is `<case>` or `<case>|<what>`.
struct Pressed {
    Asker& asker;
    const BlockAction& action;
    Subject subject;
    std::string what;
};

Reply gone() {
    return Reply::refuse("This button is out of date", "the rescue it belongs to is closed", "/rescue list");
}

render::FormContext context_of(const Pressed& pressed, std::string purpose = {}) {
    auto context = forms::context_of(pressed.asker, pressed.subject);
    context.subject = pressed.what;
    context.purpose = std::move(purpose);
    return context;
}

Pressing change(Desk& desk, const Pressed& pressed, Request request) {
    const auto changed = co_await desk.change_case(pressed.subject.rescue->id, {std::move(request)},
                                                   actor_of(pressed.asker, pressed.subject), pressed.asker.once);
    co_return reply_to(desk, changed);
}

/// After a change the thread says it; only a refusal is answered.
Pressing change_quietly(Desk& desk, const Pressed& pressed, Request request) {
    auto reply = co_await change(desk, pressed, std::move(request));
    if (reply.refused()) co_return reply;
    co_return Reply::nothing();
}

Pressing log_touch_form(Desk& desk, const Pressed& pressed) {
    co_return Reply::open(forms::touch_form(desk, pressed.asker, pressed.subject, {}));
}

/// The call counts at once, so that the ladder stops; what was said goes into the summary that opens.
Pressing sponsor_called(Desk& desk, const Pressed& pressed) {
    const auto& rescue = *pressed.subject.rescue;
    if (rescue.sponsor.name.empty()) {
        co_return Reply::open(render::sponsor(context_of(pressed, "sponsor"), rescue));
    }
    if (!rescue.call.owed()) {
        // A further call is a touch like any other.
        co_return Reply::open(forms::touch_form(desk, pressed.asker, pressed.subject, {}));
    }
    TouchReport report;
    report.touch.kind = TouchKind::call;
    report.touch.direction = Direction::out;
    report.sponsor_call = true;
    const auto logged = co_await log_touch(desk, pressed.asker, pressed.subject, std::move(report));
    if (!logged.changed) co_return Reply::refuse(logged.changed.error());
    const auto* summary = logged.changed->after->summary_of(logged.number);
    if (summary == nullptr) co_return Reply::nothing();
    auto context = context_of(pressed);
    context.subject = std::to_string(logged.number);
    co_return Reply::open(render::summary(context, *summary));
}

Pressing no_answer(Desk& desk, const Pressed& pressed) {
    TouchReport report;
    report.touch.kind = TouchKind::call;
    report.touch.reached = false;
    report.sponsor_call = true;
    const auto logged = co_await log_touch(desk, pressed.asker, pressed.subject, std::move(report));
    if (!logged.changed) co_return Reply::refuse(logged.changed.error());
    co_return Reply::nothing();
}

Pressing delegate(Desk&, const Pressed& pressed) {
    co_return Reply::open(render::colleague(context_of(pressed, "delegate"), "Who calls instead?",
                                            "The reminders go to them from now on."));
}

Pressing sponsor_unknown(Desk&, const Pressed& pressed) {
    co_return Reply::open(render::sponsor(context_of(pressed, "sponsor"), *pressed.subject.rescue));
}

Pressing edit_plan(Desk& desk, const Pressed& pressed) {
    co_return Reply::open(forms::plan_form(desk, pressed.asker, pressed.subject, {}));
}

Pressing show_people(Desk& desk, const Pressed& pressed) {
    co_return co_await answer_command(desk, pressed.asker,
                                      fmt::format("people \"{}\" map", pressed.subject.account.id.value));
}

/// The value of the overflow menu's option is the verb.
Pressing more(Desk& desk, const Pressed& pressed) {
    const auto verb = pressed.what.empty() ? std::string{"status"} : pressed.what;
    const auto account = fmt::format("\"{}\"", pressed.subject.account.id.value);
    if (verb == "step") co_return co_await answer_command(desk, pressed.asker, fmt::format("status {}", account));
    if (verb == "export") {
        co_return co_await answer_command(desk, pressed.asker, fmt::format("timeline {} export", account));
    }
    co_return co_await answer_command(desk, pressed.asker, fmt::format("{} {}", verb, account));
}

/// The summary a button belongs to, for somebody whose it is.
std::expected<const Summary*, Reply> pressed_summary(Desk& desk, const Pressed& pressed) {
    const auto& rescue = *pressed.subject.rescue;
    const auto* summary = rescue.summary_of(typed_number(pressed.what).value_or(0));
    if (summary == nullptr) return std::unexpected{gone()};
    const auto actor = actor_of(pressed.asker, pressed.subject);
    if (const auto refusal = refusal_of_draft(actor, rescue, *summary, desk.around())) {
        return std::unexpected{Reply::refuse(*refusal)};
    }
    return summary;
}

Pressing edit_summary(Desk& desk, const Pressed& pressed) {
    const auto summary = pressed_summary(desk, pressed);
    if (!summary) co_return summary.error();
    co_return Reply::open(render::summary(context_of(pressed), **summary));
}

/// Shows the draft again after a press, so that an answer seen by one person does not go stale.
Pressing change_draft(Desk& desk, const Pressed& pressed, Request request) {
    const auto touch = typed_number(pressed.what).value_or(0);
    const auto changed = co_await desk.change_case(pressed.subject.rescue->id, {std::move(request)},
                                                   actor_of(pressed.asker, pressed.subject), pressed.asker.once);
    if (!changed) co_return Reply::refuse(changed.error());
    const auto* summary = changed->after->summary_of(touch);
    if (summary == nullptr || !pressed.action.is_ephemeral) co_return Reply::nothing();
    const auto around = desk.around();
    auto reply = Reply::say(render::summary(*changed->after, *summary, pressed.asker.user,
                                            render::Showing::to(pressed.asker.user, around, desk.now())));
    reply.replaces = true;
    co_return reply;
}

Pressing summary_sent(Desk& desk, const Pressed& pressed) {
    // Where the draft was not ready, Slack has asked before the press came.
    co_return co_await change_draft(desk, pressed, request::SendSummary{typed_number(pressed.what).value_or(0)});
}

Pressing no_promise(Desk& desk, const Pressed& pressed) {
    co_return co_await change_draft(desk, pressed, request::DenyPromise{typed_number(pressed.what).value_or(0)});
}

Pressing record_promise(Desk& desk, const Pressed& pressed) {
    const auto summary = pressed_summary(desk, pressed);
    if (!summary) co_return summary.error();
    const auto& rescue = *pressed.subject.rescue;
    const auto touch = std::ranges::find(rescue.touches, (*summary)->touch, &Touch::number);
    co_return Reply::open(render::promise(context_of(pressed), promising_line(**summary, desk.rules().catalog),
                                          touch == rescue.touches.end() ? std::string{} : touch->with));
}

Pressing copy_summary(Desk& desk, const Pressed& pressed) {
    const auto summary = pressed_summary(desk, pressed);
    if (!summary) co_return summary.error();
    co_return Reply::say(render::plain_copy((*summary)->text));
}

Pressing discard_summary(Desk& desk, const Pressed& pressed) {
    const auto summary = pressed_summary(desk, pressed);
    if (!summary) co_return summary.error();
    co_return Reply::open(render::reason(context_of(pressed, "discard"), "Discard the draft",
                                         "Why does the customer need no note about this touch?"));
}

Pressing dismiss_signal(Desk&, const Pressed& pressed) {
    co_return Reply::open(render::reason(context_of(pressed, "dismiss"), "Not a real signal",
                                         "What explains it? The answer teaches the early warning."));
}

Pressing take_role(Desk& desk, const Pressed& pressed) {
    const auto role = rescue_role_from(pressed.what);
    if (!role) co_return gone();
    co_return co_await change_quietly(desk, pressed, request::TakeRole{*role, pressed.asker.user});
}

Pressing drop_role(Desk& desk, const Pressed& pressed) {
    const auto role = rescue_role_from(pressed.what);
    if (!role) co_return gone();
    co_return co_await change_quietly(desk, pressed, request::DropRole{*role});
}

Pressing contact_shared(Desk& desk, const Pressed& pressed) {
    co_return co_await change(desk, pressed, request::ShareContact{});
}

Reply said(Desk& desk, const Line& line) {
    const auto around = desk.around();
    return Reply::say(render::sentence(line, {around, desk.now()}));
}

Reply done_already(Desk& desk, std::string_view what) {
    return said(desk, Line{}.say(fmt::format("{} Thank you.", what)));
}

/// Stopping early is a decision of its own: before the last day the three ways on are named.
Pressing service_dealt_with(Desk& desk, const Pressed& pressed, int number) {
    const auto& services = pressed.subject.rescue->services;
    const auto found = std::ranges::find(services, number, &Service::number);
    if (found == services.end() || found->state != ServiceState::running) {
        co_return done_already(desk, "This service does not run any more.");
    }
    if (today_of(desk, pressed.asker.user) >= found->end) {
        co_return co_await change(desk, pressed, request::StopService{number});
    }
    Line line;
    line.say("It runs until ")
        .on(found->end)
        .say(fmt::format(
            ". To end it earlier: `/rescue service {0} stop {1}`. To go on: `/rescue service {0} extend {1} +7d why` "
            "or `/rescue service {0} keep {1} why`.",
            typed(pressed.subject.account.id), number));
    co_return said(desk, line);
}

Pressing checkin_dealt_with(const Pressed& pressed) {
    const auto& rescue = *pressed.subject.rescue;
    if (rescue.indicators.empty()) co_return Reply::open(render::checkin(context_of(pressed), rescue));
    co_return Reply::open(render::checkin_log(context_of(pressed, "log"), rescue));
}

/// *Done* does what the reminder is about where that can be done by saying so; else it opens the form that does it, or
/// says what is missing.
Pressing reminder_done(Desk& desk, const Pressed& pressed) {
    const auto about = reminded_of(pressed.what);
    if (!about) co_return gone();
    const auto& rescue = *pressed.subject.rescue;
    switch (about->kind) {
    case ReminderKind::sponsor_call:
        if (!rescue.call.owed()) co_return done_already(desk, "The sponsor has been called.");
        // Whoever only wants the reminder out of sight must not make a call of it.
        co_return Reply::refuse(
            "The call is not logged", "*Done* does not say how it went",
            with_account("`/rescue call reached what was said`, or `/rescue call noanswer`", rescue.account));
    case ReminderKind::plan_row_late: co_return co_await change(desk, pressed, request::FinishPlanRow{about->number});
    case ReminderKind::summary_unsent: co_return co_await change(desk, pressed, request::SendSummary{about->number});
    case ReminderKind::service_ends: co_return co_await service_dealt_with(desk, pressed, about->number);
    case ReminderKind::step_nudge:
    case ReminderKind::step_due:
    case ReminderKind::step_escalation: co_return co_await change(desk, pressed, request::ClaimStep{about->number});
    case ReminderKind::going_alone:
        co_return co_await answer_command(desk, pressed.asker, fmt::format("role \"{}\"", rescue.account.value));
    case ReminderKind::plan_ends: co_return co_await edit_plan(desk, pressed);
    case ReminderKind::touch_silence:
        if (static_cast<int>(rescue.touches.size()) > about->number)
            co_return done_already(desk, "A touch has been logged since.");
        co_return co_await log_touch_form(desk, pressed);
    case ReminderKind::review_offered:
        if (rescue.review) co_return done_already(desk, "The review is on record.");
        co_return Reply::open(render::review(context_of(pressed), rescue));
    case ReminderKind::checkin: co_return co_await checkin_dealt_with(pressed);
    case ReminderKind::safeguard_due:
        co_return done_already(desk, "The safeguard leaves your to-dos when its day is over.");
    case ReminderKind::watch_ends: co_return done_already(desk, "There is nothing to be done.");
    }
    co_return gone();
}

Pressing snooze_reminder(Desk&, const Pressed& pressed) {
    co_return Reply::open(render::reason(context_of(pressed, "snooze"), "Remind me later", "Why not now?"));
}

struct Entry {
    slack::ActionId action;
    Pressing (*act)(Desk&, const Pressed&);
    bool outlives_the_rescue = false; ///< a draft is finished even when the rescue is over
};

constexpr std::array table{
    Entry{slack::action::touch_log, log_touch_form},
    Entry{slack::action::call_reached, sponsor_called},
    Entry{slack::action::call_no_answer, no_answer},
    Entry{slack::action::call_delegate, delegate},
    Entry{slack::action::call_sponsor_unknown, sponsor_unknown},
    Entry{slack::action::plan_edit, edit_plan},
    Entry{slack::action::people_map, show_people},
    Entry{slack::action::card_more, more},
    Entry{slack::action::summary_edit, edit_summary, true},
    Entry{slack::action::summary_sent, summary_sent, true},
    Entry{slack::action::summary_copy, copy_summary, true},
    Entry{slack::action::summary_discard, discard_summary, true},
    Entry{slack::action::summary_promise, record_promise, true},
    Entry{slack::action::summary_no_promise, no_promise, true},
    Entry{slack::action::signal_dismiss, dismiss_signal},
    Entry{slack::action::role_take, take_role},
    Entry{slack::action::role_drop, drop_role},
    Entry{slack::action::sponsor_contact_shared, contact_shared},
    Entry{slack::action::reminder_done, reminder_done},
    Entry{slack::action::reminder_snooze, snooze_reminder},
};

/// Buttons that stand for a typed command: menu, pick lists, pages.
bool stands_for_a_command(std::string_view action) {
    return action == slack::action::menu_run || action == slack::action::account_pick ||
           action == slack::action::list_page;
}

/// The case a button belongs to: named in its value; a card's overflow has verbs for values and stands in its room.
/// @param may_be_over  whether the button counts when the rescue has ended
std::expected<Pressed, Reply> pressed_in(Desk& desk, Asker& asker, const BlockAction& action, bool may_be_over) {
    const auto& value = action.action.value;
    const auto bar = value.find('|');
    auto rescue = desk.book().find(desk.reader(), CaseId{value.substr(0, bar)});
    std::string what = bar == std::string::npos ? std::string{} : value.substr(bar + 1);
    const auto room = case_of_channel(desk, action.channel);
    if (!rescue) {
        // The card's menu sends verbs; which case it is about stands in the id of its row.
        rescue = desk.book().find(desk.reader(), CaseId{action.action.block_id});
        if (!rescue) rescue = room;
        what = value;
    }
    if (!rescue || (!rescue->is_open() && !may_be_over)) return std::unexpected{gone()};
    auto account = find_account(desk.reader(), rescue->account);
    if (!account) return std::unexpected{gone()};
    Subject subject;
    subject.in_room = is_in_room(desk, asker, *rescue);
    subject.rescue = std::move(rescue);
    subject.account = std::move(*account);
    return Pressed{asker, action, std::move(subject), std::move(what)};
}

} // namespace

boost::asio::awaitable<Reply> press(Desk& desk, Asker asker, BlockAction action) {
    const auto name = slack::action_name(action.action.action_id);
    if (stands_for_a_command(name)) {
        auto reply = co_await answer_command(desk, asker, action.action.value);
        reply.replaces = action.is_ephemeral && reply.message.has_value() && name != slack::action::menu_run;
        co_return reply;
    }
    for (const auto& entry : table) {
        if (name != entry.action) continue;
        const auto pressed = pressed_in(desk, asker, action, entry.outlives_the_rescue);
        if (!pressed) co_return pressed.error();
        auto reply = co_await entry.act(desk, *pressed);
        co_return naming_account_elsewhere(desk, asker, std::move(reply), pressed->subject.account.id);
    }
    co_return Reply::nothing();
}

} // namespace holdfast::buttons
