#include "bot/operate/slack_surface.hpp"

#include "bot/decode/channel_sharing.hpp"
#include "bot/deliver/posted_message.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/json_text.hpp"
#include "playbooks/digest/fingerprint.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace holdfast {

namespace {

/// Whoever shares several answers in a row asks Slack once; an event may be late or lost.
constexpr std::chrono::seconds channel_facts_last{30};
constexpr std::size_t most_under_way = 500;
/// As long as people's Homes are kept up to date after they looked at them.
constexpr std::chrono::hours homes_known_for{24};
/// Where Slack limits App Homes without saying for how long.
constexpr std::chrono::milliseconds shortest_rest{1'000};

void log_failure(const std::exception_ptr& thrown) {
    if (!thrown) return;
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& failure) {
        spdlog::error("an answer was lost: {}", failure.what());
    }
}

bool may_have_arrived(const SlackFailure& failure) {
    return failure.kind == SlackFailure::Kind::doubtful;
}

/// What somebody is told who waits for a form.
slack::Message words_about_form(const SlackFailure& failure) {
    using slack::operator""_mrkdwn;
    if (may_have_arrived(failure))
        return {.text =
                    "Slack did not say whether the form opened. If no form has opened, press or type it again."_mrkdwn};
    if (failure.reaction == slack::Reaction::late)
        return render::refusal_message({"The form could not be opened any more",
                                        "Slack allows it only in the seconds after a press or a command",
                                        "Press or type it again.",
                                        {}});
    const auto* const why = failure.code == "timeout" ? "Slack took too long" : "Slack did not take it";
    return render::refusal_message({"The form did not open", why, "Press or type it again.", {}});
}

} // namespace

SlackSurface::SlackSurface(asio::any_io_executor executor, SlackClient& slack,
                           std::function<void(std::string)> on_disconnected)
    : executor_{std::move(executor)}, slack_{slack}, on_disconnected_{std::move(on_disconnected)},
      all_ended_{executor_} {}

bool SlackSurface::spawn(asio::awaitable<void> work) {
    if (under_way_ >= most_under_way) {
        spdlog::warn("Slack is too slow: {} answers are on their way, another one is dropped", under_way_);
        return false;
    }
    ++under_way_;
    asio::co_spawn(executor_, std::move(work), [this](const std::exception_ptr& thrown) {
        --under_way_;
        if (under_way_ == 0) all_ended_.cancel();
        log_failure(thrown);
    });
    return true;
}

asio::awaitable<void> SlackSurface::finish(SteadyTime latest) {
    if (under_way_ == 0) co_return;
    all_ended_.expires_at(latest);
    co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (under_way_ > 0) spdlog::warn("answers and forms that Slack has not taken are let go: {}", under_way_);
}

void SlackSurface::open_form(std::string trigger_id, slack::Modal form, UserId user, ChannelId channel) {
    spawn(open_form_now(std::move(trigger_id), slack::payload(form), std::move(user), std::move(channel)));
}

void SlackSurface::answer(std::string response_url, slack::Message message, bool replaces, UserId user) {
    auto json = slack::reply_to_asker(message);
    json["replace_original"] = replaces;
    spawn(answer_now(std::move(response_url), std::move(json), std::move(user)));
}

void SlackSurface::whisper(ChannelId channel, UserId user, slack::Message message) {
    spawn(whisper_now(std::move(channel), std::move(user), slack::payload(message)));
}

void SlackSurface::publish_home(UserId user, slack::Home home) {
    auto& known = homes_[user];
    known.drawn = std::chrono::steady_clock::now();
    auto view = json_text(slack::payload(home));
    if (known.shown == fingerprint(view)) {
        known.waits.clear();
        return;
    }
    if (known.waits.empty()) {
        // Whoever opens theirs for the first time sees nothing yet.
        const auto place = known.shown.empty() ? home_queue_.begin() : home_queue_.end();
        home_queue_.insert(place, std::move(user));
    }
    known.waits = std::move(view);
    if (homes_leave_) return;
    homes_leave_ = true;
    asio::co_spawn(executor_, send_homes(), asio::detached);
}

void SlackSurface::disconnected(std::string why) {
    on_disconnected_(std::move(why));
}

