#pragma once

#include "config/settings.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace YAML {
class Node;
}

namespace holdfast {

/// One key of `holdfast.yaml`: the only place that knows its path, its meaning and what values it takes.
/// The loader, the example file and the suggestions for misspelt keys are all made from these.
struct Key {
    std::string path;    ///< dotted: `sponsor_call.close_of_day`
    std::string meaning; ///< one line for the example file
    /// Reads and checks the value. @return what is wrong with it, fit to follow the key; nothing when it was taken.
    std::function<std::optional<std::string>(Settings&, const YAML::Node&)> set;
    /// The value as one line of YAML.
    std::function<std::string(const Settings&)> show;
};

/// Every key, in the order of the example file; keys of one section stand together.
[[nodiscard]] std::vector<Key> setting_keys();

/// What must hold between two values that are each fine alone.
struct Agreement {
    std::string key;     ///< the one to blame, and …
    std::string against; ///< … the one it does not go with
    std::string demand;  ///< what must hold, fit to follow the key
    std::function<bool(const Settings&)> holds;
};

[[nodiscard]] std::vector<Agreement> setting_agreements();

} // namespace holdfast
