#pragma once

#include <cstddef>

namespace holdfast {

/// The memory that all connections together may fill with bodies of requests. Small bodies are free, so that nobody who
/// fills the room with large ones keeps Slack's requests out; the number of connections bounds those.
class BodyRoom {
public:
    /// What each body may hold without taking room: more than nearly everything that Slack sends.
    static constexpr std::size_t free_bytes = 16 * 1024;

    explicit BodyRoom(std::size_t bytes) : left_{bytes} {}
    BodyRoom(const BodyRoom&) = delete;
    BodyRoom& operator=(const BodyRoom&) = delete;

    /// The room that one body takes, until this is gone. The BodyRoom must outlive it.
    class Share {
    public:
        explicit Share(BodyRoom& room) : room_{room} {}
        ~Share() { room_.left_ += taken_; }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// @return false where there is no room for a body of so many bytes; nothing has changed then
        [[nodiscard]] bool grow_to(std::size_t bytes) {
            if (bytes <= free_bytes + taken_) return true;
            const std::size_t more = bytes - free_bytes - taken_;
            if (more > room_.left_) return false;
            room_.left_ -= more;
            taken_ += more;
            return true;
        }

    private:
        BodyRoom& room_;
        std::size_t taken_ = 0;
    };

    [[nodiscard]] std::size_t left() const { return left_; }

private:
    std::size_t left_;
};

} // namespace holdfast
