#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/metrics/metrics.hpp"
#include "bot/receive/slack_endpoint.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

namespace holdfast {

/// The other door of SlackEndpoint: what Slack delivers over a socket, which needs no signature, is handed on to the
/// same answering (Slack contract, section 18).
class SocketEndpoint {
public:
    /// @param answering answers requests; it and `metrics` must outlive them
    SocketEndpoint(SlackEndpoint::Answering answering, Metrics& metrics);

    /// What to send back for an envelope: its id, with the answer where the envelope has room for one. None where
    /// answering failed, so that nothing was stored: Slack then delivers it again.
    [[nodiscard]] asio::awaitable<std::optional<std::string>> acknowledge(SocketFrame envelope);

private:
    [[nodiscard]] asio::awaitable<SlackAnswer> answer(SlackRequest request);

    SlackEndpoint::Answering answering_;
    Metrics& metrics_;
};

} // namespace holdfast
