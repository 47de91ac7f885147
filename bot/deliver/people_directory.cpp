#include "bot/deliver/people_directory.hpp"

#include "bot/decode/slack_user.hpp"
#include "storage/unknown_colleagues.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <exception>
#include <memory>

namespace holdfast {

namespace {

using nlohmann::json;
using std::chrono::steady_clock;

constexpr std::chrono::hours fresh_for{1};
constexpr std::chrono::minutes unknown_for{10};
constexpr std::size_t unknown_kept = 1'024;

bool is_address(const UserId& who) {
    return who.value.contains('@');
}

NotFound not_found(const UserId& who, const SlackFailure& failure) {
    NotFound why;
    why.failure = failure;
    why.for_now = failure.kind != SlackFailure::Kind::refused || failure.reaction == slack::Reaction::wait ||
                  is_about_token(failure);
    why.is_nobody = failure.kind == SlackFailure::Kind::refused && failure.reaction == slack::Reaction::target;
    const std::string_view kind = is_address(who) ? "address" : "id";
    why.why = why.is_nobody ? fmt::format("Nobody in this workspace has the {} {}.", kind, who.value)
                            : fmt::format("Slack did not say who {} is: {}.", who.value, in_words(failure));
    return why;
}

} // namespace

PeopleDirectory::PeopleDirectory(asio::any_io_executor executor, Database& database, SlackClient& slack,
                                 const Clock& real_time, std::chrono::milliseconds slow_for)
    : executor_{std::move(executor)}, database_{database}, reader_{database.reader()}, slack_{slack},
      real_time_{real_time}, slow_for_{slow_for} {}

std::optional<KnownUser> PeopleDirectory::remembered(const UserId& who) {
    return is_address(who) ? find_user_by_email(reader_, who.value) : find_user(reader_, who);
}

asio::awaitable<std::expected<KnownUser, NotFound>> PeopleDirectory::find(UserId who) {
    std::optional<KnownUser> known = remembered(who);
    if (known && real_time_.now() - known->fetched_at < fresh_for) co_return std::move(*known);
    auto asked = co_await ask(who);
    if (asked || !known || !asked.error().for_now) co_return asked;
    co_return std::move(*known);
}

asio::awaitable<std::expected<KnownUser, NotFound>> PeopleDirectory::ask(const UserId& who) {
    const auto unknown = unknown_.find(who.value);
    if (unknown != unknown_.end() && unknown->second.until > steady_clock::now()) {
        NotFound still = unknown->second.why;
        co_return std::unexpected{std::move(still)};
    }
    std::string method = "users.info";
    json arguments{{"user", who.value}};
    if (is_address(who)) {
        method = "users.lookupByEmail";
        arguments = {{"email", who.value}};
    }
    const SlackResult answer = co_await slack_.call(method, arguments);
    if (!answer) {
        NotFound why = not_found(who, answer.error());
        if (!why.for_now) {
            if (unknown_.size() >= unknown_kept) unknown_.clear();
            unknown_.insert_or_assign(who.value, Unknown{steady_clock::now() + unknown_for, why});
        }
        if (why.is_nobody) co_await keep_unknown(who);
        co_return std::unexpected{std::move(why)};
    }
    const auto self = co_await slack_.identity();
    const std::string own_team = self ? self->team_id : std::string{};
    std::optional<KnownUser> user = known_user_from(member(*answer, "user"), own_team, real_time_.now());
    if (!user) {
        NotFound unnamed{.why = fmt::format("Slack's answer about {} names nobody.", who.value)};
        co_return std::unexpected{std::move(unnamed)};
    }
    // An address may be hidden from us although it led here; and a directory may write it in another way.
    if (is_address(who)) user->email = who.value;
    co_await keep_known(who, *user);
    co_return std::move(*user);
}

asio::awaitable<void> PeopleDirectory::keep_unknown(UserId who) {
    const auto keep = [&who, now = real_time_.now()](Transaction& tx) {
        return remember_unknown_colleague(tx, who, now);
    };
    const bool is_news = co_await database_.write(keep);
    if (is_news) on_news_(who);
}

asio::awaitable<void> PeopleDirectory::keep_known(UserId who, KnownUser user) {
    const auto keep = [&who, &user](Transaction& tx) {
        const auto before = find_user(tx, user.id);
        store_user(tx, user);
        const bool was_unknown = forget_unknown_colleague(tx, who);
        return was_unknown || !before || before->time_zone != user.time_zone || before->deleted != user.deleted;
    };
    const bool is_news = co_await database_.write(keep);
    if (is_news) on_news_(user.id);
}

void PeopleDirectory::doubt(UserId who) {
    const auto ask_anew = [](PeopleDirectory& directory, UserId whom) -> asio::awaitable<void> {
        try {
            const auto found = co_await directory.ask(whom);
            if (!found) spdlog::info("Cannot be reached: {}", found.error().why);
        } catch (const std::exception& error) {
            spdlog::warn("Looking somebody up stopped: {}", error.what());
        }
    };
    asio::co_spawn(executor_, ask_anew(*this, std::move(who)), asio::detached);
}

asio::awaitable<std::expected<KnownUser, NotFound>> PeopleDirectory::find_within(UserId who,
                                                                                 std::chrono::milliseconds patience) {
    using Found = std::expected<KnownUser, NotFound>;
    // Belongs to the question and to whoever waits for it: either may end first.
    struct Waiting {
        explicit Waiting(const asio::any_io_executor& executor) : answered{executor} {}
        asio::steady_timer answered;
        std::optional<Found> found;
    };
    const auto question = [](PeopleDirectory& directory, UserId whom,
                             std::shared_ptr<Waiting> waiting) -> asio::awaitable<void> {
        try {
            Found found = co_await directory.find(std::move(whom));
            waiting->found = std::move(found);
        } catch (const std::exception& error) {
            spdlog::warn("Looking somebody up stopped: {}", error.what());
        }
        waiting->answered.cancel();
    };
    const auto waiting = std::make_shared<Waiting>(executor_);
    waiting->answered.expires_after(patience);
    asio::co_spawn(executor_, question(*this, who, waiting), asio::detached);
    const bool waits = !waiting->found && steady_clock::now() >= slow_until_;
    if (waits) co_await waiting->answered.async_wait(asio::as_tuple(asio::use_awaitable));
    if (waiting->found) co_return std::move(*waiting->found);
    if (waits) slow_until_ = steady_clock::now() + slow_for_;
    std::optional<KnownUser> known = remembered(who);
    if (known) co_return std::move(*known);
    NotFound late{.for_now = true, .why = fmt::format("Slack did not say in time who {} is.", who.value)};
    co_return std::unexpected{std::move(late)};
}

void PeopleDirectory::refresh(std::vector<UserId> people) {
    const auto look_up = [](PeopleDirectory& directory, std::vector<UserId> whom) -> asio::awaitable<void> {
        try {
            for (const UserId& who : whom) {
                const auto found = co_await directory.find(who);
                if (!found) spdlog::info("Not looked up: {}", found.error().why);
            }
        } catch (const std::exception& error) {
            spdlog::warn("Looking people up stopped: {}", error.what());
        }
    };
    asio::co_spawn(executor_, look_up(*this, std::move(people)), asio::detached);
}

} // namespace holdfast
