#pragma once

#include "tests/bench/requests.hpp"

#include <cstdint>
#include <string>

namespace holdfast::bench {

/// Writes signed slash commands as Slack sends them, each as the bytes of one HTTP/1.1 request (Slack contract,
/// sections 1 and 3). No two are the same command to the bot: the person, the trigger and, where the text says so, the
/// text differ, so that its ten-second rule merges none of them.
class SlashCommands final : public Requests {
public:
    /// @param text what stands behind `/rescue`: `{n}` becomes 0, 1, … cycle - 1 in turn, `{i}` a number that comes
    ///             only once, also over several runs
    /// @throws fmt::format_error: the text has other braces than these
    SlashCommands(std::string text, std::uint64_t cycle, std::string signing_secret);

    [[nodiscard]] std::string next() override;

private:
    [[nodiscard]] std::string text_of(std::uint64_t position) const;

    std::string text_;
    std::uint64_t cycle_;
    std::string signing_secret_;
    std::uint64_t first_number_;
    std::uint64_t written_ = 0;
};

} // namespace holdfast::bench
