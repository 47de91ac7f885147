#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/role_words.hpp"
#include "playbooks/rescue/command_words.hpp"

#include <algorithm>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

bool is_new(const Person& person, const Case* rescue) {
    return rescue != nullptr && std::ranges::any_of(rescue->contacts, [&](const Contact& contact) {
               return !contact.left && !contact.was_known && contact.name == person.name;
           });
}

Mrkdwn person_line(const Person& person, const Case* rescue) {
    Mrkdwn line = Mrkdwn::of("*{}*", Mrkdwn{person.name}.cut(80));
    if (person.sponsor) line += " · ⭐ sponsor"_mrkdwn;
    if (!person.title.empty()) line += Mrkdwn::of(" · {}", Mrkdwn{person.title}.cut(60));
    line += Mrkdwn::of(" · {}", in_words(person.role));
    if (!person.department.empty()) line += Mrkdwn::of(" · {}", Mrkdwn{person.department}.cut(40));
    if (person.relationship) line += Mrkdwn::of(" · relationship {}/10", *person.relationship);
    if (is_new(person, rescue)) line += " · 🆕 new since the opening"_mrkdwn;
    return line;
}

} // namespace

slack::Message people(const Account& account, std::span<const Person> people, const Case* rescue) {
    constexpr std::size_t most = 20;
    const Mrkdwn name = Mrkdwn{account.name}.cut(100);
    slack::Message message{.text = Mrkdwn::of("People at {}: {} on record", name, people.size())};
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    std::vector<const Person*> sponsors_first;
    for (const Person& person : people) sponsors_first.push_back(&person);
    std::ranges::sort(sponsors_first, [](const Person* left, const Person* right) {
        return left->sponsor != right->sponsor ? left->sponsor : left < right;
    });
    for (const Person* const person : std::span{sponsors_first}.first(std::min(people.size(), most))) {
        lines.push_back(person_line(*person, rescue));
    }
    if (people.size() > most) lines.push_back(Mrkdwn::of("and {} more", people.size() - most));
    if (people.size() == 1) {
        lines.push_back("⚠️ *Everything hangs on one person.* Win two more: operations and finance."_mrkdwn);
    }
    if (people.empty()) lines.push_back("Nobody yet. Begin with the person who decides."_mrkdwn);
    message.blocks = sections(lines);
    slack::Button map = command_button("Map", command_for("people", account.id, "map"));
    if (rescue != nullptr) {
        map.action = slack::action::people_map;
        map.value = rescue->id.value;
    }
    message.blocks.emplace_back(slack::Actions{.elements = {std::move(map)}});
    message.blocks.emplace_back(small_print(text_with_commands(with_account(
        "To add somebody: `/rescue people add \"Ines Roth\" role:user_buyer dept:operations`", account.id))));
    return message;
}

} // namespace holdfast::render
