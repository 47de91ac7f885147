#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace holdfast {

/// A name that cannot be mixed up with a name of another kind. Empty means "none".
template <class Tag>
struct Id {
    std::string value;

    Id() = default;
    explicit Id(std::string text) : value{std::move(text)} {}

    [[nodiscard]] bool empty() const noexcept { return value.empty(); }
    explicit operator bool() const noexcept { return !value.empty(); }
    auto operator<=>(const Id&) const = default;
};

/// The customer account, as the company that uses Holdfast names it (`accounts.csv`, column `id`).
using AccountId = Id<struct AccountTag>;
/// One rescue of one account: `<account id>#<n>`, n counting from 1.
using CaseId = Id<struct CaseTag>;
/// A colleague: a Slack user id (`U…`, `W…`), or an e-mail address until it has been looked up.
using UserId = Id<struct UserTag>;
/// A Slack conversation: channel or direct message.
using ChannelId = Id<struct ChannelTag>;

} // namespace holdfast

template <class Tag>
struct std::hash<holdfast::Id<Tag>> {
    std::size_t operator()(const holdfast::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
