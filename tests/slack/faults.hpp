#pragma once

#include <chrono>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::slack_double {

/// Number of calls a fault hits when it is to stay until it is healed.
inline constexpr unsigned always = std::numeric_limits<unsigned>::max();

/// A fault with this method name hits every method.
inline constexpr std::string_view every_method = "*";

/// One thing that goes wrong on command.
struct Fault {
    enum class Kind {
        /// {"ok":false,"error":…} without any effect.
        refuse,
        /// HTTP 429 with Retry-After, without any effect.
        rate_limit,
        /// An HTML page with an error status, without any effect.
        http_error,
        /// The effect happens, then the connection is closed without an answer.
        lose_reply,
        /// The connection is closed before any effect.
        drop_request,
        /// The effect waits.
        delay,
        /// The effect happens at once, the answer waits.
        delay_reply,
    };

    Kind kind = Kind::refuse;
    std::string method = {};
    std::string error_code = {};
    std::chrono::seconds retry_after{0};
    unsigned status = 0;
    /// How long to wait; none waits until release().
    std::optional<std::chrono::milliseconds> wait = {};
    /// How many calls it still hits.
    unsigned times = 1;
};

/// "refuse", "rate_limit" …; empty for no such word.
[[nodiscard]] std::optional<Fault::Kind> fault_kind_named(std::string_view word);
[[nodiscard]] std::string_view name_of(Fault::Kind kind);

/// The faults that were ordered and not yet used up. The oldest that fits a call hits it; delays add to others.
/// Not thread-safe: SlackDouble guards it.
class Faults {
public:
    void add(Fault fault);
    /// Forgets all faults of a method, or of all methods for every_method.
    void heal(std::string_view method);
    /// The fault that hits this call, other than delays.
    [[nodiscard]] std::optional<Fault> take(std::string_view method);
    [[nodiscard]] std::optional<Fault> take_delay(std::string_view method, Fault::Kind kind);
    /// Ends the delays of a method; waiting calls see the changed count.
    void release(std::string_view method);
    [[nodiscard]] unsigned releases(std::string_view method) const;

private:
    template <typename Fits>
    std::optional<Fault> take_if(Fits fits);

    std::vector<Fault> ordered_;
    std::map<std::string, unsigned, std::less<>> releases_;
};

} // namespace holdfast::slack_double
