#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

slack::Message sponsor(const Case& state, const Showing& showing) {
    slack::Message message{
        .text = Mrkdwn::of("Sponsor of {}: {}", Mrkdwn{state.account_name}.cut(100), sponsor_contact_line(state))};
    std::vector<Mrkdwn> lines{Mrkdwn::of("*Sponsor of {}*", Mrkdwn{state.account_name}.cut(100)),
                              sponsor_contact_line(state)};
    lines.push_back(state.sponsor.zone.empty() ? "Time zone not known; the account's is used."_mrkdwn
                                               : Mrkdwn::of("Time zone: {}", Mrkdwn{state.sponsor.zone}.cut(60)));
    lines.push_back(Mrkdwn::of("Call: {}", sponsor_call_line(state, showing)));
    lines.push_back(state.contact_shared ? "✅ has the recovery owner's direct contact"_mrkdwn
                                         : "⬜ does not have the recovery owner's direct contact yet"_mrkdwn);
    message.blocks = sections(lines);
    if (!state.is_open()) return message;
    slack::Actions row;
    if (state.sponsor.name.empty()) {
        row.elements.emplace_back(slack::Button{.text = "Name the sponsor",
                                                .action = slack::action::call_sponsor_unknown,
                                                .value = state.id.value,
                                                .style = slack::Style::primary});
    }
    if (!state.contact_shared) {
        row.elements.emplace_back(
            command_button("Contact text to send", command_for("sponsor", state.account, "contact")));
    }
    if (!row.elements.empty()) message.blocks.emplace_back(std::move(row));
    return message;
}

slack::Message sponsor_contact(const Case& state, const std::string& text) {
    slack::Message message{.text = Mrkdwn::of("Contact text for {}, sponsor of {}. Send it from your own mailbox.",
                                              sponsor_name(state), Mrkdwn{state.account_name}.cut(100))};
    message.blocks.emplace_back(slack::Section{.text = message.text});
    append(message.blocks, copyable(text));
    if (state.contact_shared) {
        message.blocks.emplace_back(small_print("✅ It was shared with the sponsor before."_mrkdwn));
    } else if (state.is_open()) {
        message.blocks.emplace_back(
            slack::Actions{.elements = {slack::Button{.text = "I have sent it",
                                                      .action = slack::action::sponsor_contact_shared,
                                                      .value = state.id.value,
                                                      .style = slack::Style::primary}}});
    }
    return message;
}

} // namespace holdfast::render
