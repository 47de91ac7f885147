#include "bot/render/promise_lines.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "playbooks/rescue/promises.hpp"

#include <algorithm>
#include <span>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

/// `“discount”, “free”`
Mrkdwn listed(const std::vector<std::string>& words) {
    constexpr std::size_t most = 5;
    std::vector<Mrkdwn> quoted;
    for (const std::string& word : words) {
        if (quoted.size() == most) break;
        quoted.push_back(Mrkdwn::of("“{}”", Mrkdwn{word}.cut(40)));
    }
    return slack::joined(quoted, ", "_mrkdwn);
}

slack::Actions answers(const Case& state, const Summary& summary) {
    const auto value = value_for(state, std::to_string(summary.touch));
    return {.elements = {
                slack::Button{.text = "Record the promise", .action = slack::action::summary_promise, .value = value},
                slack::Button{.text = "No promise", .action = slack::action::summary_no_promise, .value = value}}};
}

Mrkdwn flagged(const Promise& promise) {
    const Mrkdwn text = Mrkdwn{promise.text}.cut(200);
    switch (promise.state) {
    case Promise::State::open:
        return Mrkdwn::of("⚠️ *Promise {} is not approved yet:* {}. Wait for the approval before you send this.",
                          promise.number, text);
    case Promise::State::approved:
        return Mrkdwn::of("✅ Promise {}: {} ({})", promise.number, text, state_in_words(promise));
    case Promise::State::refused:
        return Mrkdwn::of("⛔ *Promise {} was refused:* {} ({}). Take it out before you send this.", promise.number,
                          text, Mrkdwn{promise.refusal}.cut(200));
    }
    return {};
}

} // namespace

Mrkdwn state_in_words(const Promise& promise) {
    const Mrkdwn by = slack::mention(promise.decided_by).cut(60);
    switch (promise.state) {
    case Promise::State::open: return "⏳ not approved yet"_mrkdwn;
    case Promise::State::approved: return Mrkdwn::of("✅ approved by {}", by);
    case Promise::State::refused: return Mrkdwn::of("⛔ refused by {}: {}", by, Mrkdwn{promise.refusal}.cut(200));
    }
    return {};
}

void append_promises(std::vector<slack::Block>& blocks, const Case& state, const Summary& summary,
                     const Surroundings& around) {
    if (summary.state != SummaryState::draft) return;
    if (const auto words = unexplained_promises(state, summary, *around.catalog); !words.empty()) {
        append(blocks, sections(std::vector{Mrkdwn::of("🤝 *A promise?* The text says {}. Nobody promises without "
                                                       "authority: record it, or say that it is none.",
                                                       listed(words))}));
        blocks.emplace_back(answers(state, summary));
    }
    constexpr std::size_t most = 5;
    const auto recorded = promises_in(state, summary.touch);
    std::vector<Mrkdwn> lines;
    for (const Promise& promise : std::span{recorded}.last(std::min(recorded.size(), most)))
        lines.push_back(flagged(promise));
    if (recorded.size() > most)
        lines.push_back(Mrkdwn::of("and {} earlier: `/rescue promise`", recorded.size() - most));
    if (!lines.empty()) append(blocks, sections(lines));
}

} // namespace holdfast::render
