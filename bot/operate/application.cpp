#include "bot/operate/application.hpp"

#include "bot/handle/case_book.hpp"
#include "bot/slack/manifest.hpp"
#include "playbooks/calendar/zone.hpp"
#include "storage/accounts.hpp"
#include "storage/outbox.hpp"
#include "storage/reminders.hpp"
#include "storage/slack_users.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <set>
#include <stdexcept>

namespace holdfast {

namespace {

/// The same after a restart, which may then go on with its own leases at once; another one for a second process, which
/// cannot listen where this one does.
std::string holder_name(const Settings& settings) {
    return fmt::format("serve {}:{}", settings.listen.host, settings.listen.port);
}

SlackClientSettings client_settings(const Settings& settings) {
    const auto url = parse_http_url(settings.slack_api_url);
    if (!url) throw std::runtime_error{fmt::format("slack_api_url: {}", url.error())};
    SlackClientSettings result;
    result.api = *url;
    result.token = settings.secrets.bot_token.reveal();
    return result;
}

Endpoint endpoint_of(const ListenAddress& address) {
    return {address.host, address.port};
}

/// For the courier and the reconciler, which wake each other: a card needs its room, a pin its card.
template <class WorkerSettings>
WorkerSettings worker_settings(const Settings& settings, std::function<void()> after_change) {
    WorkerSettings result;
    result.holder = holder_name(settings);
    result.after_change = std::move(after_change);
    return result;
}

/// The database may refuse for a while; a loop that ended with it would stay ended when it is well again.
void log_and_go_on(std::string_view what, const std::exception& failure) {
    spdlog::error("{}, trying again: {}", what, failure.what());
}

asio::awaitable<void> pause(asio::steady_timer& timer, std::chrono::steady_clock::duration time) {
    timer.expires_after(time);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

} // namespace

Application::Application(asio::io_context& io, const Rules& rules, const Clock& clock)
    : io_{io}, rules_{rules}, database_{rules.settings.database},
      slack_{io.get_executor(), client_settings(rules.settings), real_time_},
      people_{io.get_executor(), database_, slack_, real_time_},
      courier_{io.get_executor(),
               database_,
               slack_,
               people_,
               clock,
               real_time_,
               worker_settings<CourierSettings>(rules.settings, [this] { reconciler_.nudge(); })},
      reconciler_{io.get_executor(),
                  database_,
                  slack_,
                  people_,
                  clock,
                  real_time_,
                  worker_settings<ReconcilerSettings>(rules.settings, [this] { courier_.nudge(); })},
      desk_{rules, clock, database_, [this] { something_changed(); }},
      surface_{io.get_executor(), slack_,
               [this](std::string why) {
                   readiness_.slack_token_valid = false;
                   readiness_.slack_problem = "Slack says that the app was removed: " + why;
               }},
      requests_{desk_, surface_}, clockwork_{io.get_executor(), desk_, clock},
      slack_endpoint_{rules.settings.secrets.signing_secrets, [this] { return real_time_.now(); },
                      [this](SlackRequest request) { return requests_.answer(std::move(request)); }},
      v1_endpoint_{desk_, metrics_, rules.settings.secrets.api_token},
      health_endpoints_{readiness_, desk_.reader(), clock, metrics_},
      server_{io, endpoint_of(rules.settings.listen), HttpLimits{},
              routed({slack_endpoint_, v1_endpoint_, health_endpoints_, metrics_})},
      slack_watch_{io}, homes_watch_{io}, colleagues_watch_{io} {}

Application::~Application() = default;

void Application::start() {
    server_.start();
    asio::co_spawn(io_, courier_.run(), asio::detached);
    asio::co_spawn(io_, reconciler_.run(), asio::detached);
    asio::co_spawn(io_, clockwork_.run(), asio::detached);
    asio::co_spawn(io_, watch_slack(), asio::detached);
    asio::co_spawn(io_, keep_homes_fresh(), asio::detached);
    asio::co_spawn(io_, find_colleagues(), asio::detached);
    desk_.examine_with([this] { return examine(); });
}

asio::awaitable<void> Application::stop() {
    stopping_ = true;
    readiness_.stopping = true;
    slack_watch_.cancel();
    homes_watch_.cancel();
    colleagues_watch_.cancel();
    clockwork_.stop();
    server_.stop(std::chrono::seconds{2});
    co_await server_.join();
    co_await reconciler_.stop(std::chrono::seconds{1});
    co_await courier_.stop(std::chrono::seconds{1});
}

void Application::something_changed() {
    changed_ = true;
    courier_.nudge();
    reconciler_.nudge();
    clockwork_.nudge();
}

asio::awaitable<void> Application::watch_slack() {
    constexpr std::chrono::seconds when_well{60};
    constexpr std::chrono::seconds when_not{5};
    bool told = false;
    while (!stopping_) {
        const auto answer = co_await slack_.call("auth.test", nlohmann::json::object());
        readiness_.slack_token_valid = answer.has_value();
        readiness_.slack_problem = answer ? std::string{} : in_words(answer.error());
        if (!answer) spdlog::warn("Slack does not take the token: {}", readiness_.slack_problem);
        if (answer && !told) {
            spdlog::info("connected to the workspace {}", text_member(*answer, "team"));
            told = true;
        }
        try {
            if (answer) co_await look_up_people();
            report_to_metrics();
        } catch (const std::exception& failure) {
            log_and_go_on("people could not be looked up", failure);
        }
        co_await pause(slack_watch_, answer ? when_well : when_not);
    }
}

/// Zones decide about reminders and names stand in summaries: everybody with a part is looked up before they are
/// needed.
asio::awaitable<void> Application::look_up_people() {
    std::set<UserId> people;
    for (const auto& rescue : desk_.book().all_open(desk_.reader())) {
        for (const auto& user : rescue->team()) people.insert(user);
    }
    people.erase(UserId{});
    bool news = false;
    for (const auto& user : people) {
        if (stopping_) co_return;
        const auto before =
            user.value.contains('@') ? find_user_by_email(desk_.reader(), user.value) : find_user(desk_.reader(), user);
        const auto now = co_await people_.find(user);
        news = news || (now && (!before || before->time_zone != now->time_zone || before->deleted != now->deleted));
    }
    if (!news) co_return;
    std::vector<CaseId> open;
    for (const auto& rescue : desk_.book().all_open(desk_.reader())) open.push_back(rescue->id);
    auto work = [open, at = desk_.now()](Transaction& tx, Ledger& ledger) {
        for (const auto& id : open) ledger.refresh(tx, id, at);
    };
    co_await desk_.change(std::move(work));
}

asio::awaitable<void> Application::find_colleagues() {
    constexpr int at_a_time = 20;
    constexpr std::chrono::seconds between{1};
    while (!stopping_) {
        try {
            for (const auto& address : colleagues_by_address(desk_.reader(), at_a_time)) {
                if (stopping_) co_return;
                const auto found = co_await people_.find(address);
                if (!found) continue;
                auto work = [address, user = found->id, at = desk_.now()](Transaction& tx, Ledger& ledger) {
                    ledger.colleague_found(tx, address, user, at);
                };
                co_await desk_.change(std::move(work));
            }
        } catch (const std::exception& failure) {
            log_and_go_on("colleagues could not be looked up", failure);
        }
        co_await pause(colleagues_watch_, between);
    }
}

std::vector<render::Finding> Application::examine() {
    std::vector<render::Finding> findings;
    findings.push_back({readiness_.slack_token_valid, "Slack takes the token",
                        readiness_.slack_token_valid ? std::string{} : readiness_.slack_problem});
    if (slack_.scopes()) {
        std::string missing;
        for (const auto& scope : slack::needed_scopes()) {
            if (!slack_.scopes()->contains(std::string{scope.name}))
                missing += (missing.empty() ? "" : ", ") + std::string{scope.name};
        }
        findings.push_back({missing.empty(), "All scopes are granted",
                            missing.empty() ? std::string{} : "Add these scopes and reinstall the app: " + missing});
    }
    if (const auto skew = slack_.clock_skew()) {
        const bool close = std::chrono::abs(*skew) < std::chrono::seconds{60};
        findings.push_back(
            {close, "The server's clock agrees with Slack's",
             close ? std::string{}
                   : fmt::format("It is off by {} s: let it follow a time server.", skew->count() / 1000)});
    }
    const auto depth = outbox_depth(desk_.reader());
    const auto age = depth.oldest ? desk_.now() - *depth.oldest : std::chrono::milliseconds{0};
    const bool flows = age < std::chrono::minutes{5};
    findings.push_back(
        {flows, fmt::format("Messages are delivered ({} waiting)", depth.queued + depth.in_flight + depth.doubtful),
         flows ? std::string{}
               : courier_.problem().value_or("The oldest waits for more than five minutes; see the log.")});
    findings.push_back(
        {true,
         fmt::format("The database answers, {} rescues are open", desk_.book().all_open(desk_.reader()).size()),
         {}});
    return findings;
}

asio::awaitable<void> Application::keep_homes_fresh() {
    // Changes come in bursts; drawing a home once every few seconds is soon enough for whoever looks at it.
    constexpr std::chrono::seconds between{3};
    while (!stopping_) {
        co_await pause(homes_watch_, between);
        if (!changed_ || stopping_) continue;
        changed_ = false;
        try {
            requests_.refresh_homes();
            report_to_metrics();
        } catch (const std::exception& failure) {
            log_and_go_on("App Homes could not be drawn", failure);
        }
    }
}

void Application::report_to_metrics() {
    for (const auto& [call, count] : slack_.counts()) {
        for (auto known = reported_calls_[call]; known < count; ++known) metrics_.slack_called(call.first, call.second);
        reported_calls_[call] = count;
    }
    const auto& clockwork = clockwork_.counts();
    for (; reported_reminders_.late_reminders < clockwork.late_reminders; ++reported_reminders_.late_reminders) {
        metrics_.reminder_became_due(true);
        ++reported_reminders_.reminders;
    }
    for (; reported_reminders_.reminders < clockwork.reminders; ++reported_reminders_.reminders) {
        metrics_.reminder_became_due(false);
    }
    const auto depth = outbox_depth(desk_.reader());
    const auto age = depth.oldest ? desk_.now() - *depth.oldest : std::chrono::milliseconds{0};
    metrics_.outbox_is(depth.queued + depth.in_flight + depth.doubtful, age);
    const auto due = next_due(desk_.reader());
    const auto behind = due && *due < desk_.now() ? desk_.now() - *due : std::chrono::milliseconds{0};
    metrics_.reminders_lag(behind);
}

} // namespace holdfast
