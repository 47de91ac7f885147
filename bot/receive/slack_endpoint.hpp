#pragma once

#include "bot/decode/slack_payload.hpp"
#include "bot/handle/slack_answer.hpp"
#include "bot/net/http_handler.hpp"
#include "config/secret.hpp"
#include "playbooks/calendar/instant.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace holdfast {

/// Where Slack delivers: checks that a request is Slack's, answers Slack's own checks of the address, and hands
/// everything else on (Slack contract, sections 1 to 7).
class SlackEndpoint {
public:
    using Answering = std::function<asio::awaitable<SlackAnswer>(SlackRequest)>;

    /// @param signing_secrets any of them makes a request genuine; none: this door stays closed
    /// @param real_time what signatures are checked against; never a simulated clock
    /// @param answering answers genuine requests; must outlive the requests
    SlackEndpoint(std::span<const Secret> signing_secrets, std::function<Instant()> real_time, Answering answering);

    /// 401 for what Slack did not sign, 415 and 400 for what cannot be read, 503 for what could not be stored, else
    /// 200. Refusals log themselves in `when_refused`.
    [[nodiscard]] asio::awaitable<HttpResponse> answer(HttpRequest request);

    /// Whether there is a secret to check requests with. Over Socket Mode Slack needs no address, and none is offered.
    [[nodiscard]] bool is_open() const { return !signing_secrets_.empty(); }

private:
    std::vector<std::string> signing_secrets_;
    std::function<Instant()> real_time_;
    Answering answering_;
};

} // namespace holdfast
