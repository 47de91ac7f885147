#pragma once

#include "bot/handle/reply.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace holdfast {

/// Answers what somebody typed after `/rescue`, or what a button stands for.
[[nodiscard]] boost::asio::awaitable<Reply> answer_command(Desk& desk, const Asker& asker, const std::string& text);

/// Whether the command is one of those that may change something: only for these does it matter that somebody, who saw
/// no answer, typed them again.
[[nodiscard]] bool can_change_something(const std::string& text);

} // namespace holdfast
