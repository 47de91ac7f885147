#pragma once

#include <span>
#include <string_view>

namespace holdfast::render {

/// What `/rescue help <topic>` says.
struct HelpPage {
    std::string_view topic;
    bool is_verb = true;
    std::string_view gist;    ///< a few words, for the overview
    std::string_view usage;   ///< one form a line
    std::string_view example; ///< can be typed as it is
    std::string_view effect;
};

/// Verbs in the order of the overview, then topics that are no verbs.
[[nodiscard]] std::span<const HelpPage> help_pages();

} // namespace holdfast::render
