#include "bot/deliver/group_members.hpp"

#include "storage/user_groups.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::hours fresh_for{1};

} // namespace

asio::awaitable<void> GroupMembers::refresh(UserId group) {
    const auto now = steady_clock::now();
    auto& next = ask_again_at_.try_emplace(group, now).first->second;
    if (now < next) co_return;
    next = now + again_after_;
    nlohmann::json arguments{{"usergroup", group.value}};
    const SlackResult answer = co_await slack_.call("usergroups.users.list", std::move(arguments));
    if (!answer) {
        note_problem(group, in_words(answer.error()));
        co_return;
    }
    std::vector<UserId> members;
    for (const auto& user : member(*answer, "users"))
        if (user.is_string()) members.emplace_back(user.get<std::string>());
    const auto work = [&group, &members](Transaction& tx) { return store_group_members(tx, group, members); };
    try {
        const bool changed = co_await database_.write(work);
        if (changed) spdlog::info("The user group {} has {} members", group.value, members.size());
    } catch (const std::exception& failure) {
        note_problem(group, fmt::format("its members could not be stored: {}", failure.what()));
        co_return;
    }
    ask_again_at_.insert_or_assign(group, now + fresh_for);
    problems_.erase(group);
    if (members.empty()) problems_.insert_or_assign(group, "nobody is in it");
}

void GroupMembers::note_problem(const UserId& group, std::string why) {
    spdlog::warn("Who is in the user group {} is not known: {}", group.value, why);
    problems_.insert_or_assign(group, std::move(why));
}

} // namespace holdfast
