#pragma once

#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/instant.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What can trip a rescue. The first six are measured, the next six are observed by people (S0-14a…S0-25),
/// the last is somebody opening a rescue by hand.
enum class SignalKind {
    order_volume,       ///< S0-14a
    order_frequency,    ///< S0-14b
    payment_terms,      ///< S0-15
    renewal_silent,     ///< S0-16
    tickets_up,         ///< S0-17
    imported,           ///< what another system measured (`signals.csv`, `/v1/signals`) and is none of the others
    champion_slow,      ///< S0-19
    new_stakeholder,    ///< S0-20
    evaluating_options, ///< S0-21
    quality_complaints, ///< S0-22
    strategy_withheld,  ///< S0-23
    ideas_declined,     ///< S0-24
    by_hand
};

inline constexpr std::array<std::string_view, 13> signal_kind_names{
    "order-volume",      "order-frequency", "payment-terms",   "renewal-silent",     "tickets-up",
    "imported",          "champion-slow",   "new-stakeholder", "evaluating-options", "quality-complaints",
    "strategy-withheld", "ideas-declined",  "by-hand"};

/// The kinds that a file or another system may name: all but a rescue that somebody opens. Whatever else it names is
/// `imported`.
inline constexpr auto reported_kind_names = std::span{signal_kind_names}.first<signal_kind_names.size() - 1>();
static_assert(signal_kind_names.back() == "by-hand");

/// The name among a signal's numbers of the one that somebody gave with it, a person (`value:14`) or another system.
inline constexpr std::string_view reported_number{"value"};

[[nodiscard]] std::string_view to_text(SignalKind kind);
[[nodiscard]] std::optional<SignalKind> signal_kind_from(std::string_view text);
/// The kind that another system means: one of `reported_kind_names` in any case, with `_` for `-` as well.
[[nodiscard]] std::optional<SignalKind> reported_kind_from(std::string_view text);
/// True for the six that a person observes; two different ones within the window make an alert (S0-25, Q3).
[[nodiscard]] bool is_qualitative(SignalKind kind);

/// True for what people flag (S0-03, S0-04, S0-19…S0-24): what they observe, and what is measured, which they may see
/// before a feed does.
[[nodiscard]] bool is_flagged_by_people(SignalKind kind);

/// A signal with the numbers that tripped it, so that the reason can be shown in words years later.
struct Signal {
    SignalKind kind = SignalKind::by_hand;
    Instant at{};                            ///< when it was noticed
    std::map<std::string, double> numbers{}; ///< for example baseline, current, drop_percent; names per detector
    std::string note{};                      ///< what a person added
    std::string by{};                        ///< Slack user id of who flagged it, empty for a detector

    bool operator==(const Signal&) const = default;
};

/// One sentence in plain English with the numbers, and what a person added: `Orders fell 11 % and 13 % below the usual
/// 42,000 a month in January and February.` Of a rescue that was opened by hand, the reason.
[[nodiscard]] std::string in_words(const Signal& signal);
/// A few words for a list or a topic: `Orders down 13 %`.
[[nodiscard]] std::string in_brief(const Signal& signal);

} // namespace holdfast
