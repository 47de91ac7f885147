#include "bot/handle/commands.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/decode/words.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast {

namespace {

using Verb = verbs::Answering (*)(Desk&, const Asker&, const Words&);

struct Entry {
    std::string_view verb;
    Verb answer;
    bool changes; ///< can change something, depending on its words
};

constexpr std::array<Entry, 24> table{{
    {"help", verbs::help, false},      {"health", verbs::health, false},    {"list", verbs::list, false},
    {"status", verbs::status, false},  {"todo", verbs::todo, false},        {"doctor", verbs::doctor, false},
    {"open", verbs::open, true},       {"flag", verbs::flag, true},         {"call", verbs::call, true},
    {"touch", verbs::touch, true},     {"summary", verbs::summary, true},   {"step", verbs::step, true},
    {"plan", verbs::plan, true},       {"role", verbs::role, true},         {"sponsor", verbs::sponsor, true},
    {"promise", verbs::promise, true}, {"service", verbs::service, true},   {"checkin", verbs::checkin, true},
    {"people", verbs::people, true},   {"timeline", verbs::timeline, true}, {"close", verbs::close, true},
    {"account", verbs::account, true}, {"risk", verbs::risk, true},         {"snooze", verbs::snooze, true},
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
    return Reply::refuse(fmt::format("There is no command \"{}\"", words.verb), fmt::format("nearest: {}", near),
                         fmt::format("/rescue {}", near.substr(0, near.find(','))));
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
        auto reply = co_await entry.answer(desk, asker, words);
        // Only what reads can be shown to everybody (rule 2): a note may end in the word "share", and a draft is
        // private.
        reply.share = words.share && !entry.changes && !reply.refused();
        co_return reply;
    }
    co_return unknown_verb(words);
}

} // namespace holdfast
