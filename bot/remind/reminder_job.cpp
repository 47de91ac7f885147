#include "bot/remind/reminder_job.hpp"

#include "playbooks/rescue/reminders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace holdfast {

namespace {

constexpr std::size_t at_a_time = 100;

std::string name_of(const DueReminder& reminder) {
    return fmt::format("case={} reminder={}", reminder.case_id.value, reminder.key);
}

enum class Outcome { fired, not_due_any_more, still_due };

bool is_kept(Connection& db, const DueReminder& reminder) {
    const auto kept = reminders_of(db, reminder.case_id);
    return std::ranges::find(kept, KeptReminder{reminder.key, reminder.due_at}) != kept.end();
}

Outcome carry_out(Transaction& tx, Ledger& ledger, const DueReminder& reminder, Instant now) {
    const auto changed = ledger.apply(tx, reminder.case_id, {request::ReminderDue{reminder.key}}, Actor{}, now);
    if (changed && !changed->events.empty()) return Outcome::fired;
    // Not wanted (any more) at this time: put the kept list in order, or it would come up for ever.
    ledger.refresh(tx, reminder.case_id, now);
    return is_kept(tx, reminder) ? Outcome::still_due : Outcome::not_due_any_more;
}

} // namespace

boost::asio::awaitable<bool> ReminderJob::do_what_is_due() {
    const auto now = desk_.now();
    bool any = false;
    std::optional<DueReminder> last;
    do {
        const auto due = due_reminders(desk_.reader(), now, last, at_a_time);
        last.reset();
        if (due.size() == at_a_time) last = due.back();
        for (const auto& reminder : due) {
            if (stop_.stop_requested()) co_return any;
            if (setbacks_.rests(name_of(reminder), now)) continue;
            const bool fired = co_await fire(reminder);
            any = any || fired;
        }
    } while (last);
    looked_at_until_ = now;
    co_return any;
}

boost::asio::awaitable<bool> ReminderJob::fire(DueReminder reminder) {
    const auto now = desk_.now();
    auto outcome = Outcome::still_due;
    try {
        auto work = [reminder, now](Transaction& tx, Ledger& ledger) { return carry_out(tx, ledger, reminder, now); };
        outcome = co_await desk_.change(std::move(work));
        if (outcome == Outcome::still_due)
            setbacks_.failed(name_of(reminder), "it stays due, though nothing comes of it", now);
        else
            setbacks_.went_well(name_of(reminder));
    } catch (const std::exception& failure) {
        if (refuses_everything(failure)) throw;
        setbacks_.failed(name_of(reminder), failure.what(), now);
    }
    if (outcome != Outcome::fired) co_return false;
    ++counts_.reminders;
    if (now - reminder.due_at > punctual) ++counts_.late_reminders;
    co_return true;
}

std::optional<Instant> ReminderJob::next_due() {
    return next_due_after(desk_.reader(), looked_at_until_);
}

} // namespace holdfast
