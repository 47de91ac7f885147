#include "bot/handle/colleagues.hpp"

#include "bot/handle/identities.hpp"
#include "playbooks/rescue/unfit.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

/// Empty where nothing is known against it.
std::string reason_against(const UserId& who, const Desk::Identified& identity) {
    if (!identity && identity.error() == NotIdentified::unanswered) return {};
    if (!identity) {
        const bool is_address = who.value.contains('@');
        return fmt::format("nobody in Slack has the {} {}", is_address ? "address" : "id", who.value);
    }
    const auto reason = unfit_because(*identity);
    if (reason.empty()) return {};
    return fmt::format("{} {}", identity->name.empty() ? who.value : identity->name, reason);
}

} // namespace

boost::asio::awaitable<std::optional<std::string>> why_unfit(Desk& desk, UserId who) {
    std::set<UserId> one{who};
    const auto unfit = co_await unfit_among(desk, std::move(one));
    const auto found = unfit.find(who);
    if (found == unfit.end()) co_return std::nullopt;
    co_return found->second;
}

boost::asio::awaitable<std::map<UserId, std::string>> unfit_among(Desk& desk, std::set<UserId> people) {
    people.erase(UserId{});
    const auto identities = co_await identities_of(desk, std::move(people));
    std::map<UserId, std::string> unfit;
    for (const auto& [who, identity] : identities) {
        auto reason = reason_against(who, identity);
        if (!reason.empty()) unfit.emplace(who, std::move(reason));
    }
    co_return unfit;
}

} // namespace holdfast
