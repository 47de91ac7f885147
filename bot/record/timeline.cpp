#include "bot/record/timeline.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "storage/event_codec.hpp"

namespace holdfast {

namespace {

/// A line as plain text.
class PlainText {
public:
    explicit PlainText(const NameOf& name_of) : name_of_{name_of} {}

    void operator()(const Phrase& phrase) { text += phrase.text; }
    void operator()(const UserId& user) {
        const auto name = name_of_(user);
        text += name.empty() ? user.value : name;
    }
    void operator()(Instant at) { text += record_time(at); }
    void operator()(Day day) { text += format_day(day); }

    std::string text;

private:
    const NameOf& name_of_;
};

std::string plain_text(const Line& line, const NameOf& name_of) {
    PlainText writer{name_of};
    for (const auto& piece : line.pieces()) std::visit(writer, piece);
    return std::move(writer.text);
}

} // namespace

Timeline timeline_of(const CaseHistory& history, const Surroundings& around, const NameOf& name_of) {
    Timeline timeline;
    timeline.now.id = history.record.id;
    for (const auto& event : history.events) {
        evolve(timeline.now, event);
        timeline.entries.push_back({event.number, event.at, event.by.value, std::string{type_name(event.what)},
                                    plain_text(line_about(timeline.now, event, around), name_of)});
    }
    return timeline;
}

std::string record_time(Instant at) {
    return date::format("%FT%TZ", date::floor<std::chrono::seconds>(at));
}

} // namespace holdfast
