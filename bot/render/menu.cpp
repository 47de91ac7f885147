#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

slack::Message menu(const Case* rescue_of_this_room) {
    slack::Message message;
    if (rescue_of_this_room != nullptr) {
        const Case& rescue = *rescue_of_this_room;
        const auto run = [&](std::string text, std::string_view verb) {
            return command_button(std::move(text), command_for(verb, rescue.account));
        };
        message.text = Mrkdwn::of("What would you like to do for *{}*?", Mrkdwn{rescue.account_name}.cut(100));
        message.blocks.emplace_back(slack::Section{.text = message.text});
        message.blocks.emplace_back(
            slack::Actions{.elements = {run("Status", "status"), run("Log a touch", "touch"), run("Plan", "plan"),
                                        run("Roles", "role"), run("Weekly check-in", "checkin"),
                                        run("People", "people"), run("Health", "health")}});
    } else {
        message.text = "What would you like to do?"_mrkdwn;
        message.blocks.emplace_back(slack::Section{.text = message.text});
    }
    message.blocks.emplace_back(slack::Actions{
        .elements = {command_button("My to-dos", "todo"), command_button("My rescues", "list mine"),
                     command_button("Watch list", "list watch"), command_button("Flag an account", "flag"),
                     command_button("Open a rescue", "open"), command_button("Help", "help")}});
    message.blocks.emplace_back(
        small_print("Everything here can be typed as well: `/rescue help` lists all commands."_mrkdwn));
    return message;
}

namespace {

/// The name, with the id behind it where another choice is called the same.
std::string label_of(const AccountChoice& choice, std::span<const AccountChoice> choices) {
    const auto has_its_name = [&](const AccountChoice& other) { return other.name == choice.name; };
    if (std::ranges::count_if(choices, has_its_name) < 2) return choice.name;
    const auto id = slack::cut_at_word(choice.account.value, slack::limits::button_text / 2);
    const auto longest = slack::limits::button_text - slack::slack_length(id) - std::string_view{" ()"}.size();
    return fmt::format("{} ({})", slack::cut_at_word(choice.name, longest), id);
}

} // namespace

slack::Message pick_account(const std::string& question, std::span<const AccountChoice> choices, std::size_t matching,
                            std::string_view others) {
    constexpr std::size_t most = 20;
    slack::Message message{.text = Mrkdwn{question}.cut(300)};
    message.blocks.emplace_back(slack::Section{.text = message.text});
    slack::Actions row;
    for (const AccountChoice& choice : choices.first(std::min(choices.size(), most))) {
        row.elements.emplace_back(slack::Button{
            .text = label_of(choice, choices), .action = slack::action::account_pick, .value = choice.command});
    }
    const auto shown = row.elements.size();
    if (!row.elements.empty()) message.blocks.emplace_back(std::move(row));
    const auto all = std::max(matching, choices.size());
    if (shown < all) message.blocks.emplace_back(small_print(Mrkdwn::of("The first {} of {}. {}", shown, all, others)));
    return message;
}

} // namespace holdfast::render
