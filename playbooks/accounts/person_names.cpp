#include "playbooks/accounts/person_names.hpp"

#include "playbooks/accounts/search_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <sstream>

namespace holdfast {

namespace {

std::vector<std::string> words_of(std::string_view name) {
    std::istringstream text{search_key(name)};
    std::vector<std::string> words;
    for (std::string word; text >> word;) words.push_back(std::move(word));
    return words;
}

/// One word stands for any word of the name, several for its beginning.
bool is_part_of(const std::vector<std::string>& typed, const std::vector<std::string>& name, Typed how) {
    if (typed.size() > 1)
        return typed.size() < name.size() && std::ranges::equal(typed, name | std::views::take(typed.size()));
    return std::ranges::any_of(name, [&](const std::string& word) {
        return how == Typed::beginning ? word.starts_with(typed.front()) : word == typed.front();
    });
}

} // namespace

bool same_name(std::string_view one, std::string_view other) {
    return words_of(one) == words_of(other);
}

bool names_person(std::string_view typed, std::string_view name) {
    if (same_name(typed, name)) return true;
    static constexpr std::array<std::string_view, 6> between{",", ";", "/", "&", "+", " and "};
    for (const auto separator : between) {
        const auto at = typed.find(separator);
        if (at == std::string_view::npos) continue;
        return names_person(typed.substr(0, at), name) || names_person(typed.substr(at + separator.size()), name);
    }
    return false;
}

std::vector<std::size_t> people_called(std::string_view typed, std::span<const std::string> names, Typed how) {
    const auto wanted = words_of(typed);
    std::vector<std::size_t> exact;
    std::vector<std::size_t> partial;
    if (wanted.empty()) return exact;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto words = words_of(names[i]);
        if (words == wanted)
            exact.push_back(i);
        else if (is_part_of(wanted, words, how))
            partial.push_back(i);
    }
    return exact.empty() ? partial : exact;
}

bool is_one_letter(std::string_view name) {
    if (name.ends_with('.')) name.remove_suffix(1);
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return name.size() == 1 && is_letter(name.front());
}

std::string one_letter_is_no_name(std::string_view letter) {
    return fmt::format("“{}” is one letter and no name", letter);
}

} // namespace holdfast
