#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace holdfast::faults {

/// Something a person said, recognised by a word that occurs nowhere else.
struct Said {
    std::string word;
    std::string account;
    std::string event_kind;    ///< of the case's record it belongs into; empty for an account without a rescue
    bool was_accepted = false; ///< the program said so
    int times_sent = 0;
};

/// Rows of a feed that were accepted.
struct Fed {
    std::string table;
    std::string account; ///< empty: of all
    int rows = 0;
};

/// What the run was like.
struct Story {
    std::vector<Said> said;
    std::vector<Fed> fed;
    std::map<std::string, int> faults; ///< that took effect, by kind
    std::vector<std::string> troubles; ///< what must not happen at all
    int inputs = 0;
    int deaths = 0;
    std::int64_t wall_ms = 0; ///< the time in the story at its end
};

} // namespace holdfast::faults
