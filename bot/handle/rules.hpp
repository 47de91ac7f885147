#pragma once

#include "config/settings.hpp"
#include "playbooks/catalog/catalog.hpp"
#include "playbooks/health/health.hpp"
#include "playbooks/rescue/policy.hpp"

namespace holdfast {

/// Everything that is decided once per run: what the configuration and the playbooks say, in the words of the core.
struct Rules {
    Settings settings;
    Catalog catalog;
    Policy policy;
    HealthThresholds health;
    const Zone* company_zone = nullptr; ///< never null once made
};

/// @param settings as loaded, so that its zone is known to exist
[[nodiscard]] Rules make_rules(Settings settings, Catalog catalog);

} // namespace holdfast
