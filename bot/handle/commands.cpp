#include "bot/handle/commands.hpp"

#include "bot/decode/verbs.hpp"
#include "bot/decode/words.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast {

namespace {

using Verb = verbs::Answering (*)(Desk&, const Asker&, const Words&);

struct Entry {
    std::string_view verb;
    Verb answer;
};

constexpr std::array<Entry, 21> table{{
    {"help", verbs::help},         {"health", verbs::health},     {"list", verbs::list},
    {"status", verbs::status},     {"todo", verbs::todo},         {"open", verbs::open},
    {"flag", verbs::flag},         {"call", verbs::call},         {"touch", verbs::touch},
    {"summary", verbs::summary},   {"step", verbs::step},         {"plan", verbs::plan},
    {"role", verbs::role},         {"sponsor", verbs::sponsor},   {"service", verbs::service},
    {"checkin", verbs::checkin},   {"people", verbs::people},     {"timeline", verbs::timeline},
    {"close", verbs::close},       {"account", verbs::account},   {"snooze", verbs::snooze},
}};

Reply unknown_verb(const Words& words) {
    std::string near;
    for (auto const verb : nearest_verbs(words.verb)) near += (near.empty() ? "" : ", ") + std::string{verb};
    auto const first = near.substr(0, near.find(','));
    return Reply::refuse(fmt::format("There is no command \"{}\"", words.verb),
                         near.empty() ? "nothing is near it" : fmt::format("nearest: {}", near),
                         near.empty() ? "/rescue help lists all commands" : fmt::format("/rescue {}", first));
}

} // namespace

boost::asio::awaitable<Reply> answer_command(Desk& desk, const Asker& asker, const std::string& text) {
    auto const words = parse_words(text);
    if (words.verb.empty()) {
        if (words.words.empty() && words.pairs.empty()) {
            auto const rescue = case_of_channel(desk, asker.channel);
            co_return Reply::say(render::menu(rescue.get()));
        }
        co_return Reply::refuse("The command is missing", "the first word says what to do", "/rescue help");
    }
    for (auto const& entry : table) {
        if (entry.verb != words.verb) continue;
        auto reply = co_await entry.answer(desk, asker, words);
        reply.share = words.share && !reply.refused();
        co_return reply;
    }
    co_return unknown_verb(words);
}

} // namespace holdfast
