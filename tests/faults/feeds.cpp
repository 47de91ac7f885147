#include "tests/faults/feeds.hpp"

#include "tests/faults/cast.hpp"
#include "tests/slack/http_client.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::faults {

namespace {

using namespace std::chrono_literals;

std::string accounts_csv() {
    std::string text = "id,name,owner,manager,executive_sponsor,time_zone,annual_revenue,currency\n";
    for (const char* const id : accounts)
        text += fmt::format("{0},{0} works,U0OWNER,maria@example.com,U0EXEC,Europe/Berlin,500000,EUR\n", id);
    return text;
}

std::string people_csv() {
    std::string text = "account,name,sponsor,phone,time_zone\n";
    for (const char* const id : accounts) text += fmt::format("{},Dana Fox,yes,+49 30 123,Europe/Berlin\n", id);
    return text;
}

/// A year of steady orders, then two months well below.
std::string orders_csv(const char* account) {
    std::string text = "account,date,amount,id\n";
    for (int month = 0; month < 14; ++month) {
        const int amount = month < 12 ? 3'300 : 2'800;
        for (int day = 5; day <= 25; day += 10) {
            text += fmt::format("{0},{1}-{2:02}-{3:02},{4},{0}-{5}-{3}\n", account, month < 12 ? 2025 : 2026,
                                month % 12 + 1, day, amount, month);
        }
    }
    return text;
}

} // namespace

Feeds::Feeds(Stage& stage) : stage_{stage} {
    deliveries_.push_back({.path = "accounts", .body = accounts_csv(), .key = "accounts-1"});
    deliveries_.push_back({.path = "people", .body = people_csv(), .key = "people-1"});
}

void Feeds::decline(int account) {
    const char* const id = accounts[static_cast<std::size_t>(account)];
    deliveries_.push_back(
        {.path = "orders", .body = orders_csv(id), .key = fmt::format("orders-{}", id), .account = id});
    ++stage_.story().inputs;
    deliver();
}

/// In order: what comes later may refer to what came before.
void Feeds::deliver() {
    for (Delivery& delivery : deliveries_) {
        if (!delivery.is_accepted && !send(delivery)) return;
    }
}

void Feeds::deliver_again() {
    for (Delivery& delivery : deliveries_) {
        if (!delivery.is_accepted) continue;
        ++stage_.story().faults["feed delivered twice"];
        send(delivery);
    }
}

bool Feeds::are_all_accepted() const {
    return std::ranges::all_of(deliveries_, &Delivery::is_accepted);
}

bool Feeds::are_people_known() const {
    return deliveries_[0].is_accepted && deliveries_[1].is_accepted;
}

void Feeds::complain() {
    for (const auto& delivery : deliveries_)
        if (!delivery.is_accepted) stage_.story().troubles.push_back("waits for ever: delivery " + delivery.key);
}

/// @return whether it has ever been accepted
bool Feeds::send(Delivery& delivery) {
    if (!stage_.program().is_running()) return false;
    const auto answer = slack_double::send_http("POST", stage_.url("/v1/" + delivery.path),
                                                {{"Authorization", fmt::format("Bearer {}", api_token)},
                                                 {"Content-Type", "text/csv"},
                                                 {"Idempotency-Key", delivery.key}},
                                                delivery.body, 3s);
    stage_.log(fmt::format("  {} {} -> {} {}", delivery.path, delivery.key, answer.status,
                           answer.status == 200 ? answer.body.substr(0, 80) : answer.failure));
    auto& troubles = stage_.story().troubles;
    if (answer.status == 200 && answer.body.contains("\"rejected\":[{"))
        troubles.push_back(fmt::format("rows of {} were rejected: {}", delivery.key, answer.body));
    if (answer.status == 200 && delivery.is_accepted && delivery.answer != answer.body)
        troubles.push_back(fmt::format("{} is answered otherwise the second time: {}", delivery.key, answer.body));
    if (answer.status != 200) return delivery.is_accepted;
    if (!delivery.is_accepted) {
        const auto lines = std::ranges::count(delivery.body, '\n');
        stage_.story().fed.push_back({delivery.path, delivery.account, static_cast<int>(lines) - 1});
    }
    delivery.is_accepted = true;
    delivery.answer = answer.body;
    return true;
}

} // namespace holdfast::faults
