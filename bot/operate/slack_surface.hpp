#pragma once

#include "bot/deliver/slack_client.hpp"
#include "bot/handle/surface.hpp"

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <map>
#include <string>

namespace holdfast {

/// The surface as Slack gives it: every call leaves at once over connections of its own. When hundreds are on their way
/// already, because Slack is slow or gone, further ones are dropped: whoever waits has to ask again anyway. What Slack
/// may have taken is sent no second time, nor in another way: better lost than seen twice. App Homes alone queue, since
/// one change may show in all of them: they leave one after the other, beside the answers.
class SlackSurface final : public Surface {
public:
    /// @param on_disconnected called when Slack says that the installation is gone
    SlackSurface(asio::any_io_executor executor, SlackClient& slack, std::function<void(std::string)> on_disconnected);

    void open_form(std::string trigger_id, slack::Modal form, UserId user, ChannelId channel) override;
    void answer(std::string response_url, slack::Message message, bool replaces, UserId user) override;
    void whisper(ChannelId channel, UserId user, slack::Message message) override;
    void publish_home(UserId user, slack::Home home) override;
    [[nodiscard]] asio::awaitable<Readers> readers_of(ChannelId channel) override;
    void forget_readers_of(const ChannelId& channel) override { channels_.erase(channel); }
    void disconnected(std::string why) override;

    /// Waits for all that is on its way, App Homes apart, and logs how much is let go because it is not there by then.
    [[nodiscard]] asio::awaitable<void> finish(SteadyTime latest);

private:
    asio::awaitable<void> open_form_now(std::string trigger_id, nlohmann::json view, UserId user, ChannelId channel);
    asio::awaitable<void> answer_now(std::string response_url, nlohmann::json message, UserId user);
    asio::awaitable<void> whisper_now(ChannelId channel, UserId user, nlohmann::json message);
    asio::awaitable<void> send_direct(UserId user, nlohmann::json message);
    /// @return false where too much is on its way
    bool spawn(asio::awaitable<void> work);

    struct KnownChannel {
        Readers readers = Readers::unknown;
        SteadyTime until;
    };
    /// The App Home of one person.
    struct KnownHome {
        std::string waits; ///< the view as JSON; empty while nothing waits to be sent
        std::string shown; ///< fingerprint of the view that Slack has; empty while that is not known
        SteadyTime drawn;  ///< last
    };
    asio::awaitable<void> send_homes();
    asio::awaitable<void> send_home(const UserId& user, KnownHome& home);
    void forget_old_homes();

    asio::any_io_executor executor_;
    SlackClient& slack_;
    std::function<void(std::string)> on_disconnected_;
    std::map<ChannelId, KnownChannel> channels_;
    std::map<UserId, KnownHome> homes_;
    std::deque<UserId> home_queue_; ///< whose Homes wait
    bool homes_leave_ = false;
    std::size_t under_way_ = 0;
    asio::steady_timer all_ended_;
};

} // namespace holdfast
