#pragma once

#include <cstddef>
#include <memory>

namespace holdfast {

/// The memory that all connections together may fill with bodies of requests. Small bodies are free, so that nobody who
/// fills the room with large ones keeps Slack's requests out; the number of connections bounds those.
class BodyRoom {
public:
    /// What each body may hold without taking room: more than nearly everything that Slack sends.
    static constexpr std::size_t free_bytes = 16 * 1024;

    explicit BodyRoom(std::size_t bytes) : left_{std::make_shared<std::size_t>(bytes)} {}
    BodyRoom(const BodyRoom&) = delete;
    BodyRoom& operator=(const BodyRoom&) = delete;

    /// The room that one body takes, until this is gone. May outlive the BodyRoom: what a connection was doing when its
    /// server went away is destroyed later, with the io_context.
    class Share {
    public:
        explicit Share(const BodyRoom& room) : left_{room.left_} {}
        ~Share() { *left_ += taken_; }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// @return false where there is no room for a body of so many bytes; nothing has changed then
        [[nodiscard]] bool grow_to(std::size_t bytes) {
            if (bytes <= free_bytes + taken_) return true;
            const std::size_t more = bytes - free_bytes - taken_;
            if (more > *left_) return false;
            *left_ -= more;
            taken_ += more;
            return true;
        }

    private:
        std::shared_ptr<std::size_t> left_;
        std::size_t taken_ = 0;
    };

    [[nodiscard]] std::size_t left() const { return *left_; }

private:
    std::shared_ptr<std::size_t> left_;
};

} // namespace holdfast
