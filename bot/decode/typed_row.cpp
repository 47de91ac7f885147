#include "bot/decode/typed_row.hpp"

#include "bot/decode/plain_values.hpp"
#include "bot/decode/row_fields.hpp"

#include <boost/pfr/core.hpp>

#include <type_traits>
#include <utility>

namespace holdfast {

namespace {

TypedRow account_row(RowFields& fields, GivenColumns given) {
    Account account{.id = fields.account_id("id"),
                    .name = fields.text("name", longest_name),
                    .annual_revenue = fields.optional_money("annual_revenue"),
                    .currency = fields.currency("currency"),
                    .owner = fields.colleague("owner"),
                    .manager = fields.colleague("manager"),
                    .executive_sponsor = fields.colleague("executive_sponsor"),
                    .time_zone = fields.time_zone("time_zone"),
                    .renewal_date = fields.optional_day("renewal_date"),
                    .segment = fields.text("segment", longest_label)};
    const auto name = column_position(RecordKind::accounts, "name");
    const bool clears_name = account.name.empty() && name && given.test(*name);
    fields.require(!clears_name, "name", "a value is required");
    fields.require(account.annual_revenue.value_or(Money{}).cents >= 0, "annual_revenue", "must not be negative");
    return AccountRow{std::move(account), given};
}

TypedRow person_row(RowFields& fields, GivenColumns given) {
    return PersonRow{{.account = fields.account("account"),
                      .name = fields.text("name", longest_name),
                      .title = fields.text("title", longest_name),
                      .role = fields.role("role"),
                      .department = fields.text("department", longest_name),
                      .email = fields.email("email"),
                      .phone = fields.text("phone", longest_label),
                      .time_zone = fields.time_zone("time_zone"),
                      .influence = fields.influence("influence"),
                      .relationship = fields.optional_whole("relationship", 1, 10),
                      .sponsor = fields.yes("sponsor"),
                      .in_role_since = fields.optional_day("in_role_since"),
                      .win_criteria = fields.note("win_criteria", longest_note),
                      .concern = fields.note("concern", longest_note),
                      .preferred_channel = fields.text("preferred_channel", longest_label)},
                     given};
}

TypedRow order_row(RowFields& fields) {
    return OrderRow{.account = fields.account("account"),
                    .order = {.day = fields.day("date"), .amount = fields.money("amount")},
                    .id = fields.id("id")};
}

TypedRow ticket_row(RowFields& fields) {
    TicketRow row{.account = fields.account("account"),
                  .ticket = {.opened_at = fields.instant("opened_at"),
                             .closed_at = fields.optional_instant("closed_at"),
                             .severity = fields.text("severity", longest_label)},
                  .id = fields.id("id")};
    fields.require(row.ticket.closed_at.value_or(row.ticket.opened_at) >= row.ticket.opened_at, "closed_at",
                   "lies before opened_at");
    return row;
}

TypedRow invoice_row(RowFields& fields) {
    constexpr int longest_terms = 3650;
    InvoiceRow row{.account = fields.account("account"),
                   .invoice = {.issued = fields.day("issued"),
                               .due = fields.day("due"),
                               .paid = fields.optional_day("paid"),
                               .terms_days = fields.optional_whole("terms_days", 0, longest_terms)},
                   .amount = fields.optional_money("amount"),
                   .id = fields.id("id")};
    fields.require(row.invoice.due >= row.invoice.issued, "due", "lies before issued");
    return row;
}

TypedRow indicator_row(RowFields& fields) {
    return IndicatorRow{.account = fields.account("account"),
                        .reading = {.name = fields.text("name", longest_label),
                                    .at = fields.instant("at"),
                                    .value = fields.number("value")}};
}

TypedRow signal_row(RowFields& fields) {
    return SignalRow{.account = fields.account("account"),
                     .kind = fields.signal_kind("kind"),
                     .at = fields.optional_instant("at"),
                     .value = fields.optional_number("value"),
                     .note = fields.note("note", longest_note)};
}

TypedRow row_of(RecordKind kind, RowFields& fields, GivenColumns given) {
    switch (kind) {
    case RecordKind::accounts: return account_row(fields, given);
    case RecordKind::people: return person_row(fields, given);
    case RecordKind::orders: return order_row(fields);
    case RecordKind::tickets: return ticket_row(fields);
    case RecordKind::invoices: return invoice_row(fields);
    case RecordKind::indicators: return indicator_row(fields);
    case RecordKind::signals: return signal_row(fields);
    }
    std::unreachable();
}

/// The members of accounts and people are their columns, in the same order.
template <class Record>
Record given_members(const Record& known, Record row, GivenColumns given) {
    boost::pfr::for_each_field(
        row, [&]<class Member, std::size_t i>(Member& member, std::integral_constant<std::size_t, i>) {
            if (!given.test(i)) member = boost::pfr::get<i>(known);
        });
    return row;
}

} // namespace

Account laid_over(const Account& known, const AccountRow& row) {
    return given_members(known, row.account, row.given);
}

Person laid_over(const Person& known, const PersonRow& row) {
    return given_members(known, row.person, row.given);
}

std::expected<TypedRow, FieldProblem> typed_row(RecordKind kind, std::span<const std::string_view> values,
                                                GivenColumns given) {
    RowFields fields{kind, values};
    auto row = row_of(kind, fields, given);
    if (fields.problem()) return std::unexpected{*fields.problem()};
    return row;
}

} // namespace holdfast
