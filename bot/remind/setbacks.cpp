#include "bot/remind/setbacks.hpp"

#include "storage/failure.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace holdfast {

namespace {

constexpr std::chrono::milliseconds shortest_pause{1'000};
/// What vanished before it went well is never asked for again; so many are not kept.
constexpr std::size_t most_kept = 10'000;

} // namespace

bool Setbacks::rests(std::string_view what, Instant now) const {
    const auto setback = setbacks_.find(what);
    if (setback == setbacks_.end()) return false;
    const auto& [why, at, pause] = setback->second;
    return at <= now && now < at + pause;
}

void Setbacks::failed(const std::string& what, std::string_view why, Instant now) {
    if (setbacks_.size() >= most_kept) setbacks_.clear();
    auto& setback = setbacks_[what];
    if (setback.why != why) spdlog::error("{} failed, and is tried again: {}", what, why);
    setback.why = why;
    setback.at = now;
    setback.pause = std::clamp(2 * setback.pause, shortest_pause, longest_pause_);
}

void Setbacks::went_well(std::string_view what) {
    const auto setback = setbacks_.find(what);
    if (setback == setbacks_.end()) return;
    spdlog::info("{} goes well again", what);
    setbacks_.erase(setback);
}

bool refuses_everything(const std::exception& failure) {
    using enum StorageFailure::Kind;
    if (dynamic_cast<const Overloaded*>(&failure) != nullptr) return true;
    const auto* refused = dynamic_cast<const StorageFailure*>(&failure);
    return refused != nullptr && (refused->kind() == full || refused->kind() == read_only || refused->kind() == busy);
}

} // namespace holdfast
