#pragma once

#include "bot/handle/desk.hpp"
#include "bot/remind/clockwork_counts.hpp"
#include "bot/remind/setbacks.hpp"
#include "storage/pending_evaluations.hpp"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace holdfast {

/// Evaluates the signals of accounts about which something changed. An account that cannot be evaluated rests, with
/// nothing of the attempt kept; all others pass it.
class EvaluationJob {
public:
    EvaluationJob(Desk& desk, ClockworkCounts& counts) : desk_{desk}, counts_{counts} {}

    /// Some accounts at a time, so that others have their turn in between.
    /// @return whether there were any: then there may be more
    [[nodiscard]] boost::asio::awaitable<bool> do_what_is_due();

private:
    using Batch = std::vector<PendingEvaluation>;

    [[nodiscard]] Batch next_batch();
    /// In one change, which is all or nothing.
    [[nodiscard]] boost::asio::awaitable<void> evaluate(Batch batch);
    [[nodiscard]] boost::asio::awaitable<void> evaluate_alone(PendingEvaluation one);

    Desk& desk_;
    ClockworkCounts& counts_;
    Setbacks setbacks_{std::chrono::minutes{10}};
};

} // namespace holdfast
