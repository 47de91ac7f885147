#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

namespace holdfast::verbs {

Answering help(Desk& desk, const Asker&, const Words& words) {
    if (words.words.empty()) co_return Reply::say(render::help_overview());
    const auto& topic = words.words.front().text;
    if (topic == "steps") co_return Reply::say(render::help_steps(desk.rules().catalog));
    if (topic == "signals") co_return Reply::say(render::help_signals(desk.rules().settings.thresholds));
    co_return Reply::say(render::help_on(topic));
}

} // namespace holdfast::verbs
