#include "bot/handle/account_changes.hpp"
#include "bot/handle/colleagues.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/mentions.hpp"
#include "bot/handle/opening.hpp"
#include "bot/handle/touch_logging.hpp"
#include "bot/handle/typed_touch.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/slack/ids.hpp"
#include "playbooks/calendar/date_words.hpp"
#include "playbooks/rescue/figures.hpp"
#include "storage/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace holdfast::forms {

namespace {

using Submitting = boost::asio::awaitable<Reply>;
using render::FormContext;
namespace block = render::block;

/// A submitted form: who sent it, what it was about, what was entered.
struct Sent {
    const Asker& asker;
    const FormContext& context;
    const ViewState& state;

    /// Without the blanks around it: blanks are no answer.
    [[nodiscard]] std::string text(std::string_view name) const {
        const auto typed = state.text(name).value_or(std::string{});
        const auto first = typed.find_first_not_of(" \t\r\n");
        if (first == std::string::npos) return {};
        return typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1);
    }
    [[nodiscard]] std::string option(std::string_view name) const { return state.option(name).value_or(std::string{}); }
};

Reply wrong(std::string_view field, std::string message) {
    Reply reply;
    reply.field_errors.emplace_back(std::string{field}, std::move(message));
    return reply;
}

Reply wrong_person(std::string_view field, const std::string& why) {
    return wrong(field, fmt::format("Choose somebody else: {}.", why));
}

/// A refusal goes to the field it is about, or else to the first of the form, so that the form stays open and nothing
/// that was typed is lost.
Reply refused(Desk& desk, const Refusal& refusal, std::string_view otherwise) {
    auto why = refusal.why;
    if (!refusal.whose.empty()) {
        const auto name = name_of(desk.reader(), refusal.whose);
        why += " " + (name.empty() ? refusal.whose.value : name);
    }
    auto text = as_sentence(fmt::format("{}: {}", refusal.what, why));
    if (!refusal.instead.empty()) text += " " + refusal.instead;
    // Marks a command in a message; errors of fields know no formatting.
    std::erase(text, '`');
    return wrong(refusal.field.empty() ? otherwise : std::string_view{refusal.field}, text);
}

/// What the form is about, as it stands now.
std::expected<Subject, Reply> subject_of_form(Desk& desk, const Sent& sent) {
    auto id = sent.context.account;
    if (id.empty()) id = AccountId{sent.option(block::account)};
    auto account = id.empty() ? std::nullopt : find_account(desk.reader(), id);
    if (!account) return std::unexpected{wrong(block::account, "Choose an account.")};
    Subject subject;
    subject.rescue = desk.book().find_open(desk.reader(), account->id);
    // A form that was opened for a rescue that is over must not act on the next one.
    const bool of_another = !sent.context.rescue.empty() && subject.rescue && subject.rescue->id != sent.context.rescue;
    if (of_another) subject.rescue = nullptr;
    subject.account = std::move(*account);
    subject.in_room = subject.rescue && is_in_room(desk, sent.asker, *subject.rescue);
    return subject;
}

/// Applies requests to the rescue the form is about. Success closes the form: the card and its thread show the rest.
Submitting apply(Desk& desk, const Sent& sent, std::vector<Request> requests, std::string_view first_field) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    if (!subject->rescue) co_return wrong(first_field, "The rescue has been closed in the meantime.");
    const auto changed = co_await desk.change_case(subject->rescue->id, std::move(requests),
                                                   actor_of(sent.asker, *subject), sent.asker.once);
    if (!changed) co_return refused(desk, changed.error(), first_field);
    co_return Reply::nothing();
}

Submitting facts(Desk& desk, const Sent& sent) {
    const request::RecordFacts facts{sent.text(block::what_happened), sent.text(block::outcomes_hit),
                                     sent.text(block::promises_broken)};
    co_return co_await apply(desk, sent, {facts}, block::what_happened);
}

