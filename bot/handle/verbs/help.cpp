#include "bot/decode/nearest.hpp"
#include "bot/handle/commands.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

Answering help(Desk& desk, const Asker&, const Words& words) {
    if (words.words.empty()) co_return Reply::reading(render::help_overview());
    const auto topic = lower_case(words.words.front().text);
    if (topic == "steps") co_return Reply::reading(render::help_steps(desk.rules().catalog));
    if (topic == "tiers") co_return Reply::reading(render::help_tiers(desk.rules().catalog));
    if (topic == "signals") co_return Reply::reading(render::help_signals(desk.rules().settings.thresholds));
    if (auto page = render::help_on(topic)) co_return Reply::reading(*std::move(page));
    const auto verbs = command_verbs();
    const auto near = nearest(topic, verbs, 1);
    co_return Reply::refuse(fmt::format("There is no help on \"{}\"", topic),
                            near.empty() ? std::string{"it is no command and no topic"}
                                         : fmt::format("nearest: {}", verbs[near.front()]),
                            near.empty() ? std::string{"`/rescue help` lists all commands."}
                                         : fmt::format("/rescue help {}", verbs[near.front()]));
}

} // namespace holdfast::verbs
