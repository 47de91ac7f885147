#pragma once

#include "bot/handle/subject.hpp"
#include "playbooks/accounts/touch.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <array>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// The keys by which a command describes a touch, whatever its kind.
inline constexpr std::array<std::string_view, 5> touch_keys{"with", "mood", "tag", "next", "by"};

/// What these keys say; kind, direction and text are for the verb. Refused with `share` at the end: a draft is for its
/// writer, and in a letter to the customer the word would be a slip.
[[nodiscard]] std::expected<Touch, Reply> typed_touch(Desk& desk, const Asker& asker, const Words& words);

/// Tags are free words, but one that is a slip away from a tag with a meaning would silently not have it.
[[nodiscard]] std::optional<Refusal> refusal_of_tags(const std::vector<std::string>& tags);

} // namespace holdfast
