#pragma once

#include "bot/rooms/reconciler.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace holdfast {

/// The courier and the reconciler side by side, as in the program.
class ReconcilerTest : public DeliveryTest {
protected:
    ReconcilerTest() {
        in_charge = UserId{kim};
        wish.account_name = "Acme GmbH";
        wish.account = acme;
        wish.prefix = "rescue-";
        wish.topic = "Week 1/8";
        wish.purpose = "Save Acme";
        wish.members = {UserId{kim}, UserId{"ann@example.com"}};
    }
    ~ReconcilerTest() override { end(); }

    static ReconcilerSettings reconciler_settings() {
        ReconcilerSettings settings;
        settings.holder = "here";
        settings.listing_lag = std::chrono::milliseconds{50};
        return settings;
    }
    ReconcilerSettings drawing_settings() {
        ReconcilerSettings settings = reconciler_settings();
        settings.draw_card = [this](Transaction& tx, const CaseId& id) {
            drawn.push_back(slack::room_actual_from(find_room(tx, id)->actual));
        };
        settings.in_charge = [this](Transaction&, const CaseId&) { return in_charge; };
        return settings;
    }
    void begin() {
        reckon_with_restoring(*database, SystemClock{}.now());
        program = std::make_unique<Program>(slack, *database, *clock, courier_settings());
        auto& network = program->network;
        reconciler = std::make_unique<Reconciler>(network.io.get_executor(), *database, network.client, program->people,
                                                  network.clock, network.clock, drawing_settings());
        asio::co_spawn(network.io, program->courier.run(), asio::detached);
        asio::co_spawn(network.io, reconciler->run(), asio::detached);
        network.start();
    }
    void end() {
        if (program) program->network.stop();
        reopen();
        reconciler.reset();
        program.reset();
    }
    void want_room_now() {
        write([this](Transaction& tx) { want_room(tx, case_id, slack::to_text(wish), now()); });
    }
    /// As after news about the channel.
    void look_again() {
        write([this](Transaction& tx) { doubt_room(tx, case_id, now()); });
    }
    std::optional<Room> kept() { return find_room(reader(), case_id); }
    slack::RoomActual actual() { return slack::room_actual_from(kept()->actual); }
    [[nodiscard]] bool is_settled() {
        return eventually([this] { return kept() && kept()->channel && !kept()->dirty; });
    }
    slack_double::Channel channel() { return slack.channel(kept()->channel.value().value).value(); }

    slack::RoomWish wish;
    UserId in_charge;                     ///< set before begin()
    std::vector<slack::RoomActual> drawn; ///< what the card said about the room, each time it was drawn again
    std::unique_ptr<Reconciler> reconciler;
};

} // namespace holdfast
