#pragma once

#include "bot/handle/subject.hpp"
#include "playbooks/accounts/person_names.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// Whom at the customer somebody means by a name or a part of it, spelled as on record. Nothing: nobody is called so.
/// A refusal: several are, which it names.
/// @param example of what to type instead, without the name: `/rescue people left`
[[nodiscard]] std::expected<std::optional<std::string>, Refusal>
known_person(Connection& db, const Subject& subject, std::string_view typed, Typed how, std::string_view example);

/// How the name of somebody was given who is to be on record.
enum class NameGiven { plainly, in_quotes, in_a_form };

/// Whom somebody names who is to be on record and may be new. In quotes it is the whole name of somebody: on record, or
/// new. Otherwise a first name means the one person who has it, and several words that only begin a name on record are
/// asked about, never decided; in a form, where nothing could answer that, they are somebody new.
/// @return as known_person
[[nodiscard]] std::expected<std::optional<std::string>, Refusal> person_to_record(Connection& db,
                                                                                  const Subject& subject,
                                                                                  std::string_view typed, NameGiven how,
                                                                                  std::string_view example);

/// Nobody at the customer is called so: names the nearest.
[[nodiscard]] Refusal nobody_called(Connection& db, const Subject& subject, std::string_view typed,
                                    std::string_view example);

} // namespace holdfast
