#include "bot/render/answers.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"

#include <algorithm>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

slack::Message doctor(std::span<const Finding> findings) {
    const auto problems = static_cast<std::size_t>(std::ranges::count(findings, false, &Finding::good));
    slack::Message message;
    message.text = problems == 0 ? "Doctor: ✅ everything works."_mrkdwn
                                 : Mrkdwn::of("Doctor: ⛔ {} found.", counted(problems, "problem"));
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    for (const bool good : {false, true}) {
        for (const Finding& finding : findings) {
            if (finding.good != good) continue;
            Mrkdwn line =
                Mrkdwn::of("{} {}", good ? "✅ fine:"_mrkdwn : "⛔ problem:"_mrkdwn, Mrkdwn{finding.what}.cut(300));
            if (!good && !finding.fix.empty())
                line += Mrkdwn::of(" *Fix:* {}", text_with_commands(finding.fix).cut(300));
            lines.push_back(std::move(line));
        }
    }
    message.blocks = sections(lines);
    return message;
}

} // namespace holdfast::render
