#include "bot/remind/evaluation_job.hpp"

#include "bot/handle/evaluation.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <optional>
#include <string>

namespace holdfast {

namespace {

constexpr std::size_t at_a_time = 100;

std::string name_of(const PendingEvaluation& one) {
    return fmt::format("account={} evaluation", one.account.value);
}

} // namespace

boost::asio::awaitable<bool> EvaluationJob::do_what_is_due() {
    const auto batch = next_batch();
    if (batch.empty()) co_return false;
    bool is_done = false;
    try {
        co_await evaluate(batch);
        is_done = true;
    } catch (const std::exception& failure) {
        if (refuses_everything(failure)) throw;
    }
    if (is_done) co_return true;
    for (const auto& one : batch) co_await evaluate_alone(one);
    co_return true;
}

EvaluationJob::Batch EvaluationJob::next_batch() {
    const auto now = desk_.now();
    Batch batch;
    std::optional<PendingEvaluation> last;
    do {
        const auto page = pending_evaluations(desk_.reader(), at_a_time, last);
        last.reset();
        if (page.size() == at_a_time) last = page.back();
        for (const auto& one : page)
            if (!setbacks_.rests(name_of(one), now)) batch.push_back(one);
    } while (batch.empty() && last);
    return batch;
}

boost::asio::awaitable<void> EvaluationJob::evaluate(Batch batch) {
    auto work = [&batch, now = desk_.now(), &rules = desk_.rules()](Transaction& tx, Ledger& ledger) {
        std::vector<AccountId> tripped;
        for (const auto& one : batch) {
            if (evaluate_and_act(tx, ledger, rules, one.account, now)) tripped.push_back(one.account);
            finish_evaluation(tx, one);
        }
        return tripped;
    };
    const auto tripped = co_await desk_.change(std::move(work));
    for (const auto& account : tripped) spdlog::info("account={} tripped a signal", account.value);
    for (const auto& one : batch) setbacks_.went_well(name_of(one));
    counts_.evaluations += batch.size();
}

boost::asio::awaitable<void> EvaluationJob::evaluate_alone(PendingEvaluation one) {
    try {
        Batch alone{one};
        co_await evaluate(std::move(alone));
    } catch (const std::exception& failure) {
        if (refuses_everything(failure)) throw;
        setbacks_.failed(name_of(one), failure.what(), desk_.now());
    }
}

} // namespace holdfast
