#include "bot/handle/opening.hpp"

#include "bot/handle/evaluation.hpp"
#include "bot/handle/room_findings.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/outgoing.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/signals/flagged_number.hpp"
#include "storage/cases.hpp"
#include "storage/history.hpp"
#include "storage/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <expected>
#include <optional>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

Reply said(Desk& desk, const Line& line) {
    const auto around = desk.around();
    return Reply::say(render::sentence(line, {around, desk.now()}));
}

/// An example of a sign that would be the second: the same kind again trips nothing (S0-25).
std::string_view another_kind_than(SignalKind noticed) {
    const bool is_example = noticed == SignalKind::champion_slow;
    return to_text(is_example ? SignalKind::evaluating_options : SignalKind::champion_slow);
}

/// The account manager hears of the first sign, so that somebody looks for a second (S0-25).
void nudge_account_manager(Transaction& tx, const Rules& rules, const Account& account, const Signal& signal,
                           Instant now) {
    const auto owner = resolved(tx, account.owner);
    if (owner.empty() || owner.value == signal.by) return;
    Line line;
    line.stress(account.name)
        .say(": ")
        .say(in_words(signal))
        .say(fmt::format(" One sign alone is no alert; a second, different one opens the rescue. Have you noticed "
                         "anything else? `/rescue flag {} {} what you saw`",
                         typed(account.id), another_kind_than(signal.kind)));
    const auto around = surroundings(tx, rules);
    auto message = render::sentence(line, {around, now});
    message.effect_id = fmt::format("watch/{}/{}", account.id.value, now.time_since_epoch().count());
    NewEffect effect;
    effect.effect_id = message.effect_id;
    effect.lane = slack::person_lane(owner);
    effect.method = "chat.postMessage";
    effect.payload = slack::to_text(slack::Outgoing{false, slack::payload(message)});
    effect.not_before = now;
    append_effect(tx, effect, now);
}

/// A value in words stays where it is read: `no answer (value: two weeks)`.
std::string with_value(std::string note, std::string_view value) {
    if (value.empty()) return note;
    return note.empty() ? fmt::format("value: {}", value) : fmt::format("{} (value: {})", note, value);
}

/// Promises no invitation where the workspace lets nobody be invited.
std::string opened_in_words(Desk& desk) {
    return is_inviting_refused(desk) ? " is open. Its room is being made."
                                     : " is open. Its room is being made; you will be invited.";
}

/// What flagging led to.
struct Flagged {
    bool repeated = false;
    bool opened = false;
    bool joined = false;               ///< the rescue that was open already
    std::optional<Instant> call_due{}; ///< it was under watch: a relapse asks for a new sponsor call by then
    std::string words;                 ///< of the rule
};

} // namespace

std::string flag_kinds() {
    std::string observed;
    std::string measured;
    for (const SignalKind kind : enumerators<SignalKind>(signal_kind_names)) {
        if (!is_flagged_by_people(kind)) continue;
        auto& text = is_qualitative(kind) ? observed : measured;
        text += (text.empty() ? "" : ", ") + std::string{to_text(kind)};
    }
    return fmt::format("{}; measured: {}", observed, measured);
}

boost::asio::awaitable<Reply> open_by_hand(Desk& desk, Asker asker, Account account, std::string reason,
                                           SignalKind kind) {
    const auto now = desk.now();
    auto repeated = [id = account.id](Transaction& tx, Ledger& ledger) {
        return Change{ledger.book().find_open(tx, id), {}};
    };
    auto work = [account, reason, kind, actor = Actor{asker.user, false}, now](Transaction& tx, Ledger& ledger) {
        Signal signal;
        signal.kind = kind;
        signal.at = now;
        signal.note = reason;
        signal.by = actor.id.value;
        return ledger.open(tx, account, {signal}, reason, actor, now);
    };
    const auto changed = co_await desk.change_once(asker.once, std::move(repeated), std::move(work));
    if (!changed) co_return Reply::refuse(changed.error());
    Line line;
    line.say("The rescue of ").stress(account.name).say(opened_in_words(desk));
    co_return said(desk, line);
}

