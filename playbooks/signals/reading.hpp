#pragma once

#include "playbooks/signals/signal.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What watches an account. The first five measure; the last counts what people flagged.
enum class Detector { order_volume, order_frequency, payment_terms, renewal_silent, tickets_up, qualitative };
inline constexpr std::array<std::string_view, 6> detector_names{"order-volume",   "order-frequency", "payment-terms",
                                                                "renewal-silent", "tickets-up",      "qualitative"};
[[nodiscard]] std::string_view to_text(Detector detector);

enum class ReadingState {
    quiet,   ///< known, and fine
    watch,   ///< one sign of the two that make an alert (S0-25)
    tripped, ///< enough to open a rescue, alone (S0-18)
    no_data  ///< not known; never to be shown as fine (S0-90)
};

/// What a detector says about an account at a moment.
struct Reading {
    Detector detector = Detector::order_volume;
    ReadingState state = ReadingState::no_data;
    /// What tripped, with its numbers: one signal of a measuring detector; all the flags of the alert, oldest first, of
    /// the qualitative one. A watch carries its flags too. Empty otherwise.
    std::vector<Signal> signals{};
    /// Why it is in this state, in one or two sentences with the numbers, whatever the state.
    std::string words{};

    [[nodiscard]] static Reading no_data(Detector detector, std::string why);
    [[nodiscard]] static Reading quiet(Detector detector, std::string why);
    /// A trip of a measuring detector, explained by the words of its signal.
    [[nodiscard]] static Reading trip(Detector detector, Signal signal);

    [[nodiscard]] bool tripped() const { return state == ReadingState::tripped; }
};

} // namespace holdfast
