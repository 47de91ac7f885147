#include "bot/handle/subject.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/handle/account_choice.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/figures.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace holdfast {

namespace {

/// An account's name may have several words, which people type without quotes: `Acme GmbH`.
constexpr std::size_t most_words_of_a_name = 5;

std::string first_words(const Words& words, std::size_t from, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + words.words[from + i].text;
    return text;
}

Reply pick_of_matches(const AccountPlace& place, const std::string& question, std::span<const AccountName> accounts,
                      std::size_t matching) {
    return choice_of_accounts(place, question, accounts, matching,
                              "Type the id or more of the name to narrow it down.");
}

/// Three accounts of which somebody may have mistyped the name.
std::vector<AccountName> nearest_accounts(std::span<const AccountName> names, const std::string& typed) {
    constexpr std::size_t most = 3;
    std::vector<std::string_view> candidates;
    for (const auto& account : names) {
        candidates.emplace_back(account.name);
        candidates.emplace_back(account.id.value);
    }
    std::vector<AccountName> near;
    for (const auto position : nearest(typed, candidates, 2 * most)) {
        const auto& account = names[position / 2];
        const bool is_listed = std::ranges::find(near, account.id, &AccountName::id) != near.end();
        if (!is_listed && near.size() < most) near.push_back(account);
    }
    return near;
}

/// @param place of the word, which can be nothing but the name of an account
Reply unknown(Desk& desk, const AccountPlace& place, const std::string& typed) {
    const auto names = account_names(desk.reader());
    const auto near = nearest_accounts(names, typed);
    if (near.empty()) {
        return Reply::refuse(fmt::format("No account is called \"{}\"", typed),
                             names.empty() ? "no account is on record yet" : "nothing on record is near it",
                             "`/rescue account add acme name:\"Acme GmbH\"` adds one");
    }
    return Reply::refuse(fmt::format("No account is called \"{}\"", typed), fmt::format("nearest: {}", names_of(near)),
                         fmt::format("/rescue {}", place.command_for(near.front().id)));
}

/// No account is named and none implied: offers what this person works on.
/// @param mistyped what may have been meant for the name of an account; may be empty
Reply pick_of_own(Desk& desk, const Asker& asker, const AccountPlace& place, const std::string& mistyped) {
    std::vector<AccountName> mine;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        const auto team = rescue->team();
        if (std::ranges::find(team, asker.user) != team.end()) mine.push_back({rescue->account, rescue->account_name});
    }
    const auto near =
        mistyped.empty() ? std::vector<AccountName>{} : nearest_accounts(account_names(desk.reader()), mistyped);
    if (mine.empty()) {
        const auto example = near.empty() ? AccountId{"acme"} : near.front().id;
        auto why = std::string{"this is not the room of a rescue"};
        if (!near.empty()) why += fmt::format("; nearest to \"{}\": {}", mistyped, names_of(near));
        return Reply::refuse("The account is missing", std::move(why),
                             fmt::format("/rescue {}", place.command_for(example)));
    }
    auto question = std::string{"Which account?"};
    if (!near.empty()) question += fmt::format(" Nearest to \"{}\": {}.", mistyped, names_of(near));
    return choice_of_accounts(place, question, mine, mine.size(),
                              "Name another one behind the first word: its id, its name, or how that begins.");
}

Subject about(Desk& desk, const Asker& asker, Account account, std::size_t next_word) {
    Subject subject;
    subject.rescue = desk.book().find_open(desk.reader(), account.id);
    subject.in_room = subject.rescue && is_in_room(desk, asker, *subject.rescue);
    subject.account = std::move(account);
    subject.next_word = next_word;
    return subject;
}

Reply no_rescue(const Account& account) {
    return Reply::refuse(fmt::format("No rescue is open for {}", account.name), "nothing has tripped, or it was closed",
                         fmt::format("`/rescue open {} why` starts one", typed(account.id)));
}

using Named = std::expected<std::optional<AccountId>, Reply>;

/// The account whose name begins so; nothing where none does.
Named account_beginning_with(Desk& desk, const AccountPlace& place, const std::string& name) {
    auto& db = desk.reader();
    const auto found = accounts_beginning_with(db, name, static_cast<int>(most_accounts_offered));
    if (found.empty()) return std::nullopt;
    if (found.size() == 1) return found.front().id;
    return std::unexpected{pick_of_matches(place, fmt::format("Several accounts begin with \"{}\".", name), found,
                                           count_accounts_beginning_with(db, name))};
}

