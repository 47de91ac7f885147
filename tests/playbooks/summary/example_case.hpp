#pragma once

#include "playbooks/summary/draft.hpp"

#include <stdexcept>
#include <string>

namespace holdfast {

inline Catalog built_in_catalog() {
    auto catalog = load_catalog("");
    if (!catalog) throw std::runtime_error(catalog.error().front().in_one_line());
    return *std::move(catalog);
}

inline Day day(int year, unsigned month, unsigned day_of_month) {
    return Day{date::year{year} / date::month{month} / date::day{day_of_month}};
}

/// Tuesday, 3 March 2026, at this time in UTC.
inline Instant third_of_march(int hour, int minute = 0) {
    return Instant{date::sys_days{date::year{2026} / 3 / 3} + std::chrono::hours{hour} + std::chrono::minutes{minute}};
}

/// Our people by the ids of the examples; everybody else is unknown.
inline std::string example_name(const UserId& user) {
    if (user.value == "U0KIM") return "Kim Lee";
    if (user.value == "U0JO") return "Jo Park";
    return {};
}

inline SummaryFacts example_facts() {
    return {example_name, day(2026, 3, 3)};
}

inline Touch example_touch() {
    Touch touch;
    touch.number = 1;
    touch.kind = TouchKind::call;
    touch.with = "Dana Fox";
    touch.text = "the second shipment left the warehouse on time";
    touch.by = UserId{"U0KIM"};
    touch.at = third_of_march(9, 40);
    return touch;
}

inline PlanRow plan_row(int number, std::string text, std::string owner, Day due) {
    PlanRow row;
    row.number = number;
    row.text = std::move(text);
    row.owner = UserId{std::move(owner)};
    row.due = due;
    return row;
}

} // namespace holdfast
