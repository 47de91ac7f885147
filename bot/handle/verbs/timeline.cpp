#include "bot/handle/file_wishes.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

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

/// The record is for those who work on the rescue or answer for it, whether they read it in Slack or as a file.
std::optional<Refusal> refusal_to_read(Desk& desk, const Asker& asker, const Subject& subject) {
    const auto standing = standing_of(actor_of(asker, subject), *subject.rescue, desk.around());
    if (may(Action::read_record, standing)) return std::nullopt;
    return Refusal{fmt::format("The record of {} is not for you", subject.rescue->account_name),
                   fmt::format("it is for {}", who_may(Action::read_record)),
                   std::string{instead_of(Action::read_record, standing)},
                   {}};
}

/// What is no page of the record and nothing that is done to it was meant for it.
std::optional<Reply> refusal_of_text(const Words& words, std::size_t next, std::size_t read) {
    const auto keeping = fmt::format("/rescue timeline add {}", words.free_text_from(next, {}));
    return refusal_of_unread(words, read, {}, "Nothing was added to the timeline", keeping);
}

Answering export_record(Desk& desk, const Asker& asker, Subject subject, std::string format, bool share) {
    if (format.empty() || format == "markdown") format = "md";
    if (format != "md" && format != "csv" && format != "json") {
        co_return Reply::refuse("The record is not exported",
                                fmt::format("\"{}\" is none of its formats md, csv and json", format),
                                "/rescue timeline export csv");
    }
    const auto& rescue = *subject.rescue;
    slack::FileWish wish;
    wish.kind = slack::FileKind::record;
    wish.account = rescue.account;
    wish.rescue = rescue.id;
    wish.version = rescue.version;
    wish.format = std::move(format);
    const auto whom = file_for(desk, asker, subject, share && rescue.is_open());
    co_await send_file(desk, asker, &rescue, std::move(wish), whom);
    const auto around = desk.around();
    Line line;
    line.say("The record of the rescue of ").stress(rescue.account_name).say(on_its_way(whom));
    co_return Reply::say(render::sentence(line, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace

Answering timeline(Desk& desk, const Asker& asker, const Words& words) {
    auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    if (!subject->rescue) {
        subject->rescue = desk.book().find_latest(desk.reader(), subject->account.id);
        subject->in_room = subject->rescue && is_in_room(desk, asker, *subject->rescue);
    }
    const auto rescue = subject->rescue;
    if (!rescue) {
        co_return Reply::refuse(fmt::format("There is no timeline for {}", subject->account.name),
                                "no rescue was ever opened",
                                fmt::format("/rescue open {} why", typed(subject->account.id)));
    }
    const auto next = subject->next_word;
    const OwnWord<own_words_of("timeline")> verb{words, next};
    if (verb == "add") {
        auto told = leading_past_moment(desk, asker.user, words.free_text_from(next + 1, {}));
        const request::NoteTimeline note{std::move(told.rest), told.moment, {}};
        const auto changed = co_await desk.change_case(rescue->id, {note}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    if (const auto refusal = refusal_to_read(desk, asker, *subject)) co_return Reply::refuse(*refusal);
    if (verb == "export") {
        if (auto refusal =
                refusal_of_unread(words, next + 2, {}, "The record is not exported", "/rescue timeline export csv"))
            co_return *std::move(refusal);
        const auto format = words.words.size() > next + 1 ? lower_case(words.words[next + 1].text) : std::string{};
        co_return co_await export_record(desk, asker, *subject, format, words.share);
    }
    if (words.share && !is_asked_in_room(desk, asker, rescue.get())) {
        co_return Reply::refuse("The record is not shared here", "it is for those who work on the rescue",
                                "`/rescue timeline share` in the room of the rescue");
    }
    const auto page = typed_number(verb.text());
    if (auto refusal = refusal_of_text(words, next, page ? next + 1 : next)) co_return *std::move(refusal);
    const auto around = desk.around();
    const auto rows = rows_of(desk, *rescue, around);
    co_return Reply::reading(render::timeline(rescue->account_name, rows, std::max(page.value_or(1), 1),
                                              render::command_for("timeline", subject->account.id),
                                              render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
