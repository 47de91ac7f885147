#include "bot/operate/self_examination.hpp"

#include "bot/deliver/silent_rooms.hpp"
#include "bot/handle/absence.hpp"
#include "bot/handle/room_findings.hpp"
#include "bot/operate/address_examination.hpp"
#include "bot/operate/slack_examination.hpp"
#include "bot/render/moments.hpp"
#include "storage/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace holdfast {

namespace {

SlackFailure no_answer_yet() {
    SlackFailure failure;
    failure.kind = SlackFailure::Kind::unavailable;
    failure.code = "not asked yet";
    failure.reaction = slack::Reaction::retry;
    return failure;
}

} // namespace

SelfExamination::SelfExamination(asio::any_io_executor executor, const Clock& real_time, Parts parts)
    : executor_{std::move(executor)}, real_time_{real_time}, parts_{parts} {}

asio::awaitable<std::vector<render::Finding>> SelfExamination::findings() {
    auto all = slack();
    const auto add = [&all](std::vector<render::Finding> more) { std::ranges::move(more, std::back_inserter(all)); };
    add(configured_groups());
    add(findings_about_absence(parts_.desk));
    add(findings_about_rooms(parts_.desk));
    all.push_back(delivery());
    add(silence());
    all.push_back(storage());
    add(damage());
    if (const auto& problem = parts_.api_tokens.problem())
        all.push_back({false, "The tokens of /v1 are those from before the last change", *problem});
    auto address = co_await public_address();
    if (address) all.push_back(std::move(*address));
    co_return all;
}

asio::awaitable<std::optional<render::Finding>> SelfExamination::public_address() {
    constexpr std::chrono::milliseconds patience{1'500};
    auto question = question_about_address(parts_.desk.rules().settings, real_time_.now(), patience);
    if (!question) co_return std::nullopt;
    co_return co_await ask_own_address(executor_, std::move(*question));
}

std::vector<render::Finding> SelfExamination::slack() {
    auto findings =
        findings_about_slack({.identity = parts_.watch.identity().value_or(std::unexpected{no_answer_yet()}),
                              .scopes = parts_.slack.scopes(),
                              .clock_skew = parts_.slack.clock_skew(),
                              .rooms_are_private = parts_.desk.rules().settings.room.is_private});
    for (const auto& [method, scope] : parts_.slack.lacking_scopes()) {
        findings.push_back({false, fmt::format("Slack refuses {} without {}", method, scope),
                            fmt::format("add {} under OAuth & Permissions and install the app again", scope)});
    }
    if (parts_.socket_door) {
        const auto& connections = parts_.socket_door->connections();
        const auto problem = connections.problem();
        findings.push_back({problem.empty(),
                            fmt::format("Socket Mode: {} to Slack", render::counted(connections.live(), "connection")),
                            problem});
    }
    return findings;
}

std::vector<render::Finding> SelfExamination::configured_groups() {
    std::vector<render::Finding> findings;
    for (const auto& [group, problem] : parts_.groups.problems()) {
        findings.push_back({false, fmt::format("the user group {} of leaders or admins: {}", group.value, problem),
                            "correct leaders and admins in the configuration, or the group in Slack"});
    }
    return findings;
}

std::vector<render::Finding> SelfExamination::silence() {
    std::vector<render::Finding> findings;
    for (const auto& room : silent_rooms(parts_.desk.reader())) {
        findings.push_back(
            {false,
             fmt::format("room #{}: shared with another organisation, so {} messages wait", room.name, room.waiting),
             "end the sharing in the channel's settings"});
    }
    return findings;
}

render::Finding SelfExamination::delivery() {
    constexpr std::chrono::minutes worrying{5};
    auto& desk = parts_.desk;
    const auto depth = outbox_depth(desk.reader());
    const auto oldest = waiting_since(desk.reader());
    const auto age = oldest ? desk.now() - *oldest : std::chrono::milliseconds{0};
    const auto what = fmt::format("messages: {} wait to be delivered", depth.queued + depth.in_flight + depth.doubtful);
    if (age < worrying) return {true, what, {}};
    return {false, what, parts_.courier.problem().value_or("the oldest waits for more than five minutes; see the log")};
}

render::Finding SelfExamination::storage() {
    const auto& problem = parts_.readiness.database_problem;
    if (!problem.empty()) return {false, "database: changes cannot be stored", problem};
    const auto open = parts_.desk.book().all_open(parts_.desk.reader()).size();
    return {true, fmt::format("database: stores changes, {} open", render::counted(open, "rescue")), {}};
}

std::vector<render::Finding> SelfExamination::damage() {
    std::vector<render::Finding> findings;
    for (const auto& [id, why] : parts_.desk.book().left_out()) {
        findings.push_back({false, fmt::format("database: {} cannot be read and is left out", id.value),
                            "restore a backup; holdfast doctor on the server names the event"});
    }
    return findings;
}

} // namespace holdfast
