#pragma once

#include "bot/handle/reply.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Answers what somebody typed after `/rescue`, or what a button stands for.
[[nodiscard]] boost::asio::awaitable<Reply> answer_command(Desk& desk, const Asker& asker, const std::string& text);

/// Every verb of /rescue, in the order of help.
[[nodiscard]] std::vector<std::string_view> command_verbs();

} // namespace holdfast
