#include "playbooks/accounts/touch.hpp"

#include "playbooks/accounts/name_table.hpp"

namespace holdfast {

std::string_view to_text(TouchKind kind) {
    return name_of(touch_kind_names, kind);
}

std::optional<TouchKind> touch_kind_from(std::string_view text) {
    return enumerator_named<TouchKind>(touch_kind_names, text);
}

std::string_view to_text(Direction direction) {
    return name_of(direction_names, direction);
}

std::optional<Direction> direction_from(std::string_view text) {
    return enumerator_named<Direction>(direction_names, text);
}

std::optional<Mood> mood_from(std::string_view sign) {
    return enumerator_named<Mood>(mood_signs, sign);
}

} // namespace holdfast
