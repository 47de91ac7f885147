#include "playbooks/signals/reading.hpp"

#include "playbooks/accounts/name_table.hpp"

#include <utility>

namespace holdfast {

std::string_view to_text(Detector detector) {
    return name_of(detector_names, detector);
}

Reading Reading::no_data(Detector detector, std::string why) {
    return {.detector = detector, .state = ReadingState::no_data, .signals = {}, .words = std::move(why)};
}

Reading Reading::quiet(Detector detector, std::string why) {
    return {.detector = detector, .state = ReadingState::quiet, .signals = {}, .words = std::move(why)};
}

Reading Reading::trip(Detector detector, Signal signal) {
    auto words = in_words(signal);
    return {.detector = detector,
            .state = ReadingState::tripped,
            .signals = {std::move(signal)},
            .words = std::move(words)};
}

} // namespace holdfast