asio::awaitable<void> SlackSurface::open_form_now(std::string trigger_id, nlohmann::json view, UserId user,
                                                  ChannelId channel) {
    nlohmann::json arguments{{"trigger_id", std::move(trigger_id)}, {"view", std::move(view)}};
    const auto result = co_await slack_.call("views.open", std::move(arguments), Urgency::urgent);
    if (result) co_return;
    spdlog::warn("views.open failed: {}", in_words(result.error()));
    auto message = slack::payload(words_about_form(result.error()));
    co_await whisper_now(std::move(channel), std::move(user), std::move(message));
}

asio::awaitable<void> SlackSurface::answer_now(std::string response_url, nlohmann::json message, UserId user) {
    if (!response_url.empty()) {
        const auto sent = co_await slack_.post_response(response_url, message);
        if (sent) co_return;
        spdlog::warn("response_url failed: {}", in_words(sent.error()));
        if (may_have_arrived(sent.error())) co_return;
    }
    message.erase("replace_original");
    message.erase("response_type");
    co_await send_direct(std::move(user), std::move(message));
}

asio::awaitable<void> SlackSurface::whisper_now(ChannelId channel, UserId user, nlohmann::json message) {
    if (!channel.empty()) {
        nlohmann::json arguments = message;
        arguments["channel"] = channel.value;
        arguments["user"] = user.value;
        const auto sent = co_await slack_.call("chat.postEphemeral", std::move(arguments), Urgency::urgent);
        if (sent) co_return;
        spdlog::warn("chat.postEphemeral failed: {}", in_words(sent.error()));
        if (may_have_arrived(sent.error())) co_return;
    }
    co_await send_direct(std::move(user), std::move(message));
}

asio::awaitable<void> SlackSurface::send_direct(UserId user, nlohmann::json message) {
    message["channel"] = user.value;
    mark_effect(message, "answer/" + to_string(boost::uuids::random_generator{}()));
    const auto sent = co_await slack_.call("chat.postMessage", std::move(message));
    if (!sent) spdlog::warn("a direct answer could not be sent: {}", in_words(sent.error()));
}

/// One loop for everybody: never two at a time for one person, so that the newest is what stays.
asio::awaitable<void> SlackSurface::send_homes() {
    while (!home_queue_.empty()) {
        const UserId user = std::move(home_queue_.front());
        home_queue_.pop_front();
        try {
            co_await send_home(user, homes_[user]);
        } catch (const std::exception& failure) {
            spdlog::error("an App Home was lost: {}", failure.what());
        }
    }
    forget_old_homes();
    homes_leave_ = false;
}

asio::awaitable<void> SlackSurface::send_home(const UserId& user, KnownHome& home) {
    const auto view = std::exchange(home.waits, {});
    const auto print = fingerprint(view);
    if (view.empty() || print == home.shown) co_return;
    home.shown.clear();
    nlohmann::json arguments{{"user_id", user.value}, {"view", nlohmann::json::parse(view)}};
    const auto result = co_await slack_.call("views.publish", std::move(arguments));
    if (result) {
        home.shown = print;
        co_return;
    }
    spdlog::warn("views.publish failed: {}", in_words(result.error()));
    if (result.error().reaction != slack::Reaction::wait) co_return;
    // None may leave before then. What was drawn meanwhile is newer.
    if (home.waits.empty()) {
        home.waits = view;
        home_queue_.push_front(user);
    }
    asio::steady_timer timer{executor_, std::max(result.error().rest, shortest_rest)};
    co_await timer.async_wait(asio::use_awaitable);
}

void SlackSurface::forget_old_homes() {
    const auto long_ago = std::chrono::steady_clock::now() - homes_known_for;
    std::erase_if(homes_, [long_ago](const auto& home) { return home.second.drawn < long_ago; });
}

asio::awaitable<Readers> SlackSurface::readers_of(ChannelId channel) {
    const auto now = std::chrono::steady_clock::now();
    const auto known = channels_.find(channel);
    if (known != channels_.end() && known->second.until > now) co_return known->second.readers;
    nlohmann::json arguments{{"channel", channel.value}};
    const auto result = co_await slack_.call("conversations.info", std::move(arguments), Urgency::urgent);
    if (!result) co_return Readers::unknown;
    const auto is_shared = is_shared_outside(*result);
    if (!is_shared) co_return Readers::unknown;
    const auto readers = *is_shared ? Readers::outsiders : Readers::ours;
    std::erase_if(channels_, [now](const auto& one) { return one.second.until <= now; });
    channels_[channel] = KnownChannel{readers, now + channel_facts_last};
    co_return readers;
}

} // namespace holdfast
