#include "bot/record/unsent_texts.hpp"

#include <ranges>
#include <set>
#include <string>
#include <variant>

namespace holdfast {

namespace {

/// Goes from the last event to the first, so that it knows which texts were sent when it comes to them.
class UnsentTexts {
public:
    void operator()(event::SummarySent& sent) { text_to_come_.insert(sent.touch); }
    void operator()(event::SummaryEdited& edited) { blank_unless_sent(edited.touch, edited.text); }
    void operator()(event::TouchLogged& logged) { blank_unless_sent(logged.touch.number, logged.draft); }
    void operator()(event::SummaryDiscarded& discarded) { discarded.reason.clear(); }
    template <class Other>
    void operator()(Other&) {}

private:
    /// What was sent is the latest text before the sending; those before it were drafts.
    void blank_unless_sent(int touch, std::string& text) {
        const bool was_sent = text_to_come_.erase(touch) > 0;
        if (!was_sent) text.clear();
    }

    std::set<int> text_to_come_; ///< touches whose summary was sent, its text not met yet
};

} // namespace

std::vector<RecordedEvent> without_unsent_texts(std::vector<RecordedEvent> events) {
    UnsentTexts unsent;
    for (auto& event : std::views::reverse(events)) std::visit(unsent, event.what);
    return events;
}

} // namespace holdfast
