#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace holdfast {

/// Whether people of another organisation can read the channel that an answer of conversations.info describes, or will
/// soon. None: the answer describes no channel, so that it cannot be told.
[[nodiscard]] std::optional<bool> is_shared_outside(const nlohmann::json& answer);

} // namespace holdfast
