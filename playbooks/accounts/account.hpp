#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// A customer account, with the columns of `accounts.csv`.
struct Account {
    AccountId id;
    std::string name;
    std::optional<Money> annual_revenue;
    std::string currency; ///< ISO 4217, may be empty
    UserId owner;         ///< the account manager
    UserId manager;       ///< who is asked to call the customer's sponsor
    UserId executive_sponsor;
    std::string time_zone; ///< IANA name, may be empty
    std::optional<Day> renewal_date;
    std::string segment;

    bool operator==(const Account&) const = default;
};

/// Part in the customer's decision (S0-31…S0-36).
enum class BuyingRole { economic_buyer, technical_buyer, user_buyer, champion, saboteur, influencer, other };

inline constexpr std::array<std::string_view, 7> buying_role_names{
    "economic_buyer", "technical_buyer", "user_buyer", "champion", "saboteur", "influencer", "other"};

[[nodiscard]] std::string_view to_text(BuyingRole role);
[[nodiscard]] std::optional<BuyingRole> buying_role_from(std::string_view text);
/// The part that is shown to people who may not know who works against us (S0-35).
[[nodiscard]] constexpr BuyingRole without_sabotage(BuyingRole role) {
    return role == BuyingRole::saboteur ? BuyingRole::other : role;
}

/// Somebody at the customer (stakeholder), with the columns of `people.csv` (S0-116a).
struct Person {
    AccountId account;
    std::string name;
    std::string title;
    BuyingRole role = BuyingRole::other;
    std::string department;
    std::string email;
    std::string phone;
    std::string time_zone;           ///< IANA name, may be empty
    std::string influence;           ///< high, medium, low or empty
    std::optional<int> relationship; ///< 1…10
    bool sponsor = false;            ///< the person whose call decides the day (S1-02)
    std::optional<Day> in_role_since;
    std::string win_criteria;
    std::string concern;
    std::string preferred_channel;

    bool operator==(const Person&) const = default;
};

struct Order {
    Day day;
    Money amount;

    bool operator==(const Order&) const = default;
};

struct Ticket {
    Instant opened_at;
    std::optional<Instant> closed_at;
    std::string severity;

    bool operator==(const Ticket&) const = default;
};

struct Invoice {
    Day issued;
    Day due;
    std::optional<Day> paid;
    std::optional<int> terms_days;

    bool operator==(const Invoice&) const = default;
};

struct IndicatorValue {
    std::string name;
    Instant at;
    double value = 0;

    bool operator==(const IndicatorValue&) const = default;
};

} // namespace holdfast
