#pragma once

#include "tests/bench/exchange.hpp"
#include "tests/bench/slash_commands.hpp"

#include <chrono>
#include <expected>
#include <string>

namespace holdfast::bench {

/// How long a bot took from its start, in milliseconds.
struct FirstAnswer {
    double alive = 0;    ///< until /healthz said 200
    double answered = 0; ///< until a command was answered as expected
};

/// Asks a bot that is just being started, again every millisecond, for at most 30 seconds.
/// @return or what it said last
[[nodiscard]] std::expected<FirstAnswer, std::string>
wait_for_first_answer(const Target& target, SlashCommands& commands, const std::string& expected,
                      std::chrono::system_clock::time_point started);

} // namespace holdfast::bench
