#pragma once

#include "bot/deliver/courier.hpp"
#include "bot/deliver/group_members.hpp"
#include "bot/deliver/slack_client.hpp"
#include "bot/handle/desk.hpp"
#include "bot/operate/readiness_watch.hpp"
#include "bot/operate/socket_door.hpp"
#include "bot/receive/api_tokens.hpp"
#include "bot/receive/health_endpoints.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <vector>

namespace holdfast {

/// What `/rescue doctor` finds in the running program, in plain words with what to do (D-2). The parts that it looks at
/// outlive it; lives on the network thread.
class SelfExamination {
public:
    struct Parts {
        SlackClient& slack;
        const ReadinessWatch& watch;
        const Readiness& readiness;
        const GroupMembers& groups;
        const Courier& courier;
        const ApiTokens& api_tokens;
        std::optional<SocketDoor>& socket_door;
        Desk& desk;
    };
    /// @param real_time what a request to our own address is signed with; never a simulated clock
    SelfExamination(asio::any_io_executor executor, const Clock& real_time, Parts parts);

    /// Everything, within half of the three seconds that Slack allows for an answer.
    [[nodiscard]] asio::awaitable<std::vector<render::Finding>> findings();

private:
    [[nodiscard]] asio::awaitable<std::optional<render::Finding>> public_address();
    [[nodiscard]] std::vector<render::Finding> slack();
    [[nodiscard]] std::vector<render::Finding> configured_groups();
    [[nodiscard]] std::vector<render::Finding> silence();
    [[nodiscard]] render::Finding delivery();
    [[nodiscard]] render::Finding storage();
    [[nodiscard]] std::vector<render::Finding> damage();

    asio::any_io_executor executor_;
    const Clock& real_time_;
    Parts parts_;
};

} // namespace holdfast
