#pragma once

#include "bot/render/wanted.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What several views say about a case, said the same way everywhere.
namespace holdfast::render {

/// Where the rescue is at home: in the zone of its account manager.
[[nodiscard]] const Zone& home_of(const Case& state, const Surroundings& around);

/// `Week 2/8`, `Watch day 12/90`, `Recovered`, `Lost`, `False alarm`.
[[nodiscard]] std::string stage_in_words(const Case& state, const Showing& showing);
/// `4/9`
[[nodiscard]] std::string earned_of_nine(const Checklist& steps);

/// `⏰ overdue`: a sign and the word, so that neither colour nor picture is needed to tell states apart.
[[nodiscard]] std::string in_words(StepState state);
/// A word or two for a topic: `Plan` for step 4.
[[nodiscard]] std::string_view short_name(int step);

/// Whether a service runs on though its last day is over where the rescue is at home.
[[nodiscard]] bool is_past_its_end(const Case& state, const Service& service, const Showing& showing);

/// Something that has to be done by a time.
struct NextDue {
    Instant due;
    std::string what; ///< may hold what people typed
};
/// The undone steps, plan rows, meeting and end of service that come first, overdue ones before all. Of a rescue that
/// is over, the service that still runs.
[[nodiscard]] std::vector<NextDue> next_dues(const Case& state, const Showing& showing, std::size_t most);
/// When the weekly meeting is next; nothing where none is booked.
[[nodiscard]] std::optional<Instant> next_meeting(const Case& state, const Surroundings& around);
/// `Plan, due tomorrow` with the word overdue where it is.
[[nodiscard]] slack::Mrkdwn shown(const NextDue& next, const Showing& showing);

/// Signals that were not dismissed, by their index in the case.
[[nodiscard]] std::vector<std::size_t> live_signals(const Case& state);
/// Why the sponsor is called: the latest of them in a sentence with its numbers, and how many others there are; of
/// those by then, once the sponsor was called. Why it was opened if there is none.
[[nodiscard]] slack::Mrkdwn why_in_one_line(const Case& state, std::size_t longest);

/// `Dana Fox`, or that the name is not known.
[[nodiscard]] slack::Mrkdwn sponsor_name(const Case& state);
/// Name, phone, e-mail, as far as they are known.
[[nodiscard]] slack::Mrkdwn sponsor_contact_line(const Case& state);
/// By when the sponsor has to be called and why then, or how long it took.
[[nodiscard]] slack::Mrkdwn sponsor_call_line(const Case& state, const Showing& showing);

/// How it ended, by whom and why; empty while it runs.
[[nodiscard]] slack::Mrkdwn closing_line(const Case& state, const Showing& showing);

/// `95` or `at most 3`.
[[nodiscard]] std::string target_in_words(const Indicator& indicator);

/// The value of a button that is about one thing in a case: `acme#1|3`.
[[nodiscard]] std::string value_for(const Case& state, std::string_view what);

} // namespace holdfast::render
