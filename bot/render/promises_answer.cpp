#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/promise_lines.hpp"
#include "playbooks/rescue/command_words.hpp"

#include <fmt/format.h>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;

slack::Section row(const Case& state, const Promise& promise) {
    Mrkdwn text = Mrkdwn::of("{}. {} · *{}* · {}", promise.number, state_in_words(promise),
                             Mrkdwn{promise.text}.cut(300), slack::mention(promise.by).cut(60));
    if (!promise.to.empty()) text += Mrkdwn::of(" to {}", Mrkdwn{promise.to}.cut(80));
    if (promise.due) text += Mrkdwn::of(" · due {}", shown(*promise.due));
    slack::Section section{.text = std::move(text)};
    if (promise.state == Promise::State::open) {
        section.accessory =
            command_button("Approve", command_for("promise", state.account, fmt::format("approve {}", promise.number)));
    }
    return section;
}

} // namespace

slack::Message promises(const Case& state, const Showing&) {
    constexpr std::size_t most = 15;
    slack::Message message{.text = Mrkdwn::of("Promises to {}: {}", Mrkdwn{state.account_name}.cut(100),
                                              state.promises.empty() ? std::string{"none on record"}
                                                                     : counted(state.promises.size(), "promise"))};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    const std::size_t first = state.promises.size() > most ? state.promises.size() - most : 0;
    for (std::size_t i = state.promises.size(); i > first; --i)
        message.blocks.emplace_back(row(state, state.promises[i - 1]));
    if (first > 0) message.blocks.emplace_back(small_print(Mrkdwn::of("and {} earlier", first)));
    std::string how = "Nobody promises without authority: the manager or the executive sponsor approves what somebody "
                      "else promised. ";
    if (state.is_open())
        how += "To record one: `/rescue promise \"10 % off the June order\" to:\"Dana Fox\" due:fri`. ";
    how += "To refuse one: `/rescue promise refuse 1 why`";
    message.blocks.emplace_back(small_print(text_with_commands(with_account(how, state.account))));
    return message;
}

} // namespace holdfast::render
