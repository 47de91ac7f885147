#include "playbooks/rescue/indicator_name.hpp"

#include "playbooks/accounts/search_key.hpp"

#include <algorithm>

namespace holdfast {

namespace {

constexpr bool is_letter(char c) noexcept {
    return c >= 'a' && c <= 'z';
}

/// Letters of other alphabets are kept, so that a refusal shows the name as it was meant.
constexpr bool is_part(char c) noexcept {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

std::string indicator_name(std::string_view typed) {
    std::string name;
    for (const char c : search_key(typed)) {
        if (is_part(c))
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (name.ends_with('-')) name.pop_back();
    return name;
}

bool is_indicator_name(std::string_view name) {
    constexpr std::size_t longest = 31;
    const auto may_stand_in_it = [](char c) {
        return c == '-' || (is_part(c) && static_cast<unsigned char>(c) < 0x80);
    };
    return !name.empty() && name.size() <= longest && is_letter(name.front()) &&
           std::ranges::all_of(name, may_stand_in_it);
}

} // namespace holdfast
