#include "bot/deliver/group_members.hpp"

#include "storage/user_groups.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <vector>

namespace holdfast {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::hours fresh_for{1};
/// Slack was busy, perhaps.
constexpr std::chrono::minutes again_after{5};

} // namespace

asio::awaitable<void> GroupMembers::refresh(UserId group) {
    const auto now = steady_clock::now();
    auto& next = ask_again_at_.try_emplace(group, now).first->second;
    if (now < next) co_return;
    next = now + again_after;
    nlohmann::json arguments{{"usergroup", group.value}};
    const SlackResult answer = co_await slack_.call("usergroups.users.list", std::move(arguments));
    if (!answer) {
        problems_.insert_or_assign(group, in_words(answer.error()));
        spdlog::warn("Who is in the user group {} could not be asked: {}", group.value, in_words(answer.error()));
        co_return;
    }
    std::vector<UserId> members;
    for (const auto& user : member(*answer, "users"))
        if (user.is_string()) members.emplace_back(user.get<std::string>());
    problems_.erase(group);
    if (members.empty()) problems_.insert_or_assign(group, "nobody is in it");
    ask_again_at_.insert_or_assign(group, now + fresh_for);
    const auto work = [&group, &members](Transaction& tx) { return store_group_members(tx, group, members); };
    const bool changed = co_await database_.write(work);
    if (changed) spdlog::info("The user group {} has {} members", group.value, members.size());
}

} // namespace holdfast
