#include "bot/remind/clockwork.hpp"

#include "bot/handle/account_health.hpp"
#include "bot/handle/evaluation.hpp"
#include "bot/remind/morning_digest.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "storage/digests.hpp"
#include "storage/failure.hpp"
#include "storage/inbox.hpp"
#include "storage/meta.hpp"
#include "storage/outbox.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/reminders.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace holdfast {

namespace asio = boost::asio;

namespace {

/// At most this long without looking: another process may have imported rows or opened a case.
constexpr std::chrono::milliseconds longest_sleep{1'000};
constexpr int at_a_time = 100;
const auto remembered_requests = 2 * Once{}.memory;
constexpr auto remembered_effects = std::chrono::hours{24 * 30};
constexpr date::days remembered_digests{30};
constexpr std::string_view last_day_key = "clockwork/last-day";

/// One account that cannot be evaluated, for whatever reason, must not keep the others from it.
void evaluate_one(Transaction& tx, Ledger& ledger, const Rules& rules, const AccountId& account, Instant now) {
    try {
        if (evaluate_and_act(tx, ledger, rules, account, now))
            spdlog::info("account={} tripped a signal", account.value);
    } catch (const StorageFailure&) {
        throw;
    } catch (const std::exception& failure) {
        spdlog::error("account={} could not be evaluated: {}", account.value, failure.what());
    }
}

} // namespace

Clockwork::Clockwork(asio::any_io_executor executor, Desk& desk, const Clock& clock)
    : desk_{desk}, clock_{clock}, timer_{std::move(executor)} {}

void Clockwork::stop() {
    stopped_ = true;
    timer_.cancel();
}

void Clockwork::nudge() {
    nudged_ = true;
    timer_.cancel();
}

asio::awaitable<void> Clockwork::run() {
    while (!stopped_) {
        nudged_ = false;
        some_failed_ = false;
        // What could not be done stays due. Looking again at once would only fill the log, and the disk with it.
        std::chrono::steady_clock::duration pause = longest_sleep;
        try {
            co_await do_what_is_due();
            if (!some_failed_) pause = until_next_due();
        } catch (const std::exception& failure) {
            // The database refuses: nothing is lost, everything due stays due.
            spdlog::error("what is due could not be done: {}", failure.what());
        }
        co_await sleep(pause);
    }
}

asio::awaitable<void> Clockwork::do_what_is_due() {
    co_await begin_day();
    co_await evaluate_pending();
    co_await fire_due_reminders();
    co_await send_digests();
}

std::chrono::steady_clock::duration Clockwork::until_next_due() {
    // A clock that runs fast must not make a busy loop.
    constexpr std::chrono::milliseconds shortest_sleep{10};
    const auto next = next_due(desk_.reader());
    if (!next) return longest_sleep;
    return std::clamp<std::chrono::steady_clock::duration>(clock_.until(*next), shortest_sleep, longest_sleep);
}

asio::awaitable<void> Clockwork::sleep(std::chrono::steady_clock::duration time) {
    if (nudged_ || stopped_) co_return;
    timer_.expires_after(time);
    co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> Clockwork::fire_due_reminders() {
    while (!stopped_) {
        const auto due = due_reminders(desk_.reader(), desk_.now(), at_a_time);
        if (due.empty()) co_return;
        std::size_t fired = 0;
        for (const auto& reminder : due) fired += co_await fire(reminder) ? 1 : 0;
        if (fired == 0 || due.size() < at_a_time) co_return;
    }
}

/// @return whether the reminder is off the list; one that fails stays on it, and the others go on
asio::awaitable<bool> Clockwork::fire(DueReminder reminder) {
    const auto now = desk_.now();
    auto work = [reminder, now](Transaction& tx, Ledger& ledger) {
        const auto changed = ledger.apply(tx, reminder.case_id, {request::ReminderDue{reminder.key}}, Actor{}, now);
        const bool fired = changed && !changed->events.empty();
        // Not wanted (any more) at this time: put the kept list in order, or it would come up for ever.
        if (!fired) ledger.refresh(tx, reminder.case_id, now);
        return fired;
    };
    try {
        const auto fired = co_await desk_.change(std::move(work));
        if (!fired) co_return true;
    } catch (const std::exception& failure) {
        spdlog::error("case={} reminder={} failed: {}", reminder.case_id.value, reminder.key, failure.what());
        some_failed_ = true;
        co_return false;
    }
    const bool late = now - reminder.due_at > std::chrono::minutes{15};
    ++counts_.reminders;
    if (late) ++counts_.late_reminders;
    co_return true;
}

asio::awaitable<void> Clockwork::evaluate_pending() {
    bool any = false;
    while (!stopped_) {
        const auto pending = pending_evaluations(desk_.reader(), at_a_time);
        if (pending.empty()) break;
        any = true;
        const auto now = desk_.now();
        auto work = [pending, now, &rules = desk_.rules()](Transaction& tx, Ledger& ledger) {
            for (const auto& one : pending) {
                evaluate_one(tx, ledger, rules, one.account, now);
                finish_evaluation(tx, one);
            }
        };
        co_await desk_.change(std::move(work));
        counts_.evaluations += pending.size();
    }
    if (!any) co_return;
    const auto today = day_of(desk_.now(), *desk_.rules().company_zone);
    auto sum_up = [today](Transaction& tx, Ledger&) { sum_up_company_orders(tx, today); };
    co_await desk_.change(std::move(sum_up));
}

asio::awaitable<void> Clockwork::send_digests() {
    const auto now = desk_.now();
    const auto digests = due_digests(desk_, now);
    for (const auto& digest : digests) {
        auto work = [digest, now](Transaction& tx, Ledger&) {
            if (!claim_digest(tx, digest.to, digest.day, now)) return false;
            if (digest.effect) append_effect(tx, *digest.effect, now);
            return true;
        };
        const auto sent = co_await desk_.change(std::move(work));
        if (sent && digest.effect) ++counts_.digests;
    }
}

asio::awaitable<void> Clockwork::begin_day() {
    const auto now = desk_.now();
    const auto today = format_day(day_of(now, *desk_.rules().company_zone));
    if (find_meta(desk_.reader(), last_day_key) == today) co_return;
    const auto rescues = desk_.book().all_open(desk_.reader());
    std::vector<CaseId> open;
    for (const auto& rescue : rescues) open.push_back(rescue->id);
    auto work = [open, today, now](Transaction& tx, Ledger& ledger) {
        // Every signal is looked at once a day: renewals come near without anything happening.
        request_evaluation_of_all(tx, now);
        for (const auto& id : open) ledger.refresh(tx, id, now);
        store_meta(tx, last_day_key, today);
    };
    co_await desk_.change(std::move(work));
    co_await forget_what_is_over();
}

/// What was received and delivered long ago would otherwise be kept for ever. In pieces: others want to write, too.
asio::awaitable<void> Clockwork::forget_what_is_over() {
    constexpr int piece = 1'000;
    const auto now = desk_.now();
    const auto today = day_of(now, *desk_.rules().company_zone);
    long long forgotten = piece;
    while (forgotten >= piece && !stopped_) {
        const auto work = [now, today](Transaction& tx) {
            purge_digests(tx, today - remembered_digests);
            return std::max(purge_inbox(tx, now - remembered_requests, piece),
                            purge_effects(tx, now - remembered_effects, piece));
        };
        forgotten = co_await desk_.database().write(work);
    }
}

} // namespace holdfast