/// The account that is given by its key, in whole or by how it begins.
std::expected<AccountId, Reply> account_given(Desk& desk, const AccountPlace& place, const std::string& name) {
    const auto called = accounts_called(desk.reader(), name);
    if (called.size() == 1) return called.front().id;
    if (called.size() > 1) return std::unexpected{pick_of_matches(place, "Which of them?", called, called.size())};
    auto beginning = account_beginning_with(desk, place, name);
    if (!beginning) return std::unexpected{std::move(beginning.error())};
    if (*beginning) return **beginning;
    return std::unexpected{unknown(desk, place, name)};
}

/// One that was found a moment ago.
Account known_account(Connection& db, const AccountId& id) {
    auto account = find_account(db, id);
    if (!account) throw std::logic_error{"an account that was found is not there: " + id.value};
    return *std::move(account);
}

} // namespace

std::shared_ptr<const Case> case_of_channel(Desk& desk, const ChannelId& channel) {
    if (channel.empty()) return nullptr;
    const auto record = find_case_by_channel(desk.reader(), channel);
    return record ? desk.book().load(desk.reader(), *record) : nullptr;
}

bool is_in_room(Desk& desk, const Asker& asker, const Case& rescue) {
    return is_asked_in_room(desk, asker, &rescue) || is_room_member(desk.reader(), rescue.id, asker.user);
}

bool is_asked_in_room(Desk& desk, const Asker& asker, const Case* rescue) {
    return rescue != nullptr && asker.channel && room_of(desk, rescue->id) == asker.channel;
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

std::expected<Subject, Reply> subject_of(Desk& desk, const Asker& asker, const Words& words, std::size_t first_word) {
    auto& db = desk.reader();
    const auto room = case_of_channel(desk, asker.channel);
    if (const auto* given = words.value(account_key)) {
        auto id = account_given(desk, {words, first_word, 0}, given->text);
        if (!id) return std::unexpected{std::move(id.error())};
        return about(desk, asker, known_account(db, *id), first_word);
    }
    const auto available = words.words.size() > first_word ? words.words.size() - first_word : 0;
    const auto* const first = available > 0 ? &words.words[first_word] : nullptr;
    const bool can_be_a_name = first != nullptr && first->mention.empty();
    const bool is_quoted = can_be_a_name && first->quoted;
    const bool is_own = can_be_a_name && !is_quoted && is_own_word(words.verb, first->text);
    const bool may_be_text = begins_with_text(words.verb);
    if (can_be_a_name && !(room && is_own)) {
        const bool only_the_rooms_own = room && !is_quoted && may_be_text;
        // The longest name first, so that "Acme GmbH" is not "Acme" with a word behind it.
        const auto longest = is_quoted ? 1 : std::min(available, most_words_of_a_name);
        for (auto count = longest; count > 0; --count) {
            auto called = accounts_called(db, first_words(words, first_word, count));
            if (only_the_rooms_own) std::erase_if(called, [&](const auto& one) { return one.id != room->account; });
            if (called.size() == 1) {
                return about(desk, asker, known_account(db, called.front().id), first_word + count);
            }
            if (called.size() > 1) {
                return std::unexpected{
                    pick_of_matches({words, first_word, count}, "Which of them?", called, called.size())};
            }
        }
    }
    if (room) {
        auto account = find_account(db, room->account);
        if (account) return about(desk, asker, std::move(*account), first_word);
    }
    const bool is_named = can_be_a_name && !is_own;
    if (is_named) {
        const AccountPlace place{words, first_word, 1};
        auto beginning = account_beginning_with(desk, place, first->text);
        if (!beginning) return std::unexpected{std::move(beginning.error())};
        if (*beginning) return about(desk, asker, known_account(db, **beginning), first_word + 1);
        if (!may_be_text) return std::unexpected{unknown(desk, place, first->text)};
    }
    return std::unexpected{pick_of_own(desk, asker, {words, first_word, 0}, is_named ? first->text : std::string{})};
}

std::expected<Subject, Reply> rescue_of(Desk& desk, const Asker& asker, const Words& words, std::size_t first_word) {
    auto subject = subject_of(desk, asker, words, first_word);
    if (subject && !subject->rescue) return std::unexpected{no_rescue(subject->account)};
    return subject;
}

std::expected<Subject, Reply> latest_rescue_of(Desk& desk, const Asker& asker, const Words& words) {
    auto subject = subject_of(desk, asker, words);
    if (!subject || subject->rescue) return subject;
    subject->rescue = desk.book().find_latest(desk.reader(), subject->account.id);
    if (!subject->rescue) return std::unexpected{no_rescue(subject->account)};
    subject->in_room = is_in_room(desk, asker, *subject->rescue);
    return subject;
}

Reply no_account_called(Desk& desk, const Words& words, std::size_t position) {
    return unknown(desk, {words, position, 1}, words.words[position].text);
}

Actor actor_of(const Asker& asker, const Subject& subject) {
    return {asker.user, subject.in_room};
}

} // namespace holdfast
