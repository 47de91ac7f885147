#pragma once

#include "bot/render/wanted.hpp"

#include <vector>

namespace holdfast::render {

/// Whose direct messages hold a sponsor-call message: whoever has to call, and the manager.
[[nodiscard]] std::vector<UserId> sponsor_call_readers(const Case& state, const Surroundings& around);

/// Rung 0 of the ladder (S1-24), kept up to date in place: with buttons for whoever has to call, and without once the
/// sponsor was reached, somebody else calls, or the rescue is over.
[[nodiscard]] slack::Message sponsor_call_message(const Case& state, const UserId& reader, const Showing& showing);

} // namespace holdfast::render
