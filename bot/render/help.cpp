#include "bot/render/answers.hpp"
#include "bot/render/help_pages.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/permissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

std::vector<Mrkdwn> lines_of(std::string_view text) {
    std::vector<Mrkdwn> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(slack::code(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

slack::Actions ways_on() {
    return {.elements = {command_button("The method", "help steps"), command_button("Warning signs", "help signals"),
                         command_button("All commands", "help")}};
}

std::string percent(double value) {
    return number_text(value) + " %";
}

} // namespace

slack::Message help_overview() {
    slack::Message message{.text = "Holdfast helps you to save customer accounts. `/rescue help verb` explains one "
                                   "command."_mrkdwn};
    std::vector<Mrkdwn> lines{"*Holdfast: what you can type*"_mrkdwn};
    for (const HelpPage& page : help_pages()) {
        if (page.is_verb)
            lines.push_back(Mrkdwn::of("{}: {}", slack::code(fmt::format("/rescue {}", page.topic)), page.gist));
    }
    message.blocks = sections(lines);
    message.blocks.emplace_back(small_print(
        "In a rescue room the account is implied; there, name another one in quotes or as `account:globex`. "
        "Elsewhere name it: id, name, or how it begins. Put `share` at the end to show the answer to "
        "everybody."_mrkdwn));
    message.blocks.emplace_back(slack::Actions{
        .elements = {command_button("The method", "help steps"), command_button("Warning signs", "help signals")}});
    return message;
}

std::optional<slack::Message> help_on(std::string_view topic) {
    const auto pages = help_pages();
    const auto page = std::ranges::find(pages, topic, &HelpPage::topic);
    if (page == pages.end()) return std::nullopt;
    slack::Message message;
    message.text = page->is_verb
                       ? Mrkdwn::of("Help: {}, {}", slack::code(fmt::format("/rescue {}", page->topic)), page->gist)
                       : Mrkdwn::of("Help: {}", page->topic);
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    for (Mrkdwn& usage : lines_of(page->usage)) lines.push_back(std::move(usage));
    if (!page->example.empty()) lines.push_back(Mrkdwn::of("*Example:* {}", slack::code(page->example)));
    lines.push_back(playbook_text(page->effect));
    message.blocks = sections(lines);
    message.blocks.emplace_back(ways_on());
    return message;
}

slack::Message help_steps(const Catalog& catalog) {
    slack::Message message{.text = "The nine steps of a rescue, on one page."_mrkdwn};
    std::vector<Mrkdwn> lines;
    std::string_view rest = catalog.method_on_one_page;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const Mrkdwn line = playbook_text(rest.substr(0, end));
        lines.push_back(lines.empty() ? slack::bold(line) : line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    message.blocks = sections(lines);
    return message;
}

slack::Message help_tiers(const Catalog& catalog) {
    slack::Message message{.text = "What may be given to keep a customer, cheapest first."_mrkdwn};
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    constexpr std::array approvals{Action::approve_tier_2, Action::approve_tier_2, Action::approve_tier_3,
                                   Action::approve_tier_4};
    for (std::size_t i = 0; i < catalog.concessions.size(); ++i) {
        const ConcessionTier& tier = catalog.concessions.at(i);
        lines.push_back(Mrkdwn::of("*Tier {}: {}.* {} Approved by {}.", i + 1, Mrkdwn{tier.name}.cut(100),
                                   playbook_text(tier.rule), who_may(approvals.at(i))));
        for (const std::string& item : tier.items) lines.push_back(Mrkdwn::of("• {}", Mrkdwn{item}.cut(150)));
    }
    message.blocks = sections(lines);
    message.blocks.emplace_back(
        small_print("Nobody approves their own request. What was promised is kept with `/rescue promise`."_mrkdwn));
    return message;
}

slack::Message help_signals(const Thresholds& thresholds) {
    slack::Message message{.text = "Warning signs, and when they open a rescue."_mrkdwn};
    const auto kind = [](SignalKind signal) { return slack::code(to_text(signal)); };
    std::vector<Mrkdwn> lines{
        "*One of these opens a rescue by itself*"_mrkdwn,
        Mrkdwn::of("{} Orders more than {} below the usual in both of the last two complete months.",
                   kind(SignalKind::order_volume), percent(thresholds.order_volume.drop_percent)),
        Mrkdwn::of("{} Orders come at least {} less often than usual.", kind(SignalKind::order_frequency),
                   percent(thresholds.order_frequency.drop_percent)),
        Mrkdwn::of("{} Longer payment terms without a request on file, or {} invoices in a row paid late.",
                   kind(SignalKind::payment_terms), thresholds.payment_terms.late_invoices),
        Mrkdwn::of("{} Fewer than {} days to the renewal, and nobody has talked about it.",
                   kind(SignalKind::renewal_silent), thresholds.renewal.days),
        Mrkdwn::of("{} Support tickets up by {} or more within {} days, and at least {} of them.",
                   kind(SignalKind::tickets_up), percent(thresholds.tickets.rise_percent),
                   thresholds.tickets.window_days, thresholds.tickets.floor),
        Mrkdwn::of("*{} different ones of these within {} days open a rescue; one alone puts the account on the watch "
                   "list*",
                   thresholds.qualitative.kinds, thresholds.qualitative.window_days)};
    for (const SignalKind signal : enumerators<SignalKind>(signal_kind_names)) {
        if (is_qualitative(signal))
            lines.push_back(Mrkdwn::of("{} {}", kind(signal), in_brief(Signal{.kind = signal})));
    }
    message.blocks = sections(lines);
    message.blocks.emplace_back(
        small_print("To record one: `/rescue flag acme champion-slow no answer for two weeks`"_mrkdwn));
    return message;
}

} // namespace holdfast::render
