#pragma once

#include "bot/net/byte_stream.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <utility>

namespace holdfast {

/// The memory that all connections together may fill with bodies of requests. Small bodies are free, so that nobody who
/// fills the room with large ones keeps Slack's requests out; the number of connections bounds those.
///
/// Whether a body is signed is known when it is whole. Until then it may not hold the room for long: where it is full,
/// the body that has been arriving longest gives way to another one, once it has been arriving for the grace time. So
/// only who sends as much as the room holds, again and again within that time, keeps others out.
class BodyRoom {
    struct State;

public:
    /// What each body may hold without taking room: more than nearly everything that Slack sends.
    static constexpr std::size_t free_bytes = 16 * 1024;

    /// @param grace_time see HttpLimits
    BodyRoom(std::size_t bytes, std::chrono::milliseconds grace_time)
        : state_{std::make_shared<State>(State{.left = bytes, .grace_time = grace_time, .arriving = {}})} {}
    BodyRoom(const BodyRoom&) = delete;
    BodyRoom& operator=(const BodyRoom&) = delete;

    /// The room that one body takes, until this is gone. May outlive the BodyRoom: what a connection was doing when its
    /// server went away is destroyed later, with the io_context.
    class Share {
    public:
        /// @param on_giving_way ends the connection over which the body arrives. Its room counts as free from then on,
        /// its memory is free when the connection is gone, a moment later.
        Share(const BodyRoom& room, std::function<void()> on_giving_way)
            : room_{room.state_}, on_giving_way_{std::move(on_giving_way)}, place_{room_->arriving.end()} {}
        ~Share() { let_go(); }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// @return false where there is no room for a body of so many bytes; this share has not changed then
        [[nodiscard]] bool grow_to(std::size_t bytes) {
            if (bytes <= free_bytes + taken_) return true;
            const std::size_t more = bytes - free_bytes - taken_;
            while (more > room_->left)
                if (!displace_another()) return false;
            if (taken_ == 0) {
                since_ = std::chrono::steady_clock::now();
                place_ = room_->arriving.insert(room_->arriving.end(), this);
            }
            room_->left -= more;
            taken_ += more;
            return true;
        }

        /// The body is whole: it gives way no more.
        void keep() {
            if (place_ == room_->arriving.end()) return;
            room_->arriving.erase(place_);
            place_ = room_->arriving.end();
        }

    private:
        void let_go() {
            keep();
            room_->left += std::exchange(taken_, 0);
        }

        bool displace_another() {
            const auto oldest = std::ranges::find_if(room_->arriving, [this](Share* one) { return one != this; });
            if (oldest == room_->arriving.end()) return false;
            Share& other = **oldest;
            if (std::chrono::steady_clock::now() - other.since_ < room_->grace_time) return false;
            other.let_go();
            other.on_giving_way_();
            return true;
        }

        std::shared_ptr<State> room_;
        std::function<void()> on_giving_way_;
        std::list<Share*>::iterator place_; ///< among those that arrive; their end where it is none of them
        SteadyTime since_;
        std::size_t taken_ = 0;
    };

    [[nodiscard]] std::size_t left() const { return state_->left; }

private:
    struct State {
        std::size_t left;
        std::chrono::milliseconds grace_time;
        std::list<Share*> arriving; ///< that have taken room and are not whole, the oldest first
    };
    std::shared_ptr<State> state_;
};

} // namespace holdfast
