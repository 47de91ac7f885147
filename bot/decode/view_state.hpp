#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What a person entered in one element of a modal, a Home or a message, whatever the kind of element.
struct EnteredValue {
    std::string block_id;
    std::string action_id;
    std::string type; ///< Slack's element type: `plain_text_input`, `static_select`, `datepicker`, …
    /// The typed text, the values of the chosen options, the ids of the chosen users or conversations, the date
    /// (`2026-03-04`), the time (`14:30`) or the Unix time. Empty when nothing was entered or the choice was cleared.
    std::vector<std::string> chosen;

    bool operator==(const EnteredValue&) const = default;
};

/// `state.values` of a view or a message (Slack contract section 7.3). Every question names a block; a block of
/// Holdfast's views holds one element. Absent, untouched and cleared all read as "nothing".
class ViewState {
public:
    ViewState() = default;
    explicit ViewState(std::vector<EnteredValue> values) : values_{std::move(values)} {}

    /// The first element of the block; null when the view has no such block or it was never touched.
    [[nodiscard]] const EnteredValue* find(std::string_view block_id) const;

    /// Typed text as entered; nothing when empty.
    [[nodiscard]] std::optional<std::string> text(std::string_view block_id) const;
    /// Value of the chosen option of a select, radio group or overflow menu.
    [[nodiscard]] std::optional<std::string> option(std::string_view block_id) const;
    /// Values of all chosen options of a multi select or checkbox group.
    [[nodiscard]] std::vector<std::string> options(std::string_view block_id) const;
    [[nodiscard]] std::optional<UserId> user(std::string_view block_id) const;
    [[nodiscard]] std::optional<Day> date(std::string_view block_id) const;
    /// Minutes since midnight of a time picker.
    [[nodiscard]] std::optional<MinuteOfDay> time(std::string_view block_id) const;

    [[nodiscard]] std::span<const EnteredValue> all() const noexcept { return values_; }

private:
    std::vector<EnteredValue> values_;
};

} // namespace holdfast
