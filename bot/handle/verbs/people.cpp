#include "storage/people.hpp"

#include "bot/handle/account_changes.hpp"
#include "bot/handle/contact_details.hpp"
#include "bot/handle/file_wishes.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/own_accounts.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/permissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace holdfast::verbs {

namespace {

constexpr std::string_view example = "/rescue people add \"Dana Fox\" role:economic_buyer dept:finance rel:6";

constexpr std::array<std::string_view, 8> taken{"title", "dept", "phone", "mail", "email", "zone", "role", "rel"};

std::expected<Person, Reply> person_from(const Words& words, std::size_t next, const AccountId& account) {
    const auto refuse = [](std::string why) {
        return std::unexpected{Reply::refuse("Nobody was added", std::move(why), std::string{example})};
    };
    Person person;
    person.account = account;
    const bool is_quoted = words.words.size() > next && words.words[next].quoted;
    person.name = is_quoted ? words.words[next].text : words.rest_from(next);
    if (person.name.empty()) return refuse("the name is missing");
    const auto read = is_quoted ? next + 1 : words.words.size();
    if (auto refusal = refusal_of_unread(words, read, taken, "Nobody was added", std::string{example}))
        return std::unexpected{*std::move(refusal)};
    const auto details = typed_contact(words);
    if (!details) return refuse(details.error());
    person.title = std::string{words.value_text("title")};
    person.department = std::string{words.value_text("dept")};
    person.phone = details->phone;
    person.email = details->email;
    person.time_zone = details->zone;
    if (const auto role = words.value_text("role"); !role.empty()) {
        const auto known = buying_role_from(role);
        if (!known) return refuse(fmt::format("\"{}\" is no role in a decision", role));
        person.role = *known;
    }
    if (const auto level = words.value_text("rel"); !level.empty()) {
        const auto number = typed_number(level);
        if (!number || *number < 1 || *number > 10) return refuse("rel: goes from 1 to 10");
        person.relationship = number;
    }
    return person;
}

/// `left "Dana Fox"`
std::expected<std::string, Reply> name_of_who_left(const Words& words, std::size_t next) {
    const std::string what{"Nobody was marked as gone"};
    const std::string instead{"/rescue people left \"Dana Fox\""};
    const bool is_quoted = words.words.size() > next && words.words[next].quoted;
    auto name = is_quoted ? words.words[next].text : words.rest_from(next);
    if (name.empty()) return std::unexpected{Reply::refuse(what, "the name is missing", instead)};
    const auto read = is_quoted ? next + 1 : words.words.size();
    if (auto refusal = refusal_of_unread(words, read, {}, what, instead)) return std::unexpected{*std::move(refusal)};
    return name;
}

bool names_a_saboteur(std::span<const Person> people) {
    return std::ranges::any_of(people, [](const Person& person) { return person.role == BuyingRole::saboteur; });
}

/// Who works against us is known to those who may read the record of the rescue; to all others they are one of many.
bool may_know_saboteurs(Desk& desk, const Asker& asker, const Subject& subject) {
    const auto actor = actor_of(asker, subject);
    const auto around = desk.around();
    const auto standing =
        subject.rescue ? standing_of(actor, *subject.rescue, around) : standing_of(actor, subject.account, around);
    return may(Action::read_record, standing);
}

std::vector<Person> people_shown_to(Desk& desk, const Asker& asker, const Subject& subject) {
    auto people = people_of(desk.reader(), subject.account.id);
    if (may_know_saboteurs(desk, asker, subject)) return people;
    for (auto& person : people) person.role = without_sabotage(person.role);
    return people;
}

/// In the rescue's room the picture is for everybody there; elsewhere for the asker, unless it is to be shared.
Answering send_map(Desk& desk, const Asker& asker, Subject subject, bool share) {
    const auto* const rescue = subject.rescue.get();
    slack::FileWish wish;
    wish.kind = slack::FileKind::people;
    wish.account = subject.account.id;
    if (rescue != nullptr) wish.rescue = rescue->id;
    wish.names_saboteurs = may_know_saboteurs(desk, asker, subject);
    const auto whom = file_for(desk, asker, subject, share || is_asked_in_room(desk, asker, rescue));
    co_await send_file(desk, asker, rescue, std::move(wish), whom);
    const auto around = desk.around();
    Line line;
    line.say("The map of the people at ").stress(subject.account.name).say(on_its_way(whom));
    co_return Reply::say(render::sentence(line, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace

Answering people(Desk& desk, const Asker& asker, const Words& typed_words) {
    const auto words = with_whole_phone_number(typed_words);
    if (auto own = pick_of_own_accounts(desk, asker, words)) co_return *std::move(own);
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const OwnWord<own_words_of("people")> verb{words, next};
    if (verb.empty()) {
        if (auto refusal = refusal_of_unread(words, next, {}, "The people are not shown", std::string{example}))
            co_return *std::move(refusal);
        const auto known = people_shown_to(desk, asker, *subject);
        if (words.share && names_a_saboteur(known) && !is_asked_in_room(desk, asker, subject->rescue.get())) {
            co_return Reply::refuse("The people are not shared here",
                                    "who works against us is told in the room of the rescue alone",
                                    "`/rescue people share` in that room");
        }
        co_return Reply::reading(render::people(subject->account, known, subject->rescue.get()));
    }
    if (verb == "map") {
        if (auto refusal = refusal_of_unread(words, next + 1, {}, "The map is not made", "/rescue people map"))
            co_return *std::move(refusal);
        co_return co_await send_map(desk, asker, *subject, words.share);
    }
    const auto said = with_whole_name(words, next + 1);
    if (verb == "add") {
        if (words.words.size() <= next + 1 && !asker.trigger_id.empty()) {
            co_return Reply::open(forms::person_form(asker, *subject));
        }
        const auto person = person_from(said, next + 1, subject->account.id);
        if (!person) co_return person.error();
        const bool is_quoted = said.words[next + 1].quoted;
        const auto how = is_quoted ? NameGiven::in_quotes : NameGiven::plainly;
        co_return co_await add_person(desk, asker, *subject, *person, how);
    }
    if (verb == "left") {
        const auto name = name_of_who_left(said, next + 1);
        if (!name) co_return name.error();
        co_return co_await person_left(desk, asker, *subject, *name);
    }
    co_return Reply::refuse(fmt::format("\"{}\" does nothing to people", words.words[next].text),
                            "they can be added, or have left", std::string{example});
}

} // namespace holdfast::verbs
