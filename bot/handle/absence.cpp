#include "bot/handle/absence.hpp"

#include "bot/handle/doctor_findings.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

/// Says of one rescue what its gone people leave undone.
class Absence {
public:
    Absence(Desk& desk, const Case& rescue, std::vector<render::Finding>& findings)
        : desk_{desk}, rescue_{rescue}, around_{desk.around()}, findings_{findings} {}

    void examine() {
        examine("account manager", rescue_.owner, Duty::account_manager, set_account("owner"));
        examine("manager", rescue_.manager, Duty::manager, set_account("manager"));
        examine("executive sponsor", rescue_.executive_sponsor, Duty::executive_sponsor, set_account("executive"));
        for (const auto& [role, holder] : rescue_.roles) {
            const bool is_said = role == RescueRole::executive_sponsor && holder == rescue_.executive_sponsor;
            if (!is_said) examine(title_of(role), holder, duty_of(role), give_role(role));
        }
    }

private:
    void examine(std::string_view part, const UserId& person, Duty duty, const std::string& fix) {
        if (person.empty() || !around_.is_gone(person)) return;
        const auto instead = person_with(duty, rescue_, around_);
        const auto taken = around_.is_reachable(instead) ? fmt::format("{} has taken their place", called(instead))
                                                         : std::string{"nobody has taken their place"};
        findings_.push_back({false,
                             fmt::format("rescue of {}: {}, the {}, is not in Slack any more; {}", rescue_.account_name,
                                         called(person), part, taken),
                             fix});
    }

    static Duty duty_of(RescueRole role) {
        switch (role) {
        case RescueRole::executive_sponsor: return Duty::executive_sponsor;
        case RescueRole::recovery_lead: return Duty::recovery_lead;
        case RescueRole::technical_lead: return Duty::technical_lead;
        case RescueRole::support_lead: return Duty::support_lead;
        case RescueRole::intelligence_lead: return Duty::intelligence_lead;
        }
        return Duty::account_manager;
    }

    std::string called(const UserId& person) const { return called_in_findings(desk_, person); }
    std::string set_account(std::string_view key) const {
        return fmt::format("`/rescue account set {} {}:@kim` names another", typed(rescue_.account), key);
    }
    std::string give_role(RescueRole role) const {
        return fmt::format("`/rescue role {} {} @kim` names another", typed(rescue_.account), to_text(role));
    }

    Desk& desk_;
    const Case& rescue_;
    Surroundings around_;
    std::vector<render::Finding>& findings_;
};

} // namespace

std::vector<render::Finding> findings_about_absence(Desk& desk) {
    std::vector<render::Finding> findings;
    for (const auto& rescue : desk.book().all_open(desk.reader())) Absence{desk, *rescue, findings}.examine();
    return first_ten(std::move(findings));
}

} // namespace holdfast
