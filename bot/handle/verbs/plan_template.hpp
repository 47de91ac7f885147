#pragma once

#include "bot/handle/reply.hpp"
#include "bot/handle/subject.hpp"
#include "playbooks/rescue/request.hpp"

#include <expected>
#include <string>

namespace holdfast::verbs {

/// `/rescue plan template [number or name]` (S1-21): the rows to write, or the list of templates to choose from.
[[nodiscard]] std::expected<Request, Reply> asked_of_template(Desk& desk, const Subject& subject,
                                                              const std::string& named);

} // namespace holdfast::verbs
