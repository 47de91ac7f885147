#pragma once

#include "bot/handle/reply.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/signals/signal.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace holdfast {

/// Opens a rescue because somebody says so; whoever opens it is told where its room will be.
/// @param kind the signal that they know of
[[nodiscard]] boost::asio::awaitable<Reply> open_by_hand(Desk& desk, Asker asker, Account account, std::string reason,
                                                         SignalKind kind = SignalKind::by_hand);

/// Records what somebody noticed (S0-19…S0-24) and says whether it trips and by which rule (S0-25).
/// @param value_text what was given with it, such as days without an answer: kept as a number where it is one, else
///                   in the note
[[nodiscard]] boost::asio::awaitable<Reply> flag_signal(Desk& desk, Asker asker, Account account, SignalKind kind,
                                                        std::string value_text, std::string note);

/// The kinds that people flag, as they are typed.
[[nodiscard]] std::string flag_kinds();

} // namespace holdfast
