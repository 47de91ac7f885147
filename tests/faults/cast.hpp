#pragma once

#include <array>

namespace holdfast::faults {

/// Whom and what a story is about; steps name them by their place here.
struct Person {
    const char* id;
    const char* name;
};
inline constexpr std::array<Person, 4> people{
    {{"U0MANAGER", "maria"}, {"U0OWNER", "olga"}, {"U0EXEC", "erik"}, {"U0KIM", "kim"}}};
inline constexpr std::array<const char*, 3> accounts{"acme", "birch", "cedar"};
/// The channel in which people type.
inline constexpr const char* general = "C0GENERAL1";

} // namespace holdfast::faults
