#include "bot/render/answers.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/slack/text.hpp"
#include "playbooks/rescue/figures.hpp"

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

namespace {

std::string_view without_full_stop(std::string_view text) {
    while (text.ends_with('.') || text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// Mostly it is a command alone.
Mrkdwn shown_advice(std::string_view instead) {
    const bool is_command = instead.starts_with("/rescue") && !instead.contains('`');
    return is_command ? slack::code(instead) : text_with_commands(instead);
}

} // namespace

slack::Message refusal_message(const Refusal& refusal) {
    Mrkdwn text = Mrkdwn::of("⛔ {}", without_full_stop(refusal.what));
    if (!refusal.whose.empty())
        text += Mrkdwn::of(": {} {}.", refusal.why, slack::mention(refusal.whose));
    else
        text += refusal.why.empty() ? "."_mrkdwn : Mrkdwn::of(": {}", as_sentence(refusal.why));
    if (!refusal.instead.empty()) text += Mrkdwn::of(" Try: {}", shown_advice(refusal.instead));
    return {.text = std::move(text)};
}

slack::Message confirmation(std::span<const Line> lines, std::span<const std::string> advice, const Showing& showing) {
    std::vector<Mrkdwn> said;
    for (const Line& line : lines) {
        if (!line.empty()) said.push_back(Mrkdwn::of("✅ {}", shown(line, showing)));
    }
    if (said.empty()) said.push_back("Nothing changed: it was like that already."_mrkdwn);
    slack::Message message{.text = slack::joined(said, "\n"_mrkdwn)};
    if (advice.empty()) return message;
    message.blocks = sections(said);
    slack::Context hints;
    for (const std::string& hint : advice) hints.lines.push_back(Mrkdwn::of("💡 Advice: {}", text_with_commands(hint)));
    message.blocks.emplace_back(std::move(hints));
    return message;
}

slack::Message sentence(const Line& line, const Showing& showing) {
    return {.text = shown(line, showing)};
}

} // namespace holdfast::render