Touch touch_in(const Sent& sent) {
    Touch touch;
    touch.kind = touch_kind_from(sent.option(block::kind)).value_or(TouchKind::call);
    touch.direction = sent.option(block::direction) == "in" ? Direction::in : Direction::out;
    touch.with = sent.text(block::with_name);
    if (touch.with.empty()) touch.with = sent.option(block::with);
    if (touch.with == slack::no_value) touch.with.clear();
    // The box exists to say that nobody was reached; a form without it is about a talk that took place.
    touch.reached = sent.state.find(block::reached) == nullptr || !sent.state.options(block::reached).empty();
    const auto mood = sent.option(block::mood);
    if (mood == "+") touch.mood = Mood::good;
    if (mood == "0") touch.mood = Mood::neutral;
    if (mood == "-") touch.mood = Mood::bad;
    touch.text = sent.text(block::text);
    touch.next = sent.text(block::next);
    touch.by_when = sent.state.date(block::by_when);
    touch.tags = typed_tags(sent.text(block::tags));
    return touch;
}

Submitting touch(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    TouchReport report;
    report.touch = touch_in(sent);
    report.sponsor_call = sent.context.purpose == "call";
    if (const auto refusal = refusal_of_tags(report.touch.tags)) co_return refused(desk, *refusal, block::tags);
    if (!subject->rescue) {
        const auto reply = co_await log_touch_without_rescue(desk, sent.asker, subject->account, report.touch);
        if (reply.refused()) co_return wrong(block::text, "Say what was talked about.");
        co_return Reply::nothing();
    }
    const auto logged = co_await log_touch(desk, sent.asker, *subject, std::move(report));
    if (!logged.changed) co_return refused(desk, logged.changed.error(), block::text);
    co_return Reply::nothing();
}

Submitting summary(Desk& desk, const Sent& sent) {
    const auto number = typed_number(sent.context.subject).value_or(0);
    const auto text =
        in_customer_words(sent.text(block::text), [&](const UserId& user) { return name_of(desk.reader(), user); });
    co_return co_await apply(desk, sent, {request::EditSummary{number, text}}, block::text);
}

/// Row numbers that were in the editor, in the order of its lines: `3,4,7`.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    while (!text.empty()) {
        const auto comma = text.find(',');
        numbers.push_back(typed_number(text.substr(0, comma)).value_or(0));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return numbers;
}

Submitting plan(Desk& desk, const Sent& sent) {
    const auto numbers = numbers_in(sent.context.subject);
    request::WritePlan plan;
    std::vector<int> line_of_row;
    for (int line = 1; line <= render::plan_rows; ++line) {
        const auto position = static_cast<std::size_t>(line - 1);
        request::PlanRowInput row;
        row.row = position < numbers.size() ? numbers[position] : 0;
        row.text = sent.text(block::numbered("text", line));
        row.owner = sent.state.user(block::numbered("owner", line)).value_or(UserId{});
        row.due = sent.state.date(block::numbered("due", line));
        const bool untouched = row.row == 0 && row.text.empty() && row.owner.empty() && !row.due;
        if (untouched) continue;
        plan.rows.push_back(std::move(row));
        line_of_row.push_back(line);
    }
    const auto subject = subject_of_form(desk, sent);
    const auto has_new_owner = [&](const request::PlanRowInput& row) {
        const auto* known = subject && subject->rescue ? subject->rescue->plan_row(row.row) : nullptr;
        return known == nullptr || known->owner != row.owner;
    };
    std::set<UserId> new_owners;
    for (const auto& row : plan.rows) {
        if (has_new_owner(row)) new_owners.insert(row.owner);
    }
    const auto unfit = co_await unfit_among(desk, std::move(new_owners));
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        const auto reason = unfit.find(plan.rows[i].owner);
        if (reason == unfit.end() || !has_new_owner(plan.rows[i])) continue;
        co_return wrong_person(block::numbered("owner", line_of_row[i]), reason->second);
    }
    auto reply = co_await apply(desk, sent, {plan}, "text_1");
    // The decision counts the rows it was given; the form counts its lines.
    for (auto& [field, message] : reply.field_errors) {
        const auto mark = field.rfind('_');
        const auto index = mark == std::string::npos ? std::nullopt : typed_number(field.substr(mark + 1));
        if (!index || *index < 1 || static_cast<std::size_t>(*index) > line_of_row.size()) continue;
        field = block::numbered(field.substr(0, mark), line_of_row[static_cast<std::size_t>(*index - 1)]);
    }
    co_return reply;
}

