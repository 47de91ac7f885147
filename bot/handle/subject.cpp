#include "bot/handle/subject.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/handle/picked_command.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/figures.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

/// An account's name may have several words, which people type without quotes: `Acme GmbH`.
constexpr std::size_t most_words_of_a_name = 5;
constexpr int most_choices = 10;

std::string first_words(const Words& words, std::size_t from, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + words.words[from + i].text;
    return text;
}

Reply pick(const Words& words, std::size_t first_word, std::size_t replaced, const std::string& question,
           const std::vector<AccountName>& accounts) {
    std::vector<render::AccountChoice> choices;
    for (const auto& account : accounts) {
        choices.push_back({account.name, command_for_picked(words, first_word, replaced, account.id)});
    }
    return Reply::say(render::pick_account(question, choices));
}

Reply unknown(Desk& desk, const Words& words, const std::string& typed) {
    const auto names = account_names(desk.reader());
    std::vector<std::string_view> candidates;
    for (const auto& account : names) {
        candidates.emplace_back(account.name);
        candidates.emplace_back(account.id.value);
    }
    std::string near;
    AccountId first;
    std::vector<AccountId> listed;
    for (const auto position : nearest(typed, candidates, 6)) {
        const auto& account = names[position / 2];
        if (std::ranges::find(listed, account.id) != listed.end() || listed.size() >= 3) continue;
        if (listed.empty()) first = account.id;
        listed.push_back(account.id);
        near += (near.empty() ? "" : ", ") + account.name;
    }
    if (near.empty()) {
        return Reply::refuse(fmt::format("No account is called \"{}\"", typed),
                             names.empty() ? "no account is on record yet" : "nothing on record is near it",
                             "`/rescue account add acme name:\"Acme GmbH\"` adds one");
    }
    return Reply::refuse(fmt::format("No account is called \"{}\"", typed), fmt::format("nearest: {}", near),
                         fmt::format("/rescue {} {}", words.verb, holdfast::typed(first)));
}

Subject about(Desk& desk, const Asker& asker, Account account, std::size_t next_word) {
    Subject subject;
    subject.rescue = desk.book().find_open(desk.reader(), account.id);
    subject.in_room = subject.rescue && is_in_room(desk, asker, *subject.rescue);
    subject.account = std::move(account);
    subject.next_word = next_word;
    return subject;
}

/// An account by its whole name or how that begins.
/// @param replaced so many words at `first_word` are the name
std::expected<AccountId, Reply> account_named(Desk& desk, const Words& words, const std::string& name,
                                              std::size_t first_word, std::size_t replaced) {
    auto& db = desk.reader();
    auto called = accounts_called(db, name);
    if (called.size() == 1) return called.front().id;
    const auto question =
        called.empty() ? fmt::format("Several accounts begin with \"{}\".", name) : std::string{"Which of them?"};
    if (called.empty()) called = accounts_beginning_with(db, name, most_choices);
    if (called.size() == 1) return called.front().id;
    if (called.size() > 1) return std::unexpected{pick(words, first_word, replaced, question, called)};
    return std::unexpected{unknown(desk, words, name)};
}

} // namespace

std::shared_ptr<const Case> case_of_channel(Desk& desk, const ChannelId& channel) {
    if (channel.empty()) return nullptr;
    const auto record = find_case_by_channel(desk.reader(), channel);
    return record ? desk.book().load(desk.reader(), *record) : nullptr;
}

bool is_in_room(Desk& desk, const Asker& asker, const Case& rescue) {
    const auto room = case_of_channel(desk, asker.channel);
    const bool types_there = room && room->account == rescue.account;
    return types_there || is_room_member(desk.reader(), rescue.id, asker.user);
}

ChannelId room_of(Desk& desk, const CaseId& id) {
    const auto room = find_room(desk.reader(), id);
    return room && room->channel ? *room->channel : ChannelId{};
}

std::optional<UserId> colleague_in(const Word& word) {
    if (word.mention) return word.mention;
    const auto& text = word.text;
    const bool looks_like_an_id =
        text.size() >= 3 && (text.front() == 'U' || text.front() == 'W') &&
        std::ranges::all_of(text, [](unsigned char c) { return std::isupper(c) != 0 || std::isdigit(c) != 0; });
    if (looks_like_an_id) return UserId{text};
    return std::nullopt;
}

std::expected<Subject, Reply> subject_of(Desk& desk, const Asker& asker, const Words& words, std::size_t first_word,
                                         Behind behind) {
    auto& db = desk.reader();
    const auto room = case_of_channel(desk, asker.channel);
    if (const auto* given = words.value(account_key)) {
        auto id = account_named(desk, words, given->text, first_word, 0);
        if (!id) return std::unexpected{std::move(id.error())};
        return about(desk, asker, *find_account(db, *id), first_word);
    }
    const auto available = words.words.size() > first_word ? words.words.size() - first_word : 0;
    if (available > 0 && !words.words[first_word].mention) {
        const bool is_quoted = words.words[first_word].quoted;
        const bool only_the_rooms_own = room && !is_quoted && behind == Behind::free_text;
        // The longest name first, so that "Acme GmbH" is not "Acme" with a word behind it.
        const auto longest = is_quoted ? 1 : std::min(available, most_words_of_a_name);
        for (auto count = longest; count > 0; --count) {
            auto called = accounts_called(db, first_words(words, first_word, count));
            if (only_the_rooms_own) std::erase_if(called, [&](const auto& one) { return one.id != room->account; });
            if (called.size() == 1) {
                return about(desk, asker, *find_account(db, called.front().id), first_word + count);
            }
            if (called.size() > 1) return std::unexpected{pick(words, first_word, count, "Which of them?", called)};
        }
        if (!room) {
            auto id = account_named(desk, words, words.words[first_word].text, first_word, 1);
            if (!id) return std::unexpected{std::move(id.error())};
            return about(desk, asker, *find_account(db, *id), first_word + 1);
        }
    }
    if (room) {
        auto account = find_account(db, room->account);
        if (account) return about(desk, asker, std::move(*account), first_word);
    }
    // Nothing named and no room: offer what this person works on.
    std::vector<AccountName> mine;
    for (const auto& rescue : desk.book().all_open(db)) {
        const auto team = rescue->team();
        if (std::ranges::find(team, asker.user) != team.end()) mine.push_back({rescue->account, rescue->account_name});
    }
    if (!mine.empty()) {
        if (mine.size() > most_choices) mine.resize(most_choices);
        return std::unexpected{pick(words, first_word, 0, "Which account?", mine)};
    }
    return std::unexpected{Reply::refuse("The account is missing", "this is not the room of a rescue",
                                         fmt::format("/rescue {} acme", words.verb))};
}

std::expected<Subject, Reply> rescue_of(Desk& desk, const Asker& asker, const Words& words, std::size_t first_word,
                                        Behind behind) {
    auto subject = subject_of(desk, asker, words, first_word, behind);
    if (subject && !subject->rescue) {
        return std::unexpected{Reply::refuse(
            fmt::format("No rescue is open for {}", subject->account.name), "nothing has tripped, or it was closed",
            fmt::format("`/rescue open {} why` starts one", typed(subject->account.id)))};
    }
    return subject;
}

Actor actor_of(const Asker& asker, const Subject& subject) {
    return {asker.user, subject.in_room};
}

} // namespace holdfast
