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
#include <span>
#include <string>
#include <tuple>
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
    Import(Transaction& tx, Instant now) : tx_{tx}, now_{now} {}

    void take(NumberedRow numbered) {
        std::visit([&](auto& row) { take(numbered.line, std::move(row)); }, numbered.row);
    }

    [[nodiscard]] ImportOutcome finish() {
        const auto changed = stored_ + store_orders(tx_, by_account(std::move(orders_))) +
                             store_tickets(tx_, tickets_) + store_invoices(tx_, invoices_) +
                             store_indicators(tx_, indicators_) + store_flags(tx_, flags_);
        outcome_.unchanged = outcome_.accepted - std::min(outcome_.accepted, static_cast<std::size_t>(changed));
        if (changed > 0)
            for (const auto& account : known_) request_evaluation(tx_, account, now_);
        return std::move(outcome_);
    }

private:
    void take(std::size_t line, AccountRow row) {
        if (const auto known = find_account(tx_, row.account.id)) row.account = laid_over(*known, row);
        if (row.account.name.empty()) {
            outcome_.rejected.push_back(
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
        if (row.at && *row.at > now_ + date::days{1}) {
            outcome_.rejected.push_back(
                {line, "at", fmt::format("at: {} lies in the future", date::format("%FT%TZ", *row.at))});
            return;
        }
        if (!accept(line, row.account)) return;
        Flag flag;
        flag.kind = std::move(row.kind);
        flag.value = row.value ? fmt::format("{}", *row.value) : std::string{};
        flag.note = std::move(row.note);
        flag.at = row.at.value_or(now_);
        if (!row.at && came_today(row.account, flag)) return;
        flags_.push_back({std::move(row.account), std::move(flag)});
    }

    /// A row without a time means "now", so that the time cannot tell a repetition from news: the day does.
    [[nodiscard]] bool came_today(const AccountId& account, const Flag& flag) {
        const auto same = [&flag](const Flag& other) {
            return std::tie(flag.kind, flag.by, flag.value, flag.note) ==
                   std::tie(other.kind, other.by, other.value, other.note);
        };
        return std::ranges::any_of(flags_since(tx_, account, date::floor<date::days>(now_)), same);
    }

    /// False, with the rejection noted, where the account is not on record.
    [[nodiscard]] bool accept(std::size_t line, const AccountId& account) {
        if (is_known(account)) {
            ++outcome_.accepted;
            return true;
        }
        outcome_.rejected.push_back(
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
    Instant now_;
    ImportOutcome outcome_;
    long long stored_ = 0; ///< accounts and people that changed
    std::unordered_set<AccountId> known_;
    std::unordered_set<AccountId> unknown_;
    std::vector<OrderRow> orders_;
    std::vector<TicketRow> tickets_;
    std::vector<InvoiceRow> invoices_;
    std::vector<IndicatorRow> indicators_;
    std::vector<FlagRow> flags_;
};

} // namespace

ImportOutcome import_rows(Transaction& tx, std::vector<NumberedRow> rows, Instant now) {
    Import import{tx, now};
    for (auto& row : rows) import.take(std::move(row));
    return import.finish();
}

} // namespace holdfast
