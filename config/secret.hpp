#pragma once

#include <fmt/format.h>

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace holdfast {

/// A token or signing secret. Printing it, through a stream or fmt, shows `***`; only reveal() gives the text.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_{std::move(text)} {}

    /// The secret itself, for the one place that sends or compares it. Never log what this returns.
    [[nodiscard]] const std::string& reveal() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    bool operator==(const Secret&) const = default;

private:
    std::string text_;
};

std::ostream& operator<<(std::ostream& out, const Secret& secret);

/// The text with `***` for whatever looks like one of Slack's tokens or follows `Bearer `. For what repeats a text in
/// which somebody may have put a secret where none belongs.
[[nodiscard]] std::string without_secrets(std::string_view text);
/// Whether without_secrets() would take something out.
[[nodiscard]] bool holds_secret(std::string_view text);

} // namespace holdfast

template <>
struct fmt::formatter<holdfast::Secret> : fmt::formatter<std::string_view> {
    auto format(const holdfast::Secret& secret, fmt::format_context& context) const {
        return fmt::formatter<std::string_view>::format(secret.empty() ? "" : "***", context);
    }
};
