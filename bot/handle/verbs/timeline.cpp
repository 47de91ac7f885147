#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace holdfast::verbs {

namespace {

std::vector<render::TimelineRow> rows_of(Desk& desk, const Case& rescue, const Surroundings& around) {
    std::vector<render::TimelineRow> rows;
    Case at_the_time;
    at_the_time.id = rescue.id;
    for (const auto& event : events_of(desk.reader(), rescue.id)) {
        evolve(at_the_time, event);
        auto line = line_about(at_the_time, event, around);
        if (!line.empty()) rows.push_back({event.at, std::move(line)});
    }
    std::ranges::reverse(rows);
    return rows;
}

} // namespace

Answering timeline(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto rescue = subject->rescue ? subject->rescue : desk.book().find_latest(desk.reader(), subject->account.id);
    if (!rescue) {
        co_return Reply::refuse(fmt::format("There is no timeline for {}", subject->account.name),
                                "no rescue was ever opened",
                                fmt::format("/rescue open {} reason…", subject->account.id.value));
    }
    const auto next = subject->next_word;
    const auto verb = words.words.size() > next ? words.words[next].text : std::string{};
    if (verb == "add") {
        const request::NoteTimeline note{words.free_text_from(next + 1, {}), std::nullopt, {}};
        const auto changed = co_await desk.change_case(rescue->id, {note}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    if (verb == "export") {
        co_return Reply::refuse("The record is not posted here", "a channel is no place for a whole record",
                                fmt::format("holdfast export {} --format md on the server", subject->account.id.value));
    }
    int page = 1;
    std::from_chars(verb.data(), verb.data() + verb.size(), page);
    const auto around = desk.around();
    const auto rows = rows_of(desk, *rescue, around);
    co_return Reply::say(render::timeline(rescue->account_name, rows, page < 1 ? 1 : page,
                                          fmt::format("timeline {}", subject->account.id.value), {around, desk.now()}));
}

} // namespace holdfast::verbs
