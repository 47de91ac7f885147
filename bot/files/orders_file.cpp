#include "bot/files/orders_file.hpp"

#include "bot/files/wished_case.hpp"
#include "bot/handle/account_health.hpp"
#include "bot/picture/moment_words.hpp"
#include "bot/picture/order_trend.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/views.hpp"
#include "storage/accounts.hpp"
#include "storage/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

using slack::Mrkdwn;

date::year_month month_of(Day day) {
    const date::year_month_day date{day};
    return date.year() / date.month();
}

/// Complete months and the running one, without gaps, from the first on record at the earliest.
std::vector<picture::OrderTrend::Month> months_until(const std::vector<OrderMonth>& ordered, Day today, int complete) {
    if (ordered.empty()) return {};
    const auto running = month_of(today);
    auto month = std::max(std::ranges::min(ordered, {}, &OrderMonth::month).month, running - date::months{complete});
    std::vector<picture::OrderTrend::Month> months;
    for (; month <= running; month += date::months{1}) {
        picture::OrderTrend::Month one{month, 0, month == running};
        for (const auto& row : ordered)
            if (row.month == month) one.amount += static_cast<double>(row.total.cents) / 100;
        months.push_back(one);
    }
    return months;
}

} // namespace

std::expected<FileContent, std::string> orders_file(Connection& db, const Rules& rules, const slack::FileWish& wish) {
    const auto account = find_account(db, wish.account);
    if (!account) return std::unexpected{"the account is not on record"};
    const AsOf as_of{wish.as_of, &zone_of_account(*account, rules)};
    const auto history = history_of(db, *account, rules.health.signals, as_of);
    const auto usual = order_baseline(history.order_months, rules.health.signals.order_baseline, as_of.today());
    const auto begin = Day{date::local_days{(month_of(as_of.today()) - date::months{wish.months}) / date::day{1}}};
    const auto ordered = order_months(db, account->id, begin, as_of.today() + date::days{1});

    picture::OrderTrend trend;
    trend.account_name = slack::one_line(account->name);
    trend.currency = slack::one_line(account->currency);
    trend.months = months_until(ordered, as_of.today(), wish.months);
    if (usual) trend.usual = usual->usual_amount();
    const auto& decline = rules.health.decline;
    trend.bands = {decline.shift_percent, decline.distancing_percent, decline.crisis_percent};
    trend.as_of = picture::moment_in_words(wish.as_of, *as_of.zone);

    FileContent file;
    file.ending = "png";
    file.title = fmt::format("Orders of {}", trend.account_name);
    file.alt_text = picture::alt_text(trend);
    file.comment = Mrkdwn::of("Orders of *{}* against what is usual", Mrkdwn{account->name}.cut(100)).text();
    file.bytes = picture::draw(trend);
    file.instead = slack::payload(slack::Message{.text = Mrkdwn{file.alt_text}.cut(2'800)});
    return file;
}

} // namespace holdfast
