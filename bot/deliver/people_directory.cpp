#include "bot/deliver/people_directory.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

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

KnownUser user_from(const json& user, Instant now) {
    const json& profile = member(user, "profile");
    KnownUser known;
    known.id = UserId{text_member(user, "id")};
    known.email = text_member(profile, "email");
    known.time_zone = text_member(user, "tz");
    known.deleted = is_true(user, "deleted");
    known.is_bot = is_true(user, "is_bot");
    known.fetched_at = now;
    for (const std::string& name : {text_member(profile, "display_name"), text_member(profile, "real_name"),
                                    text_member(user, "real_name"), text_member(user, "name")})
        if (known.name.empty()) known.name = name;
    return known;
}

NotFound not_found(const UserId& who, const SlackFailure& failure) {
    NotFound why;
    why.failure = failure;
    why.for_now = failure.kind != SlackFailure::Kind::refused || failure.reaction == slack::Reaction::wait ||
                  is_about_token(failure);
    const std::string_view kind = is_address(who) ? "the address " : "";
    why.why = fmt::format("Nobody in this workspace has {}{}.", kind, is_address(who) ? who.value : "this id");
    if (failure.reaction != slack::Reaction::target)
        why.why = fmt::format("Slack did not say who {} is: {}.", who.value, in_words(failure));
    return why;
}

} // namespace

PeopleDirectory::PeopleDirectory(asio::any_io_executor executor, Database& database, SlackClient& slack,
                                 const Clock& real_time)
    : executor_{std::move(executor)}, database_{database}, reader_{database.reader()}, slack_{slack},
      real_time_{real_time} {}

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
    const auto unknown = unknown_until_.find(who.value);
    if (unknown != unknown_until_.end() && unknown->second > steady_clock::now()) {
        NotFound still{.why = fmt::format("Nobody in this workspace is {}.", who.value)};
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
            if (unknown_until_.size() >= unknown_kept) unknown_until_.clear();
            unknown_until_[who.value] = steady_clock::now() + unknown_for;
        }
        co_return std::unexpected{std::move(why)};
    }
    KnownUser user = user_from(member(*answer, "user"), real_time_.now());
    // An address may be hidden from us although it led here; and a directory may write it in another way.
    if (is_address(who)) user.email = who.value;
    if (user.id.empty()) {
        NotFound nobody{.why = fmt::format("Slack's answer about {} names nobody.", who.value)};
        co_return std::unexpected{std::move(nobody)};
    }
    const auto keep = [user](Transaction& tx) { store_user(tx, user); };
    co_await database_.write(keep);
    co_return user;
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
