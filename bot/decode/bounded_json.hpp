#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace holdfast {

/// What a JSON text from outside may cost.
struct JsonBounds {
    std::size_t bytes = 1U << 20U; ///< a view of Slack has at most 250 kB, a message less
    int depth = 64;                ///< Slack nests about ten deep
};

/// True when arrays and objects are nested deeper than `most`. Needs no parse and no memory; on text that is not
/// JSON the answer means nothing, and the parser refuses such text anyway.
[[nodiscard]] bool nested_deeper_than(std::string_view text, int most) noexcept;

/// Parses JSON from outside. Size and depth are checked before anything is built.
/// @return the document, or a sentence saying what is wrong with the text.
[[nodiscard]] std::expected<nlohmann::json, std::string> parse_bounded(std::string_view text, JsonBounds bounds = {});

} // namespace holdfast
