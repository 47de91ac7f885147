#include "bot/handle/customer_people.hpp"

#include "bot/decode/nearest.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace holdfast {

namespace {

/// Everybody who is on record at the account or has a part in its rescue, each once.
std::vector<std::string> names_at(Connection& db, const Subject& subject) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        const bool there = std::ranges::any_of(names, [&](const auto& known) { return same_name(known, name); });
        if (!name.empty() && !there) names.push_back(name);
    };
    for (const auto& person : people_of(db, subject.account.id)) add(person.name);
    if (!subject.rescue) return names;
    add(subject.rescue->sponsor.name);
    for (const auto& contact : subject.rescue->contacts) {
        if (!contact.left) add(contact.name);
    }
    return names;
}

std::string listed(const std::vector<std::string>& names, const std::vector<std::size_t>& positions) {
    std::string text;
    for (const auto position : positions) text += (text.empty() ? "" : ", ") + names[position];
    return text;
}

} // namespace

std::expected<std::optional<std::string>, Refusal>
known_person(Connection& db, const Subject& subject, std::string_view typed, Typed how, std::string_view example) {
    const auto names = names_at(db, subject);
    const auto meant = people_called(typed, names, how);
    if (meant.empty()) return std::optional<std::string>{};
    if (meant.size() == 1) return std::optional{names[meant.front()]};
    return std::unexpected{
        Refusal{fmt::format("Several people at {} can be meant by \"{}\"", subject.account.name, typed),
                listed(names, meant),
                fmt::format("{} \"{}\"", example, names[meant.front()]),
                {},
                {}}};
}

std::expected<std::optional<std::string>, Refusal> person_to_record(Connection& db, const Subject& subject,
                                                                    std::string_view typed, NameGiven how,
                                                                    std::string_view example) {
    auto known = known_person(db, subject, typed, Typed::words, example);
    const bool is_exact = known && *known && same_name(**known, typed);
    if (is_exact) return known;
    if (how == NameGiven::in_quotes) return std::optional<std::string>{};
    const bool is_one_word = !typed.contains(' ');
    if (!known || !*known || is_one_word) return known;
    if (how == NameGiven::in_a_form) return std::optional<std::string>{};
    return std::unexpected{
        Refusal{fmt::format("It is not clear whom \"{}\" means", typed),
                fmt::format("{} is on record at {}", **known, subject.account.name),
                fmt::format("`{0} \"{1}\"`, or for somebody new `{0} \"{2}\"`", example, **known, typed),
                {},
                {}}};
}

Refusal nobody_called(Connection& db, const Subject& subject, std::string_view typed, std::string_view example) {
    const auto names = names_at(db, subject);
    const std::vector<std::string_view> candidates{names.begin(), names.end()};
    auto near = nearest(typed, candidates);
    std::string why = fmt::format("nobody is on record at {} yet", subject.account.name);
    if (!names.empty())
        why = near.empty() ? "nobody on record is called anything like it" : "nearest: " + listed(names, near);
    const auto instead = names.empty()  ? std::string{"/rescue people add \"Dana Fox\" dept:operations"}
                         : near.empty() ? std::string{"`/rescue people` lists everybody"}
                                        : fmt::format("{} \"{}\"", example, names[near.front()]);
    return {fmt::format("Nobody at {} is called \"{}\"", subject.account.name, typed), std::move(why), instead, {}, {}};
}

} // namespace holdfast