Submitting service(Desk& desk, const Sent& sent) {
    request::GrantService grant;
    grant.what = sent.text(block::what);
    grant.start = sent.state.date(block::start);
    grant.end = sent.state.date(block::end);
    grant.measure = sent.text(block::measure);
    if (const auto cost = sent.text(block::cost); !cost.empty()) {
        const auto amount = parse_money(cost);
        if (!amount) co_return wrong(block::cost, amount.error());
        grant.cost = *amount;
    }
    co_return co_await apply(desk, sent, {grant}, block::what);
}

Submitting promise(Desk& desk, const Sent& sent) {
    request::RecordPromise promise;
    promise.touch = typed_number(sent.context.subject).value_or(0);
    promise.text = sent.text(block::text);
    promise.to = sent.text(block::name);
    promise.due = sent.state.date(block::end);
    auto reply = co_await apply(desk, sent, {promise}, block::text);
    for (auto& [field, message] : reply.field_errors) {
        if (field == "due") field = block::end;
    }
    co_return reply;
}

SponsorContact sponsor_in(const Sent& sent) {
    return {sent.text(block::name), sent.text(block::phone), sent.text(block::email), sent.text(block::zone)};
}

Submitting person(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    if (sent.text(block::name).empty()) co_return wrong(block::name, "The name is missing.");
    if (const auto zone = sent.text(block::zone); !zone.empty() && find_zone(zone) == nullptr) {
        co_return wrong(block::zone, "This is no time zone such as Europe/Berlin.");
    }
    Reply reply;
    if (sent.context.purpose == "sponsor") {
        if (!subject->rescue) co_return wrong(block::name, "The rescue has been closed in the meantime.");
        reply = co_await name_sponsor(desk, sent.asker, *subject, sponsor_in(sent));
    } else {
        Person added;
        added.account = subject->account.id;
        added.name = sent.text(block::name);
        added.title = sent.text(block::title);
        added.role = buying_role_from(sent.option(block::role)).value_or(BuyingRole::other);
        added.department = sent.text(block::department);
        added.phone = sent.text(block::phone);
        added.email = sent.text(block::email);
        added.time_zone = sent.text(block::zone);
        reply = co_await add_person(desk, sent.asker, *subject, added);
    }
    if (reply.refused()) co_return wrong(block::name, "This could not be saved: you are not part of this rescue.");
    co_return Reply::nothing();
}

/// The numbers of this week's meeting, in the order of the indicators when the form was opened.
Submitting checkin_log(Desk& desk, const Sent& sent) {
    std::vector<Request> requests;
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    const auto first = block::numbered("value", 1);
    if (!subject->rescue) co_return wrong(first, "The rescue has been closed in the meantime.");
    int line = 0;
    for (const auto& indicator : subject->rescue->indicators) {
        const auto field = block::numbered("value", ++line);
        const auto typed = sent.text(field);
        if (typed.empty()) continue;
        const auto value = typed_decimal(typed);
        if (!value) co_return wrong(field, "Give it as a number.");
        requests.emplace_back(request::LogIndicator{indicator.name, *value});
    }
    if (requests.empty()) co_return wrong(first, "Give at least one number.");
    co_return co_await apply(desk, sent, std::move(requests), first);
}

