#include "bot/operate/application.hpp"

#include "bot/deliver/restored_database.hpp"
#include "bot/operate/pause.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "storage/meta.hpp"
#include "storage/restoring.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace holdfast {

namespace {

constexpr std::string_view home_team_key = "slack/home-team";
constexpr std::string_view home_enterprise_key = "slack/home-enterprise";

/// The same after a restart, which may then go on with its own leases at once. No second process bears it meanwhile:
/// the lock beside the database keeps one away.
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

HttpServer listening_server(asio::io_context& io, const ListenAddress& address, HttpHandler handler) {
    try {
        return {io, Endpoint{address.host, address.port}, HttpLimits{}, std::move(handler)};
    } catch (const std::exception& failure) {
        throw std::runtime_error{fmt::format("listen or HOLDFAST_LISTEN: {}", failure.what())};
    }
}

/// @param right to serve it
/// @return the database, without what a killed `restore` left beside it
std::filesystem::path cleared(const std::filesystem::path& database, const InstanceLock& right) {
    // What cannot be removed is in nobody's way here.
    if (const auto removed = remove_half_restored(database, right); !removed) spdlog::warn("{}", removed.error());
    return database;
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

} // namespace

Application::Application(asio::io_context& io, const Rules& rules, const Clock& clock)
    : io_{io}, rules_{rules}, lock_{rules.settings.database}, database_{cleared(rules.settings.database, lock_)},
      slack_{io.get_executor(), client_settings(rules.settings), real_time_},
      watch_{io.get_executor(), slack_, database_, readiness_},
      people_{io.get_executor(), database_, slack_, real_time_}, groups_{database_, slack_},
      workshop_{rules, database_},
      courier_{io.get_executor(), database_, slack_, people_, clock, real_time_, courier_settings()},
      reconciler_{io.get_executor(), database_, slack_, people_, clock, real_time_, reconciler_settings()},
      desk_{rules, clock, database_, [this] { something_changed(); }},
      surface_{io.get_executor(), slack_,
               [this](const std::string& why) {
                   readiness_.slack_token_valid = false;
                   readiness_.slack_problem = "Slack says that the app was removed: " + why;
               }},
      requests_{desk_, surface_}, clockwork_{io.get_executor(), desk_, clock},
      slack_endpoint_{rules.settings.secrets.signing_secrets, [this] { return real_time_.now(); },
                      [this](SlackRequest request) { return requests_.answer(std::move(request)); }},
      api_tokens_{rules.settings.secrets.api_token, rules.settings.secrets.api_tokens_file},
      v1_endpoint_{desk_, metrics_, api_tokens_}, health_endpoints_{readiness_, desk_.reader(), clock, metrics_},
      server_{listening_server(io, rules.settings.listen,
                               routed({slack_endpoint_, v1_endpoint_, health_endpoints_, metrics_}))},
      examination_{io.get_executor(),
                   real_time_,
                   {slack_, watch_, readiness_, groups_, courier_, api_tokens_, socket_door_, desk_}},
      colleague_search_{io.get_executor(), desk_, people_}, people_watch_{io}, homes_watch_{io} {
    reckon_with_restoring(database_, real_time_.now());
    if (rules.settings.uses_socket_mode()) open_socket_door();
}

Application::~Application() {
    // Changes in progress use the parts that are destroyed before the database.
    database_.finish();
}

CourierSettings Application::courier_settings() {
    auto settings = worker_settings<CourierSettings>(rules_.settings, [this] { reconciler_.nudge(); });
    settings.files = [this](slack::FileWish wish) { return workshop_.make(std::move(wish)); };
    return settings;
}

ReconcilerSettings Application::reconciler_settings() {
    auto settings = worker_settings<ReconcilerSettings>(rules_.settings, [this] { courier_.nudge(); });
    settings.draw_card = [this](Transaction& tx, const CaseId& id) { desk_.draw_again(tx, id); };
    settings.in_charge = [this](Transaction& tx, const CaseId& id) { return desk_.in_charge(tx, id); };
    return settings;
}

/// For answers that people wait for: Slack allows three seconds in all, and a request asks a few times at most: who
/// somebody is whom nobody knows yet, and then about everybody at once who is mentioned, and who is given a part.
asio::awaitable<Desk::Identified> Application::identify(UserId who) {
    constexpr std::chrono::milliseconds patience{1'000};
    auto found = co_await people_.find_within(std::move(who), patience);
    if (found) co_return std::move(*found);
    co_return std::unexpected{found.error().is_nobody ? NotIdentified::nobody : NotIdentified::unanswered};
}

Workspace Application::home() {
    if (const auto& self = slack_.known_identity()) return {.team = self->team_id, .enterprise = self->enterprise_id};
    auto& kept = desk_.reader();
    return {.team = find_meta(kept, home_team_key).value_or(""),
            .enterprise = find_meta(kept, home_enterprise_key).value_or("")};
}

asio::awaitable<void> Application::keep_home() {
    const auto self = co_await slack_.identity();
    if (!self) co_return;
    auto& kept = desk_.reader();
    const bool is_kept =
        find_meta(kept, home_team_key) == self->team_id && find_meta(kept, home_enterprise_key) == self->enterprise_id;
    if (is_kept) co_return;
    const auto keep = [&self](Transaction& tx) {
        store_meta(tx, home_team_key, self->team_id);
        store_meta(tx, home_enterprise_key, self->enterprise_id);
    };
    co_await database_.write(keep);
}

void Application::open_socket_door() {
    auto client = client_settings(rules_.settings);
    client.token = rules_.settings.secrets.app_token.reveal();
    readiness_.socket_problem = "no connection to Slack is open yet";
    socket_door_.emplace(
        io_.get_executor(), std::move(client), real_time_, rules_.settings.socket_mode.connections,
        [this](SlackRequest request) { return requests_.answer(std::move(request)); }, metrics_,
        [this] { readiness_.socket_problem = socket_door_->connections().problem(); });
}

void Application::start() {
    server_.start();
    if (socket_door_) socket_door_->connections().start();
    asio::co_spawn(io_, courier_.run(), asio::detached);
    asio::co_spawn(io_, reconciler_.run(), asio::detached);
    asio::co_spawn(io_, clockwork_.run(), asio::detached);
    asio::co_spawn(io_, watch_.watch_slack(), asio::detached);
    asio::co_spawn(io_, watch_.watch_database(), asio::detached);
    asio::co_spawn(io_, keep_people_known(), asio::detached);
    asio::co_spawn(io_, keep_homes_fresh(), asio::detached);
    asio::co_spawn(io_, colleague_search_.run(), asio::detached);
    people_.on_news([this](const UserId& who) { asio::co_spawn(io_, reckon_with(who), asio::detached); });
    desk_.examine_with([this] { return examination_.findings(); });
    desk_.look_up_with([this](UserId who) { return identify(std::move(who)); });
    desk_.belong_to([this] { return home(); });
}

asio::awaitable<void> Application::stop() {
    constexpr std::chrono::seconds for_answers{3};
    const auto answers_end = std::chrono::steady_clock::now() + for_answers;
    stopping_ = true;
    readiness_.stopping = true;
    database_.hurry();
    watch_.stop();
    people_watch_.cancel();
    homes_watch_.cancel();
    colleague_search_.stop();
    clockwork_.stop();
    constexpr std::chrono::seconds drain{2};
    server_.stop(drain);
    if (socket_door_) socket_door_->connections().stop(drain);
    co_await server_.join();
    if (socket_door_) co_await socket_door_->connections().join();
    co_await reconciler_.stop(std::chrono::seconds{1});
    co_await courier_.stop(std::chrono::seconds{1});
    // They went on all the while.
    co_await surface_.finish(answers_end);
}

void Application::something_changed() {
    changed_ = true;
    colleague_search_.something_changed();
    courier_.nudge();
    reconciler_.nudge();
    clockwork_.nudge();
}

asio::awaitable<void> Application::keep_people_known() {
    constexpr std::chrono::seconds between{60};
    while (!stopping_) {
        try {
            co_await keep_home();
            co_await look_up_people();
            report_to_metrics();
        } catch (const std::exception& failure) {
            log_and_go_on("people could not be looked up", failure);
        }
        co_await pause(people_watch_, between);
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
    // Leaders and admins may be configured by address or as a group, and are compared by id.
    std::set<UserId> groups;
    for (const auto* configured : {&rules_.settings.leaders, &rules_.settings.admins}) {
        for (const auto& entry : *configured) {
            if (slack::is_user_group(entry)) groups.insert(entry);
            if (entry.value.contains('@')) people.insert(entry);
        }
    }
    for (const auto& group : groups) {
        if (!stopping_) co_await groups_.refresh(group);
    }
    for (const auto& user : people) {
        if (stopping_) co_return;
        const auto found = co_await people_.find(user);
        if (!found) spdlog::debug("not looked up: {}", found.error().why);
    }
}

asio::awaitable<void> Application::reckon_with(UserId colleague) {
    try {
        auto work = [&colleague, at = desk_.now()](Transaction& tx, Ledger& ledger) {
            ledger.colleague_changed(tx, colleague, at);
        };
        co_await desk_.change(std::move(work));
    } catch (const std::exception& failure) {
        spdlog::error("what is news of {} has not reached the rescues: {}", colleague.value, failure.what());
    }
}

asio::awaitable<void> Application::keep_homes_fresh() {
    // Changes come in bursts; drawing a home once every few seconds is soon enough for whoever looks at it.
    constexpr std::chrono::seconds between{3};
    while (!stopping_) {
        co_await pause(homes_watch_, between);
        if (!changed_ || stopping_) continue;
        changed_ = false;
        try {
            co_await requests_.refresh_homes();
            report_to_metrics();
        } catch (const std::exception& failure) {
            changed_ = true;
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
}

} // namespace holdfast
