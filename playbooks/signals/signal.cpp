#include "playbooks/signals/signal.hpp"

#include "playbooks/accounts/name_table.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"
#include "playbooks/wording/letter_case.hpp"
#include "playbooks/wording/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <stdexcept>

namespace holdfast {
namespace {

/// The numbers of one signal. A signal that a person or a feed reports may come without those a detector would give.
class Numbers {
public:
    explicit Numbers(const Signal& signal) : numbers_{signal.numbers} {}

    [[nodiscard]] bool have(std::initializer_list<const char*> names) const {
        return std::ranges::all_of(names, [this](const char* name) { return numbers_.contains(name); });
    }
    [[nodiscard]] double operator[](const char* name) const { return numbers_.at(name); }
    [[nodiscard]] int whole(const char* name) const { return static_cast<int>(std::lround(numbers_.at(name))); }
    [[nodiscard]] std::string_view month(const char* name) const {
        return month_name(month_from_number(numbers_.at(name)).month());
    }

private:
    const std::map<std::string, double>& numbers_;
};

std::string order_volume_in_words(const Numbers& numbers) {
    if (!numbers.have({"baseline", "drop1_percent", "drop2_percent", "month1", "month2"})) {
        return "Orders fell below the usual volume.";
    }
    return fmt::format("Orders fell {} and {} below the usual {} a month in {} and {}.",
                       percent_in_words(numbers["drop1_percent"]), percent_in_words(numbers["drop2_percent"]),
                       amount_in_words(numbers["baseline"]), numbers.month("month1"), numbers.month("month2"));
}

std::string order_frequency_in_words(const Numbers& numbers) {
    if (!numbers.have({"baseline", "current", "drop_percent", "month1", "month2"})) {
        return "Orders come less often than usual.";
    }
    return fmt::format("Orders came {} less often than usual: {} a month in {} and {} instead of {}.",
                       percent_in_words(numbers["drop_percent"]), count_in_words(numbers["current"]),
                       numbers.month("month1"), numbers.month("month2"), count_in_words(numbers["baseline"]));
}

std::string lateness(const Numbers& numbers) {
    const auto least = numbers.whole("least_days_late");
    const auto most = numbers.whole("most_days_late");
    return least == most ? days_in_words(most) : fmt::format("{} to {}", least, days_in_words(most));
}

std::string payment_terms_in_words(const Numbers& numbers) {
    std::string words;
    if (numbers.have({"terms_before", "terms_after"})) {
        words = fmt::format("Payment terms went from {} to {} without a request from the customer on file.",
                            numbers.whole("terms_before"), days_in_words(numbers.whole("terms_after")));
    }
    if (numbers.have({"late_invoices", "least_days_late", "most_days_late"})) {
        if (!words.empty()) words += ' ';
        words += fmt::format("The last {} invoices ran {} past their due dates.", numbers.whole("late_invoices"),
                             lateness(numbers));
    }
    return words.empty() ? "The customer takes longer to pay." : words;
}

std::string renewal_silent_in_words(const Numbers& numbers) {
    if (!numbers.have({"days_left", "renewal_date"})) return "The renewal comes near and nobody has talked about it.";
    const auto renewal = format_day_long(day_from_number(numbers["renewal_date"]));
    const auto days_left = numbers.whole("days_left");
    if (days_left < 0) {
        return fmt::format("The contract was to renew on {}, {} ago, and nobody has talked about it.", renewal,
                           days_in_words(-days_left));
    }
    return fmt::format("The contract renews on {}, in {}, and nobody has talked about it.", renewal,
                       days_in_words(days_left));
}

std::string tickets_up_in_words(const Numbers& numbers) {
    if (!numbers.have({"current", "previous", "window_days"})) return "Support tickets are rising.";
    const auto days = days_in_words(numbers.whole("window_days"));
    if (!numbers.have({"rise_percent"})) {
        return fmt::format("Support tickets rose from none to {} within {}.", numbers.whole("current"), days);
    }
    return fmt::format("Support tickets rose by {}: {} in the last {}, {} in the {} before.",
                       percent_in_words(numbers["rise_percent"]), numbers.whole("current"), days,
                       numbers.whole("previous"), numbers.whole("window_days"));
}

std::string sentence(const Signal& signal) {
    const Numbers numbers{signal};
    switch (signal.kind) {
    case SignalKind::order_volume: return order_volume_in_words(numbers);
    case SignalKind::order_frequency: return order_frequency_in_words(numbers);
    case SignalKind::payment_terms: return payment_terms_in_words(numbers);
    case SignalKind::renewal_silent: return renewal_silent_in_words(numbers);
    case SignalKind::tickets_up: return tickets_up_in_words(numbers);
    case SignalKind::imported: return "Another system reported a warning sign.";
    case SignalKind::champion_slow: return "The champion is slow to call back.";
    case SignalKind::new_stakeholder: return "People have appeared at the customer whom we have not met.";
    case SignalKind::evaluating_options: return "The customer says that it is looking at other options.";
    case SignalKind::quality_complaints: return "Complaints about quality are growing.";
    case SignalKind::strategy_withheld: return "The customer no longer shares its strategy with us.";
    case SignalKind::ideas_declined: return "The customer politely turns our ideas down.";
    case SignalKind::by_hand: return "Somebody opened the rescue by hand.";
    }
    throw std::logic_error{"unknown kind of signal"};
}

std::string change_in_brief(std::string_view what, std::string_view direction, const Numbers& numbers,
                            const char* percent) {
    if (!numbers.have({percent})) return fmt::format("{} {}", what, direction);
    return fmt::format("{} {} {}", what, direction, percent_in_words(numbers[percent]));
}

std::string payment_in_brief(const Numbers& numbers) {
    if (numbers.have({"terms_before", "terms_after"})) {
        return fmt::format("Payment terms {} → {}", numbers.whole("terms_before"),
                           days_in_words(numbers.whole("terms_after")));
    }
    if (numbers.have({"least_days_late", "most_days_late"})) return "Invoices " + lateness(numbers) + " late";
    return "Slower payment";
}

std::string renewal_in_brief(const Numbers& numbers) {
    if (!numbers.have({"days_left"})) return "Renewal not talked about";
    const auto days_left = numbers.whole("days_left");
    if (days_left < 0) return fmt::format("Renewal silent, {} past", days_in_words(-days_left));
    return fmt::format("Renewal silent, {} left", days_in_words(days_left));
}

std::string tickets_in_brief(const Numbers& numbers) {
    if (!numbers.have({"rise_percent"}) && numbers.have({"current"})) {
        return fmt::format("Tickets up from 0 to {}", numbers.whole("current"));
    }
    return change_in_brief("Tickets", "up", numbers, "rise_percent");
}

std::string matter_in_brief(const Signal& signal) {
    const Numbers numbers{signal};
    switch (signal.kind) {
    case SignalKind::order_volume: return change_in_brief("Orders", "down", numbers, "drop2_percent");
    case SignalKind::order_frequency: return change_in_brief("Order frequency", "down", numbers, "drop_percent");
    case SignalKind::payment_terms: return payment_in_brief(numbers);
    case SignalKind::renewal_silent: return renewal_in_brief(numbers);
    case SignalKind::tickets_up: return tickets_in_brief(numbers);
    case SignalKind::imported: return "Reported by another system";
    case SignalKind::champion_slow: return "Champion slow to call back";
    case SignalKind::new_stakeholder: return "New, unmet people";
    case SignalKind::evaluating_options: return "Looking at other options";
    case SignalKind::quality_complaints: return "Quality complaints growing";
    case SignalKind::strategy_withheld: return "Strategy no longer shared";
    case SignalKind::ideas_declined: return "Our ideas turned down";
    case SignalKind::by_hand: return "Opened by hand";
    }
    throw std::logic_error{"unknown kind of signal"};
}

/// Systems write names in their own ways: `Champion_Slow`.
constexpr char as_in_names(char c) noexcept {
    return c == '_' ? '-' : lower_letter(c);
}

std::optional<double> reported_value(const Signal& signal) {
    const auto found = signal.numbers.find(std::string{reported_number});
    return found == signal.numbers.end() ? std::nullopt : std::optional{found->second};
}

} // namespace

std::string_view to_text(SignalKind kind) {
    return name_of(signal_kind_names, kind);
}

std::optional<SignalKind> signal_kind_from(std::string_view text) {
    return enumerator_named<SignalKind>(signal_kind_names, text);
}

std::optional<SignalKind> reported_kind_from(std::string_view text) {
    const auto is_meant = [text](std::string_view name) { return std::ranges::equal(text, name, {}, as_in_names); };
    const auto found = std::ranges::find_if(reported_kind_names, is_meant);
    return found == reported_kind_names.end() ? std::nullopt : signal_kind_from(*found);
}

bool is_qualitative(SignalKind kind) {
    return SignalKind::champion_slow <= kind && kind <= SignalKind::ideas_declined;
}

bool is_flagged_by_people(SignalKind kind) {
    return kind != SignalKind::imported && kind != SignalKind::by_hand;
}

std::string in_words(const Signal& signal) {
    // Whoever opens a rescue by hand says why; that is the whole of the signal.
    if (signal.kind == SignalKind::by_hand && !signal.note.empty()) return as_sentence(signal.note);
    auto words = sentence(signal);
    if (const auto value = reported_value(signal)) words += fmt::format(" Value: {}.", *value);
    if (!signal.note.empty()) words += fmt::format(" Note: {}", as_sentence(signal.note));
    return words;
}

std::string in_brief(const Signal& signal) {
    const auto value = reported_value(signal);
    return value ? fmt::format("{} ({})", matter_in_brief(signal), *value) : matter_in_brief(signal);
}

} // namespace holdfast
