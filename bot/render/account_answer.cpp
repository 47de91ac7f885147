#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

Mrkdwn known(std::string_view text) {
    return text.empty() ? "❔ not known"_mrkdwn : Mrkdwn{text}.cut(100);
}

Mrkdwn colleague(const UserId& user) {
    return user.empty() ? "❔ nobody"_mrkdwn : slack::mention(user).cut(80);
}

} // namespace

slack::Message account_record(const Account& account, std::span<const Person> people) {
    const auto sponsor = std::ranges::find_if(people, &Person::sponsor);
    slack::Message message{
        .text = Mrkdwn::of("Account {} ({})", Mrkdwn{account.name}.cut(100), Mrkdwn{account.id.value}.cut(60))};
    message.blocks.emplace_back(slack::Header{.text = account.name});
    message.blocks.emplace_back(slack::Section{
        .fields = {
            Mrkdwn::of("*Id*\n{}", known(account.id.value)), Mrkdwn::of("*Segment*\n{}", known(account.segment)),
            Mrkdwn::of("*Account manager*\n{}", colleague(account.owner)),
            Mrkdwn::of("*Manager*\n{}", colleague(account.manager)),
            Mrkdwn::of("*Executive sponsor*\n{}", colleague(account.executive_sponsor)),
            Mrkdwn::of("*Customer's sponsor*\n{}", known(sponsor == people.end() ? std::string{} : sponsor->name)),
            Mrkdwn::of("*Annual revenue*\n{}",
                       known(account.annual_revenue ? format_money(*account.annual_revenue, account.currency) : "")),
            Mrkdwn::of("*Renewal*\n{}", account.renewal_date ? shown(*account.renewal_date) : known({})),
            Mrkdwn::of("*Time zone*\n{}", known(account.time_zone)),
            Mrkdwn::of("*People on record*\n{}", people.size())}});
    message.blocks.emplace_back(
        slack::Actions{.elements = {command_button("Health", command_for("health", account.id)),
                                    command_button("People", command_for("people", account.id))}});
    message.blocks.emplace_back(
        small_print(Mrkdwn::of("To change it: {}", slack::code(fmt::format("/rescue account set {} owner:@kim "
                                                                           "renewal_date:2026-09-30",
                                                                           typed(account.id))))));
    return message;
}

} // namespace holdfast::render
