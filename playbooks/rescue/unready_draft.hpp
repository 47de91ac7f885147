#pragma once

#include "playbooks/rescue/state.hpp"

#include <string>
#include <vector>

namespace holdfast {

/// What its writer should look at before a draft goes out, a sentence each: one of its three parts is missing (S1-08),
/// no name stands under it, or it holds words of our own house (S0-35). Nothing of it stops the writer, who reads it
/// with the draft, is asked once more by the button and decides.
[[nodiscard]] std::vector<std::string> why_unready(const Summary& summary);

} // namespace holdfast
