#pragma once

#include <string>

namespace holdfast::bench {

/// What a load is made of.
class Requests {
public:
    virtual ~Requests() = default;
    /// The bytes of one HTTP/1.1 request; no two are the same to the bot.
    [[nodiscard]] virtual std::string next() = 0;
};

} // namespace holdfast::bench
