#include "bot/record/dossier_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace holdfast {

namespace {

using Named = std::pair<std::string_view, std::string_view>;

constexpr std::array headings{Named{"accounts", "Accounts"},
                              Named{"audit", "Audit"},
                              Named{"case_events", "Record of the rescues"},
                              Named{"cases", "Rescues"},
                              Named{"digests", "Morning digests"},
                              Named{"flags", "Warning signs that people noted"},
                              Named{"inbox", "Requests that were seen"},
                              Named{"indicators", "Indicators"},
                              Named{"invoices", "Invoices"},
                              Named{"living_messages", "Messages kept up to date"},
                              Named{"orders", "Orders"},
                              Named{"outbox", "Messages to Slack"},
                              Named{"own_side_risks", "Risks on our own side"},
                              Named{"pending_evaluations", "Evaluations to come"},
                              Named{"people", "People at the customer"},
                              Named{"reminders", "Reminders to come"},
                              Named{"room_members", "Members of rooms"},
                              Named{"rooms", "Rooms in Slack"},
                              Named{"signal_readings", "What the detectors say"},
                              Named{"slack_users", "Colleagues in Slack"},
                              Named{"tickets", "Support tickets"},
                              Named{"touches", "Contacts with the customer"},
                              Named{"unknown_colleagues", "Addresses that Slack does not know"}};

constexpr std::array columns{Named{"account_id", "account"},
                             Named{"actor", "by"},
                             Named{"annual_cents", "revenue a year"},
                             Named{"at", "when"},
                             Named{"body", "details"},
                             Named{"case_id", "rescue"},
                             Named{"cents", "amount"},
                             Named{"channel_id", "channel"},
                             Named{"email", "e-mail"},
                             Named{"payload", "message"},
                             Named{"seq", "number"},
                             Named{"type", "what"},
                             Named{"user_id", "colleague"},
                             Named{"wanted_payload", "message"},
                             Named{"with_whom", "with"}};

constexpr std::array instants{"at", "until", "since", "updated", "not_before", "lease_until"};

template <std::size_t count>
std::string_view named(const std::array<Named, count>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name, &Named::first);
    return found == names.end() ? std::string_view{} : found->second;
}

std::string with_blanks(std::string_view name) {
    std::string words{name};
    std::ranges::replace(words, '_', ' ');
    return words;
}

} // namespace

std::string heading_of(std::string_view table) {
    const auto heading = named(headings, table);
    return heading.empty() ? with_blanks(table) : std::string{heading};
}

std::string words_for(std::string_view column) {
    const auto words = named(columns, column);
    return words.empty() ? with_blanks(column) : std::string{words};
}

bool holds_instants(std::string_view column) {
    return column.ends_with("_at") || std::ranges::find(instants, column) != instants.end();
}

bool holds_money(std::string_view column) {
    return column == "cents" || column.ends_with("_cents");
}

} // namespace holdfast
