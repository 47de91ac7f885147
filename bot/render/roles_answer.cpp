#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/ladder.hpp"

namespace holdfast::render {

using slack::Mrkdwn;

namespace {

Mrkdwn people_in_charge(const Case& state, const Surroundings& around) {
    Mrkdwn line = Mrkdwn::of("Account manager: {} · manager: {}", slack::mention(state.owner).cut(60),
                             slack::mention(state.manager).cut(60));
    const UserId acting = acting_manager(state, around);
    if (acting == state.manager) return line;
    return line + Mrkdwn::of(", who is not in Slack any more: {} acts instead", slack::mention(acting).cut(60));
}

} // namespace

slack::Message roles(const Case& state, const UserId& reader, const Showing& showing) {
    slack::Message message{.text = Mrkdwn::of("Roles in the rescue of {}", Mrkdwn{state.account_name}.cut(100))};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    for (const RescueRole role : all_rescue_roles) {
        const UserId holder = state.holder(role);
        slack::Section section;
        section.text = holder ? Mrkdwn::of("*{}*: {}", title_of(role), slack::mention(holder))
                              : Mrkdwn::of("*{}*: ⬜ open", title_of(role));
        slack::Button button{
            .text = "Take", .action = slack::action::role_take, .value = value_for(state, to_text(role))};
        if (holder && holder == reader) {
            button.text = "Leave";
            button.action = slack::action::role_drop;
        } else if (holder) {
            button.confirm = slack::Confirm{.title = "Take over this role?",
                                            .text = "Somebody else holds it. They will see that you have taken over.",
                                            .confirm = "Take over"};
        }
        if (state.is_open()) section.accessory = std::move(button);
        message.blocks.emplace_back(std::move(section));
    }
    Mrkdwn small = people_in_charge(state, showing.around);
    if (state.is_open())
        small += text_with_commands(with_account(". To name somebody else: `/rescue role lead @kim`", state.account));
    message.blocks.emplace_back(small_print(std::move(small)));
    return message;
}

} // namespace holdfast::render
