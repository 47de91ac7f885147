#include "bot/handle/commands.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/decode/words.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/handle/whole_values.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/command_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast {

namespace {

using Verb = verbs::Answering (*)(Desk&, const Asker&, const Words&);

struct Entry {
    std::string_view verb;
    Verb answer;
};

constexpr std::array<Entry, 24> table{{
    {"help", verbs::help},       {"health", verbs::health},     {"list", verbs::list},
    {"status", verbs::status},   {"todo", verbs::todo},         {"doctor", verbs::doctor},
    {"open", verbs::open},       {"flag", verbs::flag},         {"call", verbs::call},
    {"touch", verbs::touch},     {"summary", verbs::summary},   {"step", verbs::step},
    {"plan", verbs::plan},       {"role", verbs::role},         {"sponsor", verbs::sponsor},
    {"promise", verbs::promise}, {"service", verbs::service},   {"checkin", verbs::checkin},
    {"people", verbs::people},   {"timeline", verbs::timeline}, {"close", verbs::close},
    {"account", verbs::account}, {"risk", verbs::risk},         {"snooze", verbs::snooze},
}};

Reply unknown_verb(const Words& words) {
    const auto verbs = command_verbs();
    std::string near;
    for (const auto position : nearest(words.verb, verbs))
        near += fmt::format("{}{}", near.empty() ? "" : ", ", verbs[position]);
    if (near.empty()) {
        return Reply::refuse(fmt::format("There is no command \"{}\"", words.verb), "nothing is near it",
                             "`/rescue help` lists all commands.");
    }
    const auto rest = std::string_view{words.typed}.substr(words.verb_end);
    return Reply::refuse(fmt::format("There is no command \"{}\"", words.verb), fmt::format("nearest: {}", near),
                         fmt::format("/rescue {}{}", near.substr(0, near.find(',')), rest));
}

verbs::Answering answered(Desk& desk, const Asker& asker, const Words& words, Verb answer) {
    const auto whole = with_whole_values(desk, asker, words);
    if (!whole) co_return whole.error();
    co_return co_await answer(desk, asker, *whole);
}

/// The account that a refused command is about; empty where it is about none.
AccountId account_of(Desk& desk, const Asker& asker, const Words& words, const Refusal& refusal) {
    if (!refusal.about.empty() || !names_account_behind(words.verb)) return refusal.about;
    const auto subject = subject_of(desk, asker, words);
    return subject ? subject->account.id : AccountId{};
}

} // namespace

std::vector<std::string_view> command_verbs() {
    std::vector<std::string_view> verbs;
    for (const auto& entry : table) verbs.push_back(entry.verb);
    return verbs;
}

boost::asio::awaitable<Reply> answer_command(Desk& desk, const Asker& asker, const std::string& text) {
    const auto words = parse_words(text);
    if (words.verb.empty()) {
        if (words.words.empty() && words.pairs.empty()) {
            const auto rescue = case_of_channel(desk, asker.channel);
            co_return Reply::say(render::menu(rescue.get()));
        }
        co_return Reply::refuse("The command is missing", "the first word says what to do", "/rescue help");
    }
    for (const auto& entry : table) {
        if (entry.verb != words.verb) continue;
        auto reply = co_await answered(desk, asker, words, entry.answer);
        reply.share = words.share && reply.is_reading;
        const auto& refusal = reply.refusal();
        if (!refusal) co_return reply;
        auto account = account_of(desk, asker, words, *refusal);
        co_return naming_account_elsewhere(desk, asker, std::move(reply), std::move(account));
    }
    co_return unknown_verb(words);
}

} // namespace holdfast
