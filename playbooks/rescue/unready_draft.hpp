#pragma once

#include "playbooks/rescue/state.hpp"

#include <string>
#include <vector>

namespace holdfast {

/// What its writer should look at before a draft goes out, a sentence each: it says nothing yet (S1-08), the name under
/// it is still to be filled in, or it holds words of our own house (S0-35). Nothing of it stops the writer, who
/// reads it above the draft, is asked once more by the button and decides.
[[nodiscard]] std::vector<std::string> why_unready(const Summary& summary);

} // namespace holdfast
