#include "bot/handle/import_rows.hpp"

#include "bot/handle/surroundings.hpp"
#include "storage/accounts.hpp"
#include "storage/history.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/people.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

namespace holdfast {

namespace {

/// The rows of one account behind each other, as they lie in the database, and otherwise in their order: feeds are
/// sorted by day, and storing them so would touch every page for every day.
std::vector<OrderRow> by_account(std::vector<OrderRow> rows) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {},
                      [&](std::size_t i) { return std::pair<const AccountId&, std::size_t>{rows[i].account, i}; });
    std::vector<OrderRow> sorted;
    sorted.reserve(rows.size());
    for (const auto i : order) sorted.push_back(std::move(rows[i]));
    return sorted;
}

/// Stores one batch. Rows of the same kind that follow each other go to storage together.
class Import {
public:
    Import(Transaction& tx, const AsOf& now, std::size_t most_rejections) : tx_{tx}, now_{now} {
        outcome_.rejected.most = most_rejections;
    }

    void take(NumberedRow numbered) {
        std::visit([&](auto& row) { take(numbered.line, std::move(row)); }, numbered.row);
    }

    [[nodiscard]] ImportOutcome finish() {
        const auto changed = stored_ + store_orders(tx_, by_account(std::move(orders_))) +
                             store_tickets(tx_, tickets_) + store_invoices(tx_, invoices_) +
                             store_indicators(tx_, indicators_) + store_flags(tx_, flags_);
        outcome_.unchanged = outcome_.accepted - std::min(outcome_.accepted, static_cast<std::size_t>(changed));
        if (changed > 0)
            for (const auto& account : known_) request_evaluation(tx_, account, now_.instant);
        return std::move(outcome_);
    }

private:
    void take(std::size_t line, AccountRow row) {
        if (const auto known = find_account(tx_, row.account.id)) row.account = laid_over(*known, row);
        if (row.account.name.empty()) {
            outcome_.rejected.add(
                {line, "name",
                 fmt::format("name: a value is required, \"{}\" is not on record", row.account.id.value)});
            return;
        }
        ++outcome_.accepted;
        // Feeds may name colleagues by address for ever; who has been looked up stays known by their id.
        row.account.owner = resolved(tx_, row.account.owner);
        row.account.manager = resolved(tx_, row.account.manager);
        row.account.executive_sponsor = resolved(tx_, row.account.executive_sponsor);
        stored_ += upsert_account(tx_, row.account) ? 1 : 0;
        known_.insert(row.account.id);
        unknown_.erase(row.account.id);
    }

    void take(std::size_t line, PersonRow row) {
        if (!accept(line, row.person.account)) return;
        if (const auto known = find_person(tx_, row.person.account, row.person.name))
            row.person = laid_over(*known, row);
        stored_ += upsert_person(tx_, row.person) ? 1 : 0;
    }

    void take(std::size_t line, OrderRow row) {
        if (accept(line, row.account)) orders_.push_back(std::move(row));
    }

    void take(std::size_t line, TicketRow row) {
        if (accept(line, row.account)) tickets_.push_back(std::move(row));
    }

    void take(std::size_t line, InvoiceRow row) {
        if (accept(line, row.account)) invoices_.push_back(std::move(row));
    }

    void take(std::size_t line, IndicatorRow row) {
        if (accept(line, row.account)) indicators_.push_back(std::move(row));
    }

    void take(std::size_t line, SignalRow row) {
        // Clocks and zones may differ by a day; what is dated further ahead has not happened.
        if (row.at && *row.at > now_.instant + date::days{1}) {
            outcome_.rejected.add(
                {line, "at", fmt::format("at: {} lies in the future", date::format("%FT%TZ", *row.at))});
            return;
        }
        if (!accept(line, row.account)) return;
        Flag flag;
        flag.kind = std::move(row.kind);
        flag.value = row.value ? fmt::format("{}", *row.value) : std::string{};
        flag.note = std::move(row.note);
        flag.at = row.at.value_or(now_.instant);
        if (!row.at && !flags_of_today(row.account).insert(said_by(flag)).second) return;
        flags_.push_back({std::move(row.account), std::move(flag)});
    }

    /// All of a flag but its time.
    using Said = std::tuple<std::string, std::string, std::string, std::string>;

    [[nodiscard]] static Said said_by(const Flag& flag) { return {flag.kind, flag.by, flag.value, flag.note}; }

    /// A row without a time means "now", so that the time cannot tell a repetition from news: the day does, where the
    /// account is.
    [[nodiscard]] std::set<Said>& flags_of_today(const AccountId& account) {
        const auto [found, is_new] = flags_of_today_.try_emplace(account);
        if (!is_new) return found->second;
        const auto known = find_account(tx_, account);
        const auto* own_zone = known ? find_zone(known->time_zone) : nullptr;
        const auto& zone = own_zone == nullptr ? *now_.zone : *own_zone;
        const auto midnight = at(day_of(now_.instant, zone), MinuteOfDay{0}, zone);
        for (const auto& flag : flags_since(tx_, account, midnight)) found->second.insert(said_by(flag));
        return found->second;
    }

    /// False, with the rejection noted, where the account is not on record.
    [[nodiscard]] bool accept(std::size_t line, const AccountId& account) {
        if (is_known(account)) {
            ++outcome_.accepted;
            return true;
        }
        outcome_.rejected.add(
            {line, "account", fmt::format("account: \"{}\" is not on record; import it first", account.value)});
        return false;
    }

    [[nodiscard]] bool is_known(const AccountId& account) {
        if (known_.contains(account)) return true;
        if (unknown_.contains(account)) return false;
        const bool found = find_account(tx_, account).has_value();
        (found ? known_ : unknown_).insert(account);
        return found;
    }

    Transaction& tx_;
    AsOf now_;
    ImportOutcome outcome_;
    long long stored_ = 0; ///< accounts and people that changed
    std::unordered_set<AccountId> known_;
    std::unordered_set<AccountId> unknown_;
    std::vector<OrderRow> orders_;
    std::vector<TicketRow> tickets_;
    std::vector<InvoiceRow> invoices_;
    std::vector<IndicatorRow> indicators_;
    std::vector<FlagRow> flags_;
    std::unordered_map<AccountId, std::set<Said>> flags_of_today_;
};

} // namespace

ImportOutcome import_rows(Transaction& tx, std::vector<NumberedRow> rows, const AsOf& now,
                          std::size_t most_rejections) {
    Import import{tx, now, most_rejections};
    for (auto& row : rows) import.take(std::move(row));
    return import.finish();
}

} // namespace holdfast