Submitting checkin(Desk& desk, const Sent& sent) {
    if (sent.context.purpose == "log") co_return co_await checkin_log(desk, sent);
    std::vector<Request> requests;
    const auto weekday = typed_number(sent.option(block::weekday));
    const auto time = sent.state.time(block::time);
    if (!weekday || !time) co_return wrong(block::weekday, "Choose a weekday and a time.");
    requests.emplace_back(
        request::BookCheckin{*weekday, static_cast<int>(time->count()), zone_of_person(desk, sent.asker.user).name()});
    if (const auto indicator = sent.text(block::indicator); !indicator.empty()) {
        auto typed = sent.text(block::target);
        const bool at_most = typed.starts_with("<=");
        const auto target = typed_decimal(at_most ? std::string_view{typed}.substr(2) : std::string_view{typed});
        if (!target) co_return wrong(block::target, "Give the target as a number.");
        requests.emplace_back(request::ChooseIndicator{lower_case(indicator), *target, at_most});
    }
    co_return co_await apply(desk, sent, std::move(requests), block::weekday);
}

Submitting flag(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    const auto kind = signal_kind_from(sent.option(block::kind));
    if (!kind) co_return wrong(block::kind, "Choose what you noticed.");
    auto reply = co_await flag_signal(desk, sent.asker, subject->account, *kind, sent.text(block::value),
                                      sent.text(block::note));
    co_return reply;
}

Submitting open(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    if (subject->rescue) co_return wrong(block::account, "A rescue is open for this account already.");
    const auto reason = sent.text(block::reason);
    if (reason.empty()) co_return wrong(block::reason, "Say why, in a sentence.");
    co_return co_await open_by_hand(desk, sent.asker, subject->account, reason);
}

Submitting review(Desk& desk, const Sent& sent) {
    event::ReviewHeld review;
    review.what_happened = sent.text(block::what_happened);
    review.what_worked = sent.text(block::what_worked);
    review.what_did_not = sent.text(block::what_did_not);
    for (int line = 1; line <= render::safeguard_rows; ++line) {
        event::Safeguard safeguard;
        safeguard.text = sent.text(block::numbered("safeguard", line));
        safeguard.owner = sent.state.user(block::numbered("safeguard_owner", line)).value_or(UserId{});
        safeguard.due = sent.state.date(block::numbered("safeguard_due", line)).value_or(Day{});
        if (safeguard.text.empty() && safeguard.owner.empty() && safeguard.due == Day{}) continue;
        if (safeguard.text.empty()) co_return wrong(block::numbered("safeguard", line), "Say what will protect.");
        if (safeguard.owner.empty()) co_return wrong(block::numbered("safeguard_owner", line), "Name one owner.");
        if (safeguard.due == Day{}) co_return wrong(block::numbered("safeguard_due", line), "Give a date.");
        review.safeguards.push_back(std::move(safeguard));
    }
    review.sponsor_present = !sent.state.options(block::sponsor_present).empty();
    review.gesture = sent.option(block::gesture) == "yes" || !sent.state.options(block::gesture).empty();
    review.gesture_reason = sent.text(block::gesture_reason);
    co_return co_await apply(desk, sent, {request::HoldReview{review}}, block::what_happened);
}

Submitting close(Desk& desk, const Sent& sent) {
    request::CloseRescue request;
    const auto outcome = sent.option(block::outcome);
    if (outcome.empty()) co_return wrong(block::outcome, "Choose how it ended.");
    if (outcome == "recovered") request.outcome = event::Outcome::recovered;
    if (outcome == "false-alarm") request.outcome = event::Outcome::false_alarm;
    if (request.outcome == event::Outcome::lost) request.loss = loss_reason_from(sent.option(block::loss));
    request.reason = sent.text(block::reason);
    request.evidence = sent.text(block::note);
    co_return co_await apply(desk, sent, {request}, block::reason);
}

