#include "playbooks/rescue/own_side_privacy.hpp"

#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/not_for.hpp"

#include <fmt/format.h>

#include <utility>

namespace holdfast {

std::optional<Refusal> refusal_of_own_side_risks(const UserId& who, const Account& account,
                                                 const Surroundings& around) {
    constexpr auto action = Action::see_own_side_risk;
    const auto standing = standing_of(Actor{who, false}, account, around);
    if (may(action, standing)) return std::nullopt;
    return not_for(action, standing, account.name);
}

std::vector<OwnSideRisk> known_to(const UserId& reader, std::vector<OwnSideRisk> risks) {
    std::erase_if(risks, [&](const OwnSideRisk& risk) { return risk.about == reader; });
    return risks;
}

std::optional<Refusal> refusal_to_note(const OwnSideRisk& risk, const Account& account) {
    if (risk.about != risk.noted_by) return std::nullopt;
    return Refusal{"The risk is not noted",
                   "nobody notes one about themselves",
                   fmt::format("Tell another one of those who may know: {} of {}.", who_may(Action::see_own_side_risk),
                               account.name),
                   {},
                   {}};
}

std::expected<OwnSideRisk, Refusal> open_risk_of(std::span<const OwnSideRisk> known, int number,
                                                 const Account& account) {
    const auto refuse = [&](std::string why) {
        return std::unexpected{
            Refusal{"No risk is settled", std::move(why), fmt::format("/rescue risk {}", typed(account.id)), {}, {}}};
    };
    if (number < 1 || std::cmp_greater(number, known.size()))
        return refuse(fmt::format("there is no number {}", number));
    const auto& risk = known[static_cast<std::size_t>(number) - 1];
    if (!risk.is_open()) return refuse(fmt::format("number {} is settled already", number));
    return risk;
}

} // namespace holdfast
