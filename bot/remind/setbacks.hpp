#pragma once

#include "playbooks/calendar/instant.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace holdfast {

/// What failed and will be tried again: it rests for a pause that doubles each time, and the log names each cause once.
class Setbacks {
public:
    explicit Setbacks(std::chrono::milliseconds longest_pause) : longest_pause_{longest_pause} {}

    /// Whether it failed so recently that it is left alone. A clock that was put back makes nothing rest longer.
    [[nodiscard]] bool rests(std::string_view what, Instant now) const;
    /// @param what by which it is known, and which the log names
    void failed(const std::string& what, std::string_view why, Instant now);
    void went_well(std::string_view what);

private:
    struct Setback {
        std::string why;
        Instant at;
        std::chrono::milliseconds pause{0};
    };

    std::chrono::milliseconds longest_pause_;
    std::map<std::string, Setback, std::less<>> setbacks_;
};

/// Whether the database takes nothing at all at present, so that trying the next thing is of no use.
[[nodiscard]] bool refuses_everything(const std::exception& failure);

} // namespace holdfast