/// A reason was asked for: what it is the reason for stands in the context.
Submitting reason(Desk& desk, const Sent& sent) {
    const auto text = sent.text(block::reason);
    const auto& purpose = sent.context.purpose;
    if (purpose == "dismiss") {
        const auto signal = typed_number(sent.context.subject).value_or(-1);
        co_return co_await apply(desk, sent, {request::DismissSignal{signal, text}}, block::reason);
    }
    if (purpose == "discard") {
        const auto touch = typed_number(sent.context.subject).value_or(0);
        co_return co_await apply(desk, sent, {request::DiscardSummary{touch, text}}, block::reason);
    }
    if (purpose == "snooze") {
        const auto typed = sent.text(block::until);
        const auto until = typed.empty() ? std::expected<Instant, std::string>{desk.now() + desk.rules().policy.snooze}
                                         : typed_moment(desk, sent.asker.user, typed);
        if (!until) co_return wrong(block::until, until.error());
        co_return co_await apply(desk, sent, {request::SnoozeReminder{sent.context.subject, *until, text}},
                                 block::until);
    }
    co_return Reply::nothing();
}

Submitting colleague(Desk& desk, const Sent& sent) {
    const auto holder = sent.state.user(block::holder).value_or(UserId{});
    if (holder.empty()) co_return wrong(block::holder, "Choose a person.");
    const auto unfit = co_await why_unfit(desk, holder);
    if (unfit) co_return wrong_person(block::holder, *unfit);
    if (sent.context.purpose == "delegate") {
        co_return co_await apply(desk, sent, {request::DelegateSponsorCall{holder}}, block::holder);
    }
    const auto role = rescue_role_from(sent.context.subject);
    if (!role) co_return Reply::nothing();
    co_return co_await apply(desk, sent, {request::TakeRole{*role, holder}}, block::holder);
}

/// What was typed into boxes, its mentions as names.
boost::asio::awaitable<ViewState> with_real_names(Desk& desk, const ViewState& entered) {
    std::vector<EnteredValue> values{entered.all().begin(), entered.all().end()};
    std::vector<std::string> texts;
    const auto each_text = [&values](auto visit) {
        for (auto& value : values) {
            if (value.type == "plain_text_input") std::ranges::for_each(value.chosen, visit);
        }
    };
    each_text([&](const std::string& text) { texts.push_back(text); });
    const auto named = co_await holdfast::with_real_names(desk, std::move(texts));
    auto next = named.begin();
    each_text([&](std::string& text) { text = with_plain_mentions(*next++); });
    co_return ViewState{std::move(values)};
}

struct Entry {
    slack::CallbackId form;
    Submitting (*act)(Desk&, const Sent&);
};

constexpr std::array table{
    Entry{slack::modal::facts, facts},         Entry{slack::modal::touch, touch},
    Entry{slack::modal::summary, summary},     Entry{slack::modal::plan, plan},
    Entry{slack::modal::service, service},     Entry{slack::modal::person, person},
    Entry{slack::modal::checkin, checkin},     Entry{slack::modal::flag, flag},
    Entry{slack::modal::open, open},           Entry{slack::modal::review, review},
    Entry{slack::modal::close, close},         Entry{slack::modal::reason, reason},
    Entry{slack::modal::colleague, colleague}, Entry{slack::modal::promise, promise},
};

} // namespace

boost::asio::awaitable<Reply> submit(Desk& desk, Asker asker, ViewSubmission submission) {
    const auto context = render::form_context_from(submission.view.private_metadata);
    asker.channel = context.channel;
    const ViewState state = co_await with_real_names(desk, submission.view.state);
    const Sent sent{asker, context, state};
    for (const auto& entry : table) {
        if (submission.view.callback_id == entry.form) co_return co_await entry.act(desk, sent);
    }
    co_return Reply::nothing();
}

} // namespace holdfast::forms
