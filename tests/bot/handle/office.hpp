#pragma once

#include "bot/clock/clock.hpp"
#include "bot/decode/slack_payload.hpp"
#include "bot/handle/desk.hpp"
#include "bot/handle/slack_requests.hpp"
#include "bot/handle/surface.hpp"
#include "bot/remind/clockwork.hpp"
#include "storage/database.hpp"

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::test {

/// The workspace of the token.
inline constexpr const char* home_team = "T0HOME";

/// A clock that shows what the test says.
class HandClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] std::chrono::steady_clock::duration until(Instant when) const override {
        return when > now_ ? std::chrono::hours{1} : std::chrono::hours{0};
    }
    void set(Instant now) { now_ = now; }

private:
    Instant now_;
};

/// What people saw at once, beside the answers of commands.
class SeenSurface final : public Surface {
public:
    struct Seen {
        std::string how; ///< form, answer, whisper, home
        UserId user;
        nlohmann::json json;
    };

    void open_form(std::string, slack::Modal form, UserId user, ChannelId) override {
        seen.push_back({"form", std::move(user), slack::payload(form)});
    }
    void answer(std::string, slack::Message message, bool, UserId user) override {
        seen.push_back({"answer", std::move(user), slack::payload(message)});
    }
    void whisper(ChannelId, UserId user, slack::Message message) override {
        seen.push_back({"whisper", std::move(user), slack::payload(message)});
    }
    void publish_home(UserId user, slack::Home home) override {
        seen.push_back({"home", std::move(user), slack::payload(home)});
    }
    boost::asio::awaitable<Readers> readers_of(ChannelId channel) override {
        ++asked_for_readers;
        if (channel.value == "C0SILENT") co_return Readers::unknown;
        co_return channel.value == "C0SHARED" ? Readers::outsiders : Readers::ours;
    }
    void forget_readers_of(const ChannelId& channel) override { forgotten.push_back(channel); }
    void disconnected(std::string) override {}

    std::vector<Seen> seen;
    std::vector<ChannelId> forgotten;
    int asked_for_readers = 0;
};

/// The whole of Holdfast without Slack: real rules, real database, a clock in the hand of the test. People type and
/// press as through Slack; what would be delivered is read from the database.
class Office {
public:
    Office();
    ~Office();

    /// `2026-03-03T09:12` on the clock in Berlin.
    void at_berlin(std::string_view wall_time);
    [[nodiscard]] Instant now() const { return clock_.now(); }
    void wait(std::chrono::milliseconds time) { clock_.set(clock_.now() + time); }

    /// What the command answers, as text: all texts of its blocks, or `form CALLBACK` when one opened.
    std::string type(const std::string& user, const std::string& text, const std::string& channel = "C0SALES",
                     const std::string& team = home_team);
    void press(const std::string& user, const std::string& action, const std::string& value,
               const std::string& channel = "D0DIRECT");
    /// Submits the form that opened last. @return errors by block id, null when it was accepted
    nlohmann::json submit(const std::string& user, std::vector<EnteredValue> values);
    /// Types into the search of a form. @return names of the options that are offered
    std::vector<std::string> suggest(const std::string& user, const std::string& typed,
                                     const std::string& block = "account", const std::string& team = "");
    /// The same command twice, the second one before the first is answered. @return both answers
    std::pair<std::string, std::string> type_twice_at_once(const std::string& user, const std::string& text,
                                                           const std::string& channel = "C0SALES");
    void send(SlackRequest request);
    /// The second one before the first is answered.
    void send_twice_at_once(SlackRequest request);
    /// One round of the clockwork.
    void tick();

    /// Gives the open rescue of an account a room, as the reconciler would.
    void give_room(const std::string& account, const std::string& channel);

    [[nodiscard]] std::shared_ptr<const Case> rescue(const std::string& account);
    /// Texts of messages on their way to a person, oldest first, those kept up to date included.
    [[nodiscard]] std::vector<std::string> told(const std::string& user);
    /// Lines for the room or its card's thread.
    [[nodiscard]] std::vector<std::string> lines(const std::string& account);
    [[nodiscard]] nlohmann::json living(const std::string& account, const std::string& slot);
    [[nodiscard]] SeenSurface& surface() { return surface_; }
    [[nodiscard]] Desk& desk() { return *desk_; }
    [[nodiscard]] Database& database() { return *database_; }

    template <class T>
    T run(boost::asio::awaitable<T> task);

    /// Ends the program as a crash would, and starts it again on the same database.
    void restart();

private:
    void start();
    SlashCommand command(const std::string& user, const std::string& text, const std::string& channel);

    std::filesystem::path folder_;
    boost::asio::io_context io_;
    HandClock clock_;
    Rules rules_;
    SeenSurface surface_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Desk> desk_;
    std::unique_ptr<SlackRequests> requests_;
    std::unique_ptr<Clockwork> clockwork_;
    int triggers_ = 0;
};

/// All that can be read in a message or view.
[[nodiscard]] std::string readable(const nlohmann::json& payload);

} // namespace holdfast::test
