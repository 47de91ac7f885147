#pragma once

#include "bot/deliver/slack_client.hpp"
#include "bot/handle/surface.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace holdfast {

/// The surface as Slack gives it: every call leaves at once over connections of its own. When hundreds are on their way
/// already, because Slack is slow or gone, further ones are dropped: whoever waits has to ask again anyway.
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
    /// The App Home of one person: what it should show, and whether it is being sent. Shared with the sending, which is
    /// destroyed with the io_context, later than the surface.
    struct HomeOnItsWay {
        std::string wanted;
        std::string shown;
        bool sending = false;
    };
    /// Takes back the mark when the sending is over, however it ends.
    class UntilSent {
    public:
        explicit UntilSent(std::shared_ptr<HomeOnItsWay> home) : home_{std::move(home)} {}
        ~UntilSent() { home_->sending = false; }
        UntilSent(const UntilSent&) = delete;
        UntilSent& operator=(const UntilSent&) = delete;

    private:
        std::shared_ptr<HomeOnItsWay> home_;
    };
    asio::awaitable<void> publish_home_now(UserId user, std::shared_ptr<HomeOnItsWay> home);

    asio::any_io_executor executor_;
    SlackClient& slack_;
    std::function<void(std::string)> on_disconnected_;
    std::map<ChannelId, KnownChannel> channels_;
    std::map<UserId, std::shared_ptr<HomeOnItsWay>> homes_;
    std::size_t under_way_ = 0;
};

} // namespace holdfast
