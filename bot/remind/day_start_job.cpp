#include "bot/remind/day_start_job.hpp"

#include "bot/remind/setbacks.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "storage/digests.hpp"
#include "storage/inbox.hpp"
#include "storage/meta.hpp"
#include "storage/outbox.hpp"
#include "storage/pending_evaluations.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace holdfast {

namespace {

constexpr auto remembered_requests = 2 * Once::usual_memory;
constexpr auto remembered_effects = std::chrono::hours{24 * 30};
constexpr date::days remembered_digests{30};
constexpr std::string_view last_day_key = "clockwork/last-day";

} // namespace

boost::asio::awaitable<bool> DayStartJob::do_what_is_due() {
    const auto now = desk_.now();
    const auto today = format_day(day_of(now, *desk_.rules().company_zone));
    if (find_meta(desk_.reader(), last_day_key) == today) co_return false;
    const auto rescues = desk_.book().all_open(desk_.reader());
    for (const auto& rescue : rescues) {
        if (stop_.stop_requested()) co_return false;
        co_await draw_again(rescue->id);
    }
    auto work = [today, now](Transaction& tx, Ledger&) {
        // Every signal is looked at once a day: renewals come near without anything happening.
        request_evaluation_of_all(tx, now);
        store_meta(tx, last_day_key, today);
    };
    co_await desk_.change(std::move(work));
    co_await forget_what_is_over();
    co_return true;
}

boost::asio::awaitable<void> DayStartJob::draw_again(CaseId id) {
    try {
        auto work = [&id, now = desk_.now()](Transaction& tx, Ledger& ledger) { ledger.refresh(tx, id, now); };
        co_await desk_.change(std::move(work));
    } catch (const std::exception& failure) {
        if (refuses_everything(failure)) throw;
        spdlog::error("case={} could not be drawn for the new day: {}", id.value, failure.what());
    }
}

/// What was received and delivered long ago would otherwise be kept for ever. In pieces: others want to write, too.
boost::asio::awaitable<void> DayStartJob::forget_what_is_over() {
    constexpr int piece = 1'000;
    const auto now = desk_.now();
    const auto today = day_of(now, *desk_.rules().company_zone);
    long long forgotten = piece;
    while (forgotten >= piece && !stop_.stop_requested()) {
        const auto work = [now, today](Transaction& tx) {
            purge_digests(tx, today - remembered_digests);
            return std::max(purge_inbox(tx, now - remembered_requests, piece),
                            purge_effects(tx, now - remembered_effects, piece));
        };
        forgotten = co_await desk_.database().write(work);
    }
}

} // namespace holdfast
