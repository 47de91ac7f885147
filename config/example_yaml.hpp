#pragma once

#include <string>

namespace holdfast {

/// The text of `config/holdfast.example.yaml`: every key with its meaning and its default.
[[nodiscard]] std::string example_yaml();

} // namespace holdfast
