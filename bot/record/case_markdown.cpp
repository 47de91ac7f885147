#include "bot/record/case_markdown.hpp"

#include "bot/record/markdown_text.hpp"
#include "playbooks/calendar/day_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

/// What people typed, as a quotation that keeps its lines.
std::string quotation_of(std::string_view text) {
    std::string quotation;
    while (!text.empty()) {
        const auto end = text.find('\n');
        quotation += "> " + markdown_line(text.substr(0, end)) + "\n";
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return quotation;
}

std::string minutes_text(Instant at) {
    return date::format("%F %R UTC", date::floor<std::chrono::minutes>(at));
}

class Markdown {
public:
    explicit Markdown(const NameOf& name_of) : name_of_{name_of} {}

    template <class... Values>
    void add(fmt::format_string<Values...> pattern, Values&&... values) {
        fmt::format_to(std::back_inserter(text_), pattern, std::forward<Values>(values)...);
    }

    [[nodiscard]] std::string person(const UserId& user) const {
        if (user.empty()) return "nobody";
        const auto name = name_of_(user);
        return markdown_line(name.empty() ? user.value : name);
    }

    void head(const CaseRecord& record, const Case& now) {
        add("# Rescue of {}\n\n", markdown_line(now.account_name));
        add("- Case: {}\n- Status: {}\n", markdown_line(record.id.value), to_text(now.status));
        if (!record.title.empty()) add("- Room: \\#{}\n", markdown_line(record.title));
        add("- Opened: {}\n", minutes_text(record.opened_at));
        if (record.closed_at) add("- Closed: {}\n", minutes_text(*record.closed_at));
        add("- Account manager: {}\n- Manager: {}\n- Executive sponsor: {}\n", person(now.owner), person(now.manager),
            person(now.executive_sponsor));
    }

    void signals(const Case& now) {
        add("\n## Signals\n\n");
        for (const auto& entry : now.signals) {
            add("- {}: {}", minutes_text(entry.signal.at), markdown_line(in_words(entry.signal)));
            if (entry.dismissed) add(" (dismissed: {})", markdown_line(entry.dismissed_reason));
            add("\n");
        }
    }

    void facts(const Case& now) {
        if (!now.facts) return;
        add("\n## Facts\n");
        add("\nWhat happened, and when:\n\n{}", quotation_of(now.facts->what_happened));
        add("\nResults of the customer that were hit:\n\n{}", quotation_of(now.facts->outcomes_hit));
        add("\nPromises of ours that were broken:\n\n{}", quotation_of(now.facts->promises_broken));
    }

    void touches(const Case& now) {
        if (now.touches.empty()) return;
        add("\n## Touches\n");
        for (const auto& touch : now.touches) {
            add("\n### {}. {}, {}{}\n\n", touch.number, minutes_text(touch.at), to_text(touch.kind),
                touch.reached ? "" : ", not reached");
            if (!touch.with.empty()) add("With {}. ", markdown_line(touch.with));
            add("Logged by {}.\n", person(touch.by));
            if (!touch.text.empty()) add("\n{}", quotation_of(touch.text));
            if (!touch.next.empty()) add("\nNext: {}\n", markdown_line(touch.next));
            const auto* summary = now.summary_of(touch.number);
            if (summary != nullptr && summary->state == SummaryState::sent)
                add("\nSummary sent:\n\n{}", quotation_of(summary->text));
        }
    }

    void plan(const Case& now) {
        if (now.plan.empty()) return;
        add("\n## Plan\n\n");
        for (const auto& row : now.plan) {
            add("- [{}] {} ({}, {})", row.state == PlanRowState::done ? 'x' : ' ', markdown_line(row.text),
                person(row.owner), format_day(row.due));
            if (row.state == PlanRowState::dropped) add(", dropped: {}", markdown_line(row.drop_reason));
            if (!row.done_note.empty()) add(": {}", markdown_line(row.done_note));
            add("\n");
        }
    }

    void promises(const Case& now) {
        if (now.promises.empty()) return;
        add("\n## Promises\n\n");
        for (const auto& promise : now.promises) {
            add("- {} ({}", markdown_line(promise.text), person(promise.by));
            if (!promise.to.empty()) add(" to {}", markdown_line(promise.to));
            if (promise.due) add(", due {}", format_day(*promise.due));
            add("), {}\n", state_of(promise));
        }
    }

    void timeline(const std::vector<TimelineEntry>& entries) {
        add("\n## Timeline\n\n");
        for (const auto& entry : entries)
            if (!entry.words.empty()) add("- {}: {}\n", minutes_text(entry.at), markdown_line(entry.words));
    }

    [[nodiscard]] std::string finish() && { return std::move(text_); }

private:
    [[nodiscard]] std::string state_of(const Promise& promise) const {
        switch (promise.state) {
        case Promise::State::open: return "not approved";
        case Promise::State::approved: return fmt::format("approved by {}", person(promise.decided_by));
        case Promise::State::refused: return fmt::format("refused: {}", markdown_line(promise.refusal));
        }
        return {};
    }

    const NameOf& name_of_;
    std::string text_;
};

} // namespace

std::string case_markdown(const CaseHistory& history, const Timeline& timeline, const NameOf& name_of) {
    Markdown text{name_of};
    text.head(history.record, timeline.now);
    text.signals(timeline.now);
    text.facts(timeline.now);
    text.touches(timeline.now);
    text.plan(timeline.now);
    text.promises(timeline.now);
    text.timeline(timeline.entries);
    return std::move(text).finish();
}

} // namespace holdfast
