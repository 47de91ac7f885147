#pragma once

#include "bot/deliver/delivery.hpp"
#include "storage/living_messages.hpp"

namespace holdfast {

/// Keeps messages up to date in place: posts, edits and removes them until they are as wanted.
class LivingDelivery {
public:
    explicit LivingDelivery(DeliveryDesk& desk) : desk_{desk} {}

    /// Brings a message one step nearer to what it should be. It must need work and not be in flight.
    [[nodiscard]] asio::awaitable<Delivery> bring(LivingMessage message);
    /// Whether that would put words into a room, rather than look for some or take them back.
    [[nodiscard]] static bool speaks_in_room(const LivingMessage& message);

private:
    [[nodiscard]] asio::awaitable<std::expected<PostPlace, NoPlace>> place_of(const LivingMessage& message);
    [[nodiscard]] asio::awaitable<Delivery> find(const LivingMessage& message);
    [[nodiscard]] asio::awaitable<Delivery> post(const LivingMessage& message);
    [[nodiscard]] asio::awaitable<Delivery> update(const LivingMessage& message);
    [[nodiscard]] asio::awaitable<Delivery> remove(const LivingMessage& message);
    [[nodiscard]] asio::awaitable<Delivery> settle(const LivingMessage& message, const SlackFailure& failure);
    [[nodiscard]] asio::awaitable<Delivery> cannot_be_placed(const LivingMessage& message, const NoPlace& why);
    [[nodiscard]] asio::awaitable<Delivery> give_up(const LivingMessage& message, std::string why, bool stays_doubtful);
    [[nodiscard]] asio::awaitable<void> put_off(const LivingMessage& message);
    void rest(const LivingMessage& message, std::chrono::milliseconds time);
    [[nodiscard]] asio::awaitable<void> mark_posted(const LivingMessage& message, PostedMessage posted,
                                                    std::string_view hash);
    [[nodiscard]] asio::awaitable<void> mark_absent(const LivingMessage& message);
    [[nodiscard]] asio::awaitable<void> mark_refused(const LivingMessage& message, Instant not_before);
    [[nodiscard]] asio::awaitable<void> mark_doubtful(const LivingMessage& message, Instant not_before);
    [[nodiscard]] asio::awaitable<void> mark_not_attempted(const LivingMessage& message, Instant not_before);

    DeliveryDesk& desk_;
};

} // namespace holdfast