boost::asio::awaitable<Reply> flag_signal(Desk& desk, Asker asker, Account account, SignalKind kind,
                                          std::string value_text, std::string note) {
    const auto now = desk.now();
    const auto value = typed_decimal(value_text);
    // With what is measured the number decides.
    if (!value && !value_text.empty() && !is_qualitative(kind)) {
        co_return Reply::refuse(Refusal{
            "The signal is not flagged", fmt::format("\"{}\" is no number", value_text),
            fmt::format("/rescue flag {} {} value:60 what you saw", typed(account.id), to_text(kind)), "value"});
    }
    Signal signal;
    signal.kind = kind;
    signal.at = now;
    signal.note = value ? std::move(note) : with_value(std::move(note), value_text);
    signal.by = asker.user.value;
    if (value) signal.numbers.emplace(reported_number, *value);
    auto repeated = [](Transaction&, Ledger&) {
        Flagged result;
        result.repeated = true;
        return result;
    };
    auto work = [&rules = desk.rules(), account, signal, value,
                 now](Transaction& tx, Ledger& ledger) -> std::expected<Flagged, Refusal> {
        Flagged result;
        const FlagRow row{account.id, Flag{now, std::string{to_text(signal.kind)}, signal.by,
                                           value ? number_text(*value) : std::string{}, signal.note}};
        const auto short_of = short_of_a_trip(signal, rules.health.signals);
        if (short_of) {
            store_flags(tx, std::span{&row, 1});
            result.words = *short_of;
            return result;
        }
        if (ledger.book().find_open(tx, account.id)) {
            // A sign noticed while the rescue runs belongs to it, alone or not (S0-27).
            const auto changed = ledger.open(tx, account, {signal}, {}, Actor{UserId{signal.by}, false}, now);
            if (!changed) return std::unexpected{changed.error()};
            store_flags(tx, std::span{&row, 1});
            result.joined = true;
            for (const auto& event : changed->events) {
                const auto* added = std::get_if<event::SignalAdded>(&event.what);
                if (added != nullptr && added->relapse) result.call_due = changed->after->call.due();
            }
            return result;
        }
        store_flags(tx, std::span{&row, 1});
        const auto change = evaluate_and_act(tx, ledger, rules, account.id, now);
        result.opened = change && !change->events.empty();
        if (is_qualitative(signal.kind)) {
            const auto evaluation = evaluate(tx, ledger.book(), rules, account, now);
            for (const auto& reading : evaluation.readings) {
                if (reading.detector == Detector::qualitative) result.words = reading.words;
            }
        } else {
            result.words = fmt::format("{} One sign that is measured is enough.", in_words(signal));
        }
        if (!result.opened) nudge_account_manager(tx, rules, account, signal, now);
        return result;
    };
    const auto flagged = co_await desk.change_once(asker.once, std::move(repeated), std::move(work));
    if (!flagged) co_return Reply::refuse(flagged.error());
    Line line;
    if (flagged->repeated) {
        line.say("Flagged already: the same command a moment ago.");
    } else if (flagged->call_due) {
        line.say("Flagged, and it is a relapse: the rescue of ")
            .stress(account.name)
            .say(", which was under watch, is open again. The sponsor has to be called anew, due ")
            .at(*flagged->call_due)
            .say(".");
    } else if (flagged->joined) {
        line.say("Flagged. It joins the rescue of ").stress(account.name).say(" that is open.");
    } else if (flagged->opened) {
        line.say("Flagged, and it trips: ")
            .say(flagged->words)
            .say(" The rescue of ")
            .stress(account.name)
            .say(opened_in_words(desk));
    } else {
        line.say("Flagged for ").stress(account.name).say(". It does not trip yet: ").say(flagged->words);
    }
    co_return said(desk, line);
}

} // namespace holdfast
