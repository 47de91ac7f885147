#pragma once

#include "bot/render/answers.hpp"
#include "config/settings.hpp"

#include <functional>
#include <vector>

namespace holdfast {

/// One thing that was looked at, whether it is good, and what to do where it is not.
using DoctorFinding = render::Finding;

/// Looks at things that need Slack; asked last.
using SlackExamination = std::function<std::vector<DoctorFinding>(const Settings&)>;

/// What can be told without Slack: secrets, the address to listen on, database, playbooks, time zones, feeds.
[[nodiscard]] std::vector<DoctorFinding> examine_offline(const Settings& settings);

} // namespace holdfast
