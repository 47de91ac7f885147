#pragma once

#include "bot/deliver/courier.hpp"
#include "bot/deliver/people_directory.hpp"
#include "bot/deliver/restored_database.hpp"
#include "bot/deliver/slack_client.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/backup.hpp"
#include "storage/cases.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"
#include "storage/restoring.hpp"
#include "storage/rooms.hpp"
#include "tests/eventually.hpp"
#include "tests/slack/slack_double.hpp"
#include "tests/storage/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace holdfast {

using slack_double::SlackDouble;

inline SlackClientSettings client_settings(const SlackDouble& slack,
                                           std::chrono::milliseconds longest_wait = std::chrono::minutes{1}) {
    SlackClientSettings settings;
    settings.api = parse_http_url(slack.api_url()).value();
    settings.token = slack.settings().bot_token;
    settings.call_time = std::chrono::milliseconds{2'000};
    settings.first_repeat_after = std::chrono::milliseconds{50};
    settings.longest_wait = longest_wait;
    return settings;
}

/// The network thread with a client, as the program has them.
class NetworkThread {
public:
    explicit NetworkThread(const SlackDouble& slack, std::chrono::milliseconds longest_wait = std::chrono::minutes{1})
        : client{io.get_executor(), client_settings(slack, longest_wait), clock} {}
    ~NetworkThread() { stop(); }
    NetworkThread(const NetworkThread&) = delete;
    NetworkThread& operator=(const NetworkThread&) = delete;

    void start() {
        thread_ = std::jthread{[this] { io.run(); }};
    }
    /// Ends as a crash does: whatever waits, waits for ever.
    void stop() {
        io.stop();
        if (thread_.joinable()) thread_.join();
    }
    /// Runs `work` there and returns what it returns.
    template <class T>
    T run(asio::awaitable<T> work) {
        return asio::co_spawn(io, std::move(work), asio::use_future).get();
    }

    asio::io_context io;
    SystemClock clock;
    SlackClient client;

private:
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io);
    std::jthread thread_;
};

/// A workspace, a database with a case of Acme, and a courier that a test starts, stops and crashes.
class DeliveryTest : public StorageTest {
protected:
    struct Program {
        Program(SlackDouble& slack, Database& database, const Clock& clock, const CourierSettings& settings,
                std::chrono::milliseconds longest_wait = std::chrono::minutes{1})
            : network{slack, longest_wait}, people{network.io.get_executor(), database, network.client, network.clock},
              courier{network.io.get_executor(), database, network.client, people, clock, network.clock, settings} {}

        NetworkThread network;
        PeopleDirectory people;
        Courier courier;
    };

    explicit DeliveryTest(std::unique_ptr<Clock> time = std::make_unique<SystemClock>())
        : clock{std::move(time)},
          case_id{write([this](Transaction& tx) { return create_case(tx, acme, "", now()).value().id; })} {
        kim = slack.add_user({.name = "kim", .email = "kim@example.com"});
        ann = slack.add_user({.name = "ann", .email = "ann@example.com"});
    }
    ~DeliveryTest() override { crash(); }

    [[nodiscard]] slack_double::Settings quiet() const {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        settings.clock = [usual = settings.clock, this] { return usual() + slack_is_ahead.load(); };
        return settings;
    }

    static CourierSettings courier_settings() {
        CourierSettings settings;
        settings.holder = "here";
        settings.history_lag = std::chrono::milliseconds{50};
        settings.between_updates = std::chrono::milliseconds{400};
        return settings;
    }

    void start() {
        reckon_with_restoring(*database, SystemClock{}.now());
        CourierSettings settings = courier_settings();
        settings.files = files;
        settings.lanes_at_a_time = lanes_at_a_time;
        program = std::make_unique<Program>(slack, *database, *clock, settings, longest_wait);
        asio::co_spawn(program->network.io, program->courier.run(), asio::detached);
        program->network.start();
    }
    void stop() { program->network.run(program->courier.stop()); }
    /// Ends the program in the middle of what it does.
    void crash() {
        if (!program) return;
        program->network.stop();
        reopen();
        program.reset();
    }
    /// Copies the database, also while the program runs.
    void back_up_now() {
        const auto copied = back_up(database->file(), folder / "copy.db");
        ASSERT_TRUE(copied) << copied.error();
    }
    /// Puts that copy in the place of the database; the program has ended.
    void restore_copy() {
        reopen(); // no reader has the file afterwards
        database.reset();
        const auto restored = restore(folder / "copy.db", folder / "holdfast.db");
        database.emplace(folder / "holdfast.db");
        ASSERT_TRUE(restored) << restored.error();
    }
    void nudge() {
        if (program) asio::post(program->network.io, [this] { program->courier.nudge(); });
    }

    [[nodiscard]] Instant now() const { return clock->now(); }
    [[nodiscard]] std::string room_lane() const { return slack::room_lane(case_id); }

    /// A row of the outbox.
    void say(const std::string& effect_id, const std::string& lane, const std::string& text, bool in_thread = false) {
        write([&](Transaction& tx) {
            NewEffect effect;
            effect.effect_id = effect_id;
            effect.case_id = case_id;
            effect.lane = lane;
            effect.method = "chat.postMessage";
            effect.payload = slack::to_text(slack::Outgoing{in_thread, {{"text", text}}});
            effect.not_before = now();
            append_effect(tx, effect, now());
        });
        nudge();
    }
    void want(const std::string& slot, const std::string& target, const std::string& text) {
        write([&](Transaction& tx) {
            const nlohmann::json payload{{"text", text}};
            want_message(tx, case_id, slot, target, payload.dump(), text, now());
        });
        nudge();
    }
    /// A room that is there already, with the bot in it.
    std::string room(const std::string& name = "rescue-acme") {
        const std::string bot = slack.settings().bot_user;
        const std::string id = slack.add_channel(
            {.name = name, .kind = slack_double::ChannelKind::private_channel, .creator = bot, .members = {bot}});
        write([&](Transaction& tx) {
            slack::RoomWish wish;
            wish.account_name = "Acme GmbH";
            wish.account = acme;
            wish.prefix = "rescue-";
            want_room(tx, case_id, slack::to_text(wish), now());
            record_room(tx, case_id, ChannelId{id}, name, "{}");
            settle_room(tx, case_id, 1);
        });
        nudge();
        return id;
    }

    [[nodiscard]] EffectState state_of(const std::string& effect_id) {
        return find_effect(reader(), effect_id).value().state;
    }
    [[nodiscard]] bool is_done(const std::string& effect_id) {
        return eventually([&] { return state_of(effect_id) == EffectState::done; });
    }
    [[nodiscard]] static std::vector<std::string> texts(const std::vector<slack_double::Message>& messages) {
        std::vector<std::string> found;
        for (const auto& message : messages) found.push_back(message.text);
        return found;
    }
    [[nodiscard]] std::optional<LivingMessage> living(const std::string& slot) {
        return find_message(reader(), case_id, slot);
    }

    std::unique_ptr<Clock> clock;
    FileSource files = nothing_to_upload;
    std::size_t lanes_at_a_time = 16;                                 ///< set before start()
    std::chrono::milliseconds longest_wait = std::chrono::minutes{1}; ///< of a call for its turn; set before start()
    std::atomic<std::chrono::seconds> slack_is_ahead{};               ///< of our clock
    SlackDouble slack{quiet()};
    std::string kim;
    std::string ann;
    CaseId case_id;
    std::unique_ptr<Program> program;
};

} // namespace holdfast
