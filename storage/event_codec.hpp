#pragma once

#include "playbooks/rescue/event.hpp"

#include <string>
#include <string_view>

namespace holdfast {

/// How an event lies in the database: the name of its kind and its fields as JSON. Both are a contract with every
/// database in the field: names are never reused, fields only ever added.
struct EncodedEvent {
    std::string type;
    std::string body;
};

[[nodiscard]] EncodedEvent encode(const Event& event);

/// @throws std::runtime_error when the kind is unknown or the body is not what this kind needs: the database was
/// written by a newer program or is damaged, and guessing would falsify the record.
/// @param actor who caused it; decides about what earlier programs did not write down yet
[[nodiscard]] Event decode_event(std::string_view type, std::string_view body, const UserId& actor = {});

/// The stored name of an event's kind, for example `touch-logged`.
[[nodiscard]] std::string_view type_name(const Event& event);

} // namespace holdfast
