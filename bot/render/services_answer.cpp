#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/rescue/command_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

std::string_view in_words(const Service& service, bool is_past) {
    switch (service.state) {
    case ServiceState::running: return is_past ? "⏰ past its end" : "▶️ running";
    case ServiceState::stopped: return "⏹️ stopped";
    case ServiceState::permanent: return "♾️ permanent";
    }
    return {};
}

/// Until when it runs, or was to run; nothing of what has no end any more.
Mrkdwn end_of(const Service& service, bool is_past) {
    switch (service.state) {
    case ServiceState::running: return Mrkdwn::of(" · {} {}", is_past ? "was to end on" : "until", shown(service.end));
    case ServiceState::stopped: return Mrkdwn::of(" · was agreed until {}", shown(service.end));
    case ServiceState::permanent: return {};
    }
    return {};
}

Mrkdwn service_line(const Case& state, const Service& service, const Showing& showing) {
    const bool is_past = is_past_its_end(state, service, showing);
    Mrkdwn line = Mrkdwn::of("{}. {} · *{}*{} · measured by {}", service.number, in_words(service, is_past),
                             Mrkdwn{service.what}.cut(150), end_of(service, is_past), Mrkdwn{service.measure}.cut(100));
    if (service.cost.cents != 0) line += Mrkdwn::of(" · cost {}", format_money(service.cost, {}));
    if (service.extensions > 0) {
        line += Mrkdwn::of(" · extended {}", counted(static_cast<std::size_t>(service.extensions), "time"));
    }
    return line;
}

slack::Button stop_button(const Case& state, const Service& service) {
    auto button = command_button("Stop " + service.what,
                                 command_for("service", state.account, fmt::format("stop {}", service.number)));
    button.confirm = slack::Confirm{.title = "Stop the extra service?",
                                    .text = "It ends today. The customer should hear it from you first.",
                                    .confirm = "Stop it"};
    return button;
}

} // namespace

slack::Message services(const Case& state, const Showing& showing) {
    constexpr std::size_t most = 10;
    slack::Message message{.text = Mrkdwn::of("Extra service for {}", Mrkdwn{state.account_name}.cut(100))};
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    if (!state.service_declined.empty()) {
        lines.push_back(Mrkdwn::of("Not needed: {}", Mrkdwn{state.service_declined}.cut(300)));
    } else if (state.services.empty()) {
        lines.push_back("None. Only where it steadies the customer, and never without an end date."_mrkdwn);
    }
    const std::size_t first = state.services.size() > most ? state.services.size() - most : 0;
    for (std::size_t i = state.services.size(); i > first; --i)
        lines.push_back(service_line(state, state.services[i - 1], showing));
    if (first > 0) lines.push_back(Mrkdwn::of("and {} earlier", first));
    message.blocks = sections(lines);
    const auto running = state.running_services();
    if (!running.empty()) {
        constexpr std::size_t most_buttons = 5;
        slack::Actions row;
        for (const Service* service : std::span{running}.first(std::min(running.size(), most_buttons)))
            row.elements.emplace_back(stop_button(state, *service));
        message.blocks.emplace_back(std::move(row));
    }
    std::string ways;
    if (state.is_open()) ways = "To grant one: `/rescue service premium-response end:+14d measure:ontime cost:900`. ";
    if (state.is_open() || !running.empty())
        ways += "To extend one once, by its number or name: `/rescue service extend 1 +7d reason`";
    if (!ways.empty()) message.blocks.emplace_back(small_print(text_with_commands(with_account(ways, state.account))));
    return message;
}

} // namespace holdfast::render
