#pragma once

#include "bot/clock/clock.hpp"
#include "bot/deliver/courier.hpp"
#include "bot/deliver/group_members.hpp"
#include "bot/deliver/people_directory.hpp"
#include "bot/deliver/slack_client.hpp"
#include "bot/files/file_workshop.hpp"
#include "bot/handle/desk.hpp"
#include "bot/handle/rules.hpp"
#include "bot/handle/slack_requests.hpp"
#include "bot/metrics/metrics.hpp"
#include "bot/net/http_server.hpp"
#include "bot/operate/colleague_search.hpp"
#include "bot/operate/readiness_watch.hpp"
#include "bot/operate/self_examination.hpp"
#include "bot/operate/slack_surface.hpp"
#include "bot/operate/socket_door.hpp"
#include "bot/receive/health_endpoints.hpp"
#include "bot/receive/routes.hpp"
#include "bot/receive/slack_endpoint.hpp"
#include "bot/receive/v1_endpoint.hpp"
#include "bot/remind/clockwork.hpp"
#include "bot/rooms/reconciler.hpp"
#include "storage/database.hpp"
#include "storage/instance_lock.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <optional>

namespace holdfast {

/// The running program: everything that `serve` is made of, in the order in which it is built; it is taken down in the
/// reverse. The only place that sees all parts.
class Application {
public:
    /// Opens the database, which it has for itself among those that serve, reckons with its having been restored, and
    /// listens; nobody is answered before start(). @throws StorageFailure, std::runtime_error: with a message for the
    /// operator
    Application(asio::io_context& io, const Rules& rules, const Clock& clock);
    ~Application();

    /// Begins to serve, deliver and remind.
    void start();
    /// Takes nothing new, finishes what is in flight, within five seconds in all.
    [[nodiscard]] asio::awaitable<void> stop();

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

private:
    void something_changed();
    asio::awaitable<void> keep_people_known();
    [[nodiscard]] CourierSettings courier_settings();
    [[nodiscard]] ReconcilerSettings reconciler_settings();
    asio::awaitable<Desk::Identified> identify(UserId who);
    /// The workspace of the token: as Slack said it, or as it was kept while Slack has not answered since the start.
    [[nodiscard]] Workspace home();
    asio::awaitable<void> keep_home();
    asio::awaitable<void> look_up_people();
    /// Something else is known of a colleague: the rescues in which they have a part are drawn again.
    asio::awaitable<void> reckon_with(UserId colleague);
    asio::awaitable<void> keep_homes_fresh();
    void open_socket_door();
    void report_to_metrics();

    asio::io_context& io_;
    const Rules& rules_;
    SystemClock real_time_;
    InstanceLock lock_; ///< before the database is opened, which migrates it
    Database database_;
    Metrics metrics_;
    Readiness readiness_;

    SlackClient slack_;
    ReadinessWatch watch_;
    PeopleDirectory people_;
    GroupMembers groups_;
    FileWorkshop workshop_;
    Courier courier_;
    Reconciler reconciler_;

    Desk desk_;
    SlackSurface surface_;
    SlackRequests requests_;
    Clockwork clockwork_;

    SlackEndpoint slack_endpoint_;
    std::optional<SocketDoor> socket_door_; ///< with an app token and without a public address
    ApiTokens api_tokens_;
    V1Endpoint v1_endpoint_;
    HealthEndpoints health_endpoints_;
    HttpServer server_;

    SelfExamination examination_;
    ColleagueSearch colleague_search_;
    asio::steady_timer people_watch_;
    asio::steady_timer homes_watch_;
    SlackClient::Counts reported_calls_;
    ClockworkCounts reported_reminders_;
    bool changed_ = false;
    bool stopping_ = false;
};

} // namespace holdfast
