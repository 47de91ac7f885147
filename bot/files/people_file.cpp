#include "bot/files/people_file.hpp"

#include "bot/files/wished_case.hpp"
#include "bot/picture/moment_words.hpp"
#include "bot/picture/stakeholder_map.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "storage/accounts.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

using slack::Mrkdwn;

/// Whoever left is off the account's list, but the rescue remembers them.
std::vector<picture::MapPerson> those_who_left(const std::vector<RecordedEvent>& events,
                                               const std::vector<Person>& present) {
    std::vector<picture::MapPerson> gone;
    std::vector<event::ContactAdded> added;
    for (const auto& event : events) {
        if (const auto* contact = std::get_if<event::ContactAdded>(&event.what)) added.push_back(*contact);
        const auto* const left = std::get_if<event::ContactLeft>(&event.what);
        if (left == nullptr || std::ranges::count(present, left->name, &Person::name) > 0) continue;
        if (std::ranges::count(gone, left->name, &picture::MapPerson::name) > 0) continue;
        picture::MapPerson person{.name = left->name, .left = true};
        const auto known = std::ranges::find(added, left->name, &event::ContactAdded::name);
        if (known != added.end()) person.role = known->role;
        gone.push_back(std::move(person));
    }
    return gone;
}

picture::MapPerson on_map(const Person& person) {
    return {.name = person.name,
            .role = person.role,
            .influence = picture::influence_from(person.influence),
            .relationship = person.relationship,
            .sponsor = person.sponsor};
}

} // namespace

std::expected<FileContent, std::string> people_file(Connection& db, const Rules& rules, const slack::FileWish& wish) {
    const auto account = find_account(db, wish.account);
    if (!account) return std::unexpected{"the account is not on record"};
    auto people = people_of(db, account->id);
    const auto rescue = wished_case(db, wish);

    picture::StakeholderMap map;
    map.account_name = slack::one_line(account->name);
    map.as_of = picture::moment_in_words(wish.as_of, zone_of(wish, rules));
    for (const auto& person : people) map.people.push_back(on_map(person));
    for (auto& person : those_who_left(wished_events(db, wish), people)) map.people.push_back(std::move(person));
    for (auto& person : map.people) person.name = slack::one_line(person.name);
    const auto hide_sabotage = [](auto& person) { person.role = without_sabotage(person.role); };
    if (!wish.names_saboteurs) {
        std::ranges::for_each(map.people, hide_sabotage);
        std::ranges::for_each(people, hide_sabotage);
    }

    FileContent file;
    file.ending = "png";
    file.title = fmt::format("People at {}", map.account_name);
    file.alt_text = picture::alt_text(map);
    file.comment =
        Mrkdwn::of("Map of the people at *{}*: {} on record", Mrkdwn{account->name}.cut(100), people.size()).text();
    file.bytes = picture::draw(map);
    file.instead = slack::payload(render::people(*account, people, rescue ? &*rescue : nullptr));
    return file;
}

} // namespace holdfast
