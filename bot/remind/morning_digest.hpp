#pragma once

#include "bot/handle/desk.hpp"
#include "bot/remind/clockwork_counts.hpp"
#include "bot/remind/setbacks.hpp"
#include "storage/outbox.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace holdfast {

/// One person's working morning that has come, on the day it has in their own zone.
struct Morning {
    UserId to;
    Day day;
};

/// Everybody with a part in the rescues whose morning has come and who has not had that day's digest.
[[nodiscard]] std::vector<Morning> mornings_due(Desk& desk, std::span<const std::shared_ptr<const Case>> rescues,
                                                Instant now);

/// The message to one of them; nothing when nothing is due, and then no message at all (D-6).
[[nodiscard]] std::optional<NewEffect> digest_of(Desk& desk, std::span<const std::shared_ptr<const Case>> rescues,
                                                 const Morning& morning, Instant now);

/// Sends what each person has to do on a working morning. One that fails rests; all others go out.
class MorningDigestJob {
public:
    MorningDigestJob(Desk& desk, ClockworkCounts& counts, std::stop_token stop)
        : desk_{desk}, counts_{counts}, stop_{std::move(stop)} {}

    /// @return whether anything was sent
    [[nodiscard]] boost::asio::awaitable<bool> do_what_is_due();

private:
    using Rescues = std::vector<std::shared_ptr<const Case>>;

    [[nodiscard]] boost::asio::awaitable<bool> send(Morning morning, const Rescues& rescues);

    Desk& desk_;
    ClockworkCounts& counts_;
    std::stop_token stop_;
    Setbacks setbacks_{std::chrono::minutes{10}};
};

} // namespace holdfast
