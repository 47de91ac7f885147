#pragma once

#include "bot/deliver/delivery.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/outbox.hpp"

namespace holdfast {

/// Delivers messages and files that are posted once: rows of the outbox ("Decide, then deliver" in the README).
///
/// A row is durably in flight before its message leaves. When it is not known whether the message arrived, it is looked
/// for before it is posted again.
class EffectDelivery {
public:
    explicit EffectDelivery(DeliveryDesk& desk) : desk_{desk} {}

    /// Brings the first row of a lane one step further.
    [[nodiscard]] asio::awaitable<Delivery> deliver(Effect effect);

private:
    [[nodiscard]] asio::awaitable<std::expected<PostPlace, NoPlace>> place_of(const Effect& effect, bool in_thread);
    [[nodiscard]] asio::awaitable<Delivery> post(Effect effect, PostPlace place, nlohmann::json arguments);
    [[nodiscard]] asio::awaitable<Delivery> upload(Effect effect, PostPlace place, slack::Outgoing outgoing);
    [[nodiscard]] asio::awaitable<Delivery> say_instead(const Effect& effect, slack::Outgoing outgoing,
                                                        std::string error);
    [[nodiscard]] asio::awaitable<std::optional<Delivery>> settle_doubt(const Effect& effect, Sought sought);
    [[nodiscard]] asio::awaitable<Delivery> settle(const Effect& effect, const PostPlace& place,
                                                   const SlackFailure& failure, EffectState stays);
    [[nodiscard]] asio::awaitable<void> wait_for_person(const Effect& effect, const NoPlace& why);
    [[nodiscard]] asio::awaitable<void> mark_in_flight(Effect& effect);
    [[nodiscard]] asio::awaitable<void> mark_done(const Effect& effect, PostedMessage posted);
    [[nodiscard]] asio::awaitable<void> put_off(const Effect& effect, EffectState stays, std::string error,
                                                bool counts = true);
    [[nodiscard]] bool has_had_its_day(const Effect& effect) const;
    [[nodiscard]] asio::awaitable<Delivery> give_up(const Effect& effect, std::string error);

    DeliveryDesk& desk_;
    bool told_that_files_are_refused_ = false;
};

} // namespace holdfast
