#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/rescue/command_words.hpp"

#include <algorithm>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;

constexpr std::size_t longest_note = 300;
constexpr std::size_t longest_row = 900;

/// A risk with the number by which its reader settles it.
struct Numbered {
    std::size_t number = 0;
    const OwnSideRisk* risk = nullptr;
};

/// What lasts before what is over, newest first.
std::vector<Numbered> in_reading_order(std::span<const OwnSideRisk> known) {
    std::vector<Numbered> rows;
    for (const bool open : {true, false}) {
        for (std::size_t i = known.size(); i > 0; --i) {
            if (known[i - 1].is_open() == open) rows.push_back({i, &known[i - 1]});
        }
    }
    return rows;
}

Mrkdwn and_note(std::string_view note) {
    return note.empty() ? Mrkdwn{} : Mrkdwn::of(": {}", Mrkdwn{note}.cut(longest_note));
}

Mrkdwn row_of(const Numbered& row, const Showing& showing) {
    const OwnSideRisk& risk = *row.risk;
    Mrkdwn line = Mrkdwn::of("*{}* · {} {} · noted by {}, {}", row.number, slack::mention(risk.about),
                             title_of(risk.reason), slack::mention(risk.noted_by), shown(risk.noted_at, showing));
    line += and_note(risk.note);
    if (!risk.settled_at) return line;
    line += Mrkdwn::of(" · ✅ settled by {}, {}", slack::mention(risk.settled_by), shown(*risk.settled_at, showing));
    return std::move(line) + and_note(risk.settled_note);
}

} // namespace

slack::Message own_side_risks(const Account& account, std::span<const OwnSideRisk> known, int page,
                              const Showing& showing) {
    const Mrkdwn name = Mrkdwn{account.name}.cut(100);
    const auto open = static_cast<std::size_t>(std::ranges::count_if(known, &OwnSideRisk::is_open));
    slack::Message message{.text = known.empty() ? Mrkdwn::of("Own-side risks for {}: none is noted.", name)
                                                 : Mrkdwn::of("Own-side risks for {}: {} open, {} settled", name, open,
                                                              known.size() - open)};
    const auto rows = in_reading_order(known);
    const Page shown_page = page_of(rows.size(), page);
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    for (std::size_t i = shown_page.begin; i < shown_page.end; ++i)
        lines.push_back(row_of(rows[i], showing).cut(longest_row));
    message.blocks = sections(lines);
    append_pager(message.blocks, shown_page, command_for("risk", account.id));
    message.blocks.emplace_back(small_print(text_with_commands(with_account(
        "For the manager and the executive sponsor alone; nobody sees what concerns themselves. To note one: "
        "`/rescue risk about:@kim reason:near-retirement note`. When it is over: `/rescue risk settle 1 note`",
        account.id))));
    return message;
}

} // namespace holdfast::render
