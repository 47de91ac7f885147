#pragma once

#include "tests/faults/simulation.hpp"

#include <string>
#include <vector>

namespace holdfast::faults {

/// What was checked and how often, so that a check that never had anything to look at shows.
struct Figures {
    int inputs_accepted = 0;
    int messages_wanted = 0;
    int rungs = 0;
    int rooms = 0;
    int losses = 0;     ///< accepted inputs and wanted messages that are not there
    int duplicates = 0; ///< inputs, messages, rooms that are there twice
};

/// Compares the record, Slack, and what people were told was kept.
/// @return what is wrong, in words
[[nodiscard]] std::vector<std::string> findings(const Simulation& run, const Story& story, Figures& figures);

} // namespace holdfast::faults
