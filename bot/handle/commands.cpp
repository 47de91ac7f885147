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
        reply.share = words.share && reply.is_reading;
        co_return reply;
    }
    co_return unknown_verb(words);
}

} // namespace holdfast
