#pragma once

#include "bot/render/wanted.hpp"

namespace holdfast::render {

/// The one card of a room, kept up to date in place; also what `/rescue status` answers. Its rows of buttons carry the
/// case id in their value, the overflow menu, whose values are verbs, in the `block_id` of its row.
[[nodiscard]] slack::Message room_card(const Case& state, const Showing& showing);

} // namespace holdfast::render
