#pragma once

namespace holdfast {

/// The keyboard's form of a quote or dash that phones and editors make typographic (Slack contract section 3);
/// every other code point unchanged.
[[nodiscard]] constexpr char32_t plain_form(char32_t point) noexcept {
    switch (point) {
    case U'“':
    case U'”':
    case U'„':
    case U'‟':
    case U'«':
    case U'»': return U'"';
    case U'‘':
    case U'’':
    case U'‚':
    case U'‛': return U'\'';
    case U'–':
    case U'—':
    case U'‐':
    case U'‑':
    case U'−': return U'-';
    default: return point;
    }
}

} // namespace holdfast
