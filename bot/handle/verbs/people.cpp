#include "storage/people.hpp"

#include "bot/handle/account_changes.hpp"
#include "bot/handle/file_wishes.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

#include <fmt/format.h>

#include <array>

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
    person.title = std::string{words.value_text("title")};
    person.department = std::string{words.value_text("dept")};
    person.phone = std::string{words.value_text("phone")};
    person.email = std::string{words.value("mail") != nullptr ? words.value_text("mail") : words.value_text("email")};
    person.time_zone = std::string{words.value_text("zone")};
    if (!person.time_zone.empty() && find_zone(person.time_zone) == nullptr) {
        return refuse(fmt::format("\"{}\" is no time zone such as Europe/Berlin", person.time_zone));
    }
    if (const auto role = words.value_text("role"); !role.empty()) {
        const auto known = buying_role_from(role);
        if (!known) return refuse(fmt::format("\"{}\" is no role in a decision", role));
        person.role = *known;
    }
    if (const auto level = words.value_text("rel"); !level.empty()) {
        const auto number = typed_number(level);
        if (!number || *number < 1 || *number > 10) return refuse("rel: goes from 1 to 10");
        person.relationship = *number;
    }
    return person;
}

/// In the rescue's room the picture is for everybody there; elsewhere for the asker, unless it is to be shared.
Answering send_map(Desk& desk, const Asker& asker, Subject subject, bool share) {
    const auto* const rescue = subject.rescue.get();
    slack::FileWish wish;
    wish.kind = slack::FileKind::people;
    wish.account = subject.account.id;
    if (rescue != nullptr) wish.rescue = rescue->id;
    const bool is_typed_there = rescue != nullptr && asker.channel && room_of(desk, rescue->id) == asker.channel;
    const auto whom = file_for(desk, asker, subject, share || is_typed_there);
    co_await send_file(desk, asker, rescue, std::move(wish), whom);
    const auto around = desk.around();
    Line line;
    line.say("The map of the people at ").stress(subject.account.name).say(on_its_way(whom));
    co_return Reply::say(render::sentence(line, {around, desk.now()}));
}

} // namespace

Answering people(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const auto verb = words.words.size() > next ? lower_case(words.words[next].text) : std::string{};
    if (verb.empty()) {
        const auto known = people_of(desk.reader(), subject->account.id);
        co_return Reply::say(render::people(subject->account, known, subject->rescue.get()));
    }
    if (verb == "map") co_return co_await send_map(desk, asker, *subject, words.share);
    if (verb == "add") {
        if (words.words.size() <= next + 1 && !asker.trigger_id.empty()) {
            co_return Reply::open(forms::person_form(asker, *subject));
        }
        const auto person = person_from(words, next + 1, subject->account.id);
        if (!person) co_return person.error();
        co_return co_await add_person(desk, asker, *subject, *person);
    }
    if (verb == "left") {
        const auto name = words.words.size() > next + 1 && words.words[next + 1].quoted ? words.words[next + 1].text
                                                                                        : words.rest_from(next + 1);
        co_return co_await person_left(desk, asker, *subject, name);
    }
    co_return Reply::refuse(fmt::format("\"{}\" does nothing to people", verb), "they can be added, or have left",
                            std::string{example});
}

} // namespace holdfast::verbs
