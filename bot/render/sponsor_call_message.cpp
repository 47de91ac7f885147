#include "bot/render/sponsor_call_message.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/wording/duration.hpp"

#include <algorithm>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

Mrkdwn account_name(const Case& state) {
    return Mrkdwn{state.account_name}.cut(100);
}

/// What became of the call; empty while `reader` has to make it.
Mrkdwn result_for(const Case& state, const UserId& reader, const Showing& showing) {
    const SponsorCall& call = state.call;
    if (call.reached_at) {
        return Mrkdwn::of("✅ *Called* {} by {}, {} after the signal.", shown(*call.reached_at, showing),
                          slack::mention(call.reached_by), duration_in_words(*call.reached_at - call.asked_at));
    }
    if (state.status != CaseStatus::active) {
        return Mrkdwn::of("*No call is needed any more.* {}", closing_line(state, showing));
    }
    const UserId caller = caller_of(state, showing.around);
    if (caller == reader) return {};
    return Mrkdwn::of("*Delegated:* {} makes this call. It is due {}.", slack::mention(caller),
                      shown(call.due(), showing));
}

/// What is at stake: money and the renewal, as far as they are on record.
Mrkdwn stake(const Case& state) {
    std::vector<Mrkdwn> parts;
    if (state.annual_value.cents > 0) {
        parts.push_back(Mrkdwn::of("{} a year", format_money(state.annual_value, state.currency)));
    }
    if (state.renewal_date) parts.push_back(Mrkdwn::of("renewal {}", shown(*state.renewal_date)));
    if (parts.empty()) return {};
    return Mrkdwn::of("*At stake:* {}", slack::joined(parts, " · "_mrkdwn));
}

std::vector<Mrkdwn> talking_points(const Catalog& catalog, const AccountId& account) {
    std::vector<Mrkdwn> lines{"*What to say*"_mrkdwn};
    int number = 0;
    for (const std::string& point : catalog.sponsor_call_points) {
        lines.push_back(Mrkdwn::of("{}. {}", ++number, playbook_text(with_account(point, account))));
    }
    return lines;
}

std::vector<Mrkdwn> small_facts(const Case& state, const Showing& showing) {
    std::vector<Mrkdwn> lines;
    const SponsorCall& call = state.call;
    if (const int day = ladder_day(state); day > 1) {
        lines.push_back(Mrkdwn::of("⏰ *Day {}*: the sponsor has not been reached yet.", day));
    }
    if (const auto begins = sponsor_can_be_called(state, showing.now, showing.around); begins > showing.now) {
        lines.push_back(Mrkdwn::of("The sponsor's day begins {}.", shown(begins, showing)));
    }
    if (!call.attempts.empty()) {
        lines.push_back(Mrkdwn::of("{}, the last {}.", counted(call.attempts.size(), "unanswered attempt"),
                                   shown(call.attempts.back(), showing)));
    }
    if (state.sponsor.name.empty()) {
        lines.push_back("Nobody knows yet whom to call. Find out first; the time keeps running."_mrkdwn);
    }
    return lines;
}

slack::Actions buttons(const Case& state) {
    slack::Actions row;
    const auto add = [&](std::string text, slack::ActionId action, slack::Style style = slack::Style::plain) {
        row.elements.emplace_back(
            slack::Button{.text = std::move(text), .action = action, .value = state.id.value, .style = style});
    };
    add("I called", slack::action::call_reached, slack::Style::primary);
    add("No answer", slack::action::call_no_answer);
    add("Delegate", slack::action::call_delegate);
    if (state.sponsor.name.empty()) add("Sponsor unknown", slack::action::call_sponsor_unknown);
    return row;
}

} // namespace

std::vector<UserId> sponsor_call_readers(const Case& state, const Surroundings& around) {
    std::vector<UserId> readers;
    const auto add = [&](const UserId& user) {
        const bool is_there = std::ranges::find(readers, user) != readers.end();
        if (user && !is_there && !around.is_gone(user)) readers.push_back(user);
    };
    add(state.manager);
    add(state.call.delegate);
    add(caller_of(state, around));
    return readers;
}

slack::Message sponsor_call_message(const Case& state, const UserId& reader, const Showing& showing) {
    slack::Message message;
    const Mrkdwn result = result_for(state, reader, showing);
    message.blocks.emplace_back(slack::Header{.text = "Sponsor call: " + state.account_name});
    const Mrkdwn why = Mrkdwn::of("*Why:* {}", why_in_one_line(state, 300));
    const Mrkdwn whom = Mrkdwn::of("*Sponsor:* {}", sponsor_contact_line(state));
    if (!result.empty()) {
        message.text = Mrkdwn::of("{}: {}", account_name(state), result);
        message.blocks.emplace_back(slack::Section{.text = result});
        message.blocks.emplace_back(slack::Context{.lines = {why, whom}});
        return message;
    }
    message.text = Mrkdwn::of("{}: please call the customer's sponsor, {}. The call is due {}.", account_name(state),
                              sponsor_name(state), shown(state.call.due(), showing));
    std::vector<Mrkdwn> head{why, whom, Mrkdwn::of("*Call:* {}", sponsor_call_line(state, showing))};
    if (auto worth = stake(state); !worth.empty()) head.insert(head.begin(), std::move(worth));
    append(message.blocks, sections(std::move(head)));
    append(message.blocks, sections(talking_points(*showing.around.catalog, state.account)));
    if (auto facts = small_facts(state, showing); !facts.empty()) {
        message.blocks.emplace_back(slack::Context{.lines = std::move(facts)});
    }
    message.blocks.emplace_back(buttons(state));
    return message;
}

} // namespace holdfast::render
