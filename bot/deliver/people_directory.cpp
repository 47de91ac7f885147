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
constexpr std::size_t most_questions = 100;

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

std::unexpected<NotFound> unanswered(const UserId& who) {
    return std::unexpected{
        NotFound{.for_now = true, .why = fmt::format("Slack did not say in time who {} is.", who.value)}};
}

} // namespace

PeopleDirectory::PeopleDirectory(asio::any_io_executor executor, Database& database, SlackClient& slack,
                                 const Clock& real_time, std::chrono::milliseconds slow_for)
    : executor_{std::move(executor)}, database_{database}, reader_{database.reader()}, slack_{slack},
      real_time_{real_time}, slow_for_{slow_for} {}

std::optional<KnownUser> PeopleDirectory::remembered(const UserId& who) {
    return is_address(who) ? find_user_by_email(reader_, who.value) : find_user(reader_, who);
}

bool PeopleDirectory::is_fresh(const KnownUser& user) const {
    return real_time_.now() - user.fetched_at < fresh_for;
}

asio::awaitable<PeopleDirectory::Found> PeopleDirectory::find(UserId who) {
    std::optional<KnownUser> known = remembered(who);
    if (known && is_fresh(*known)) co_return std::move(*known);
    const std::shared_ptr<Question> question = question_about(who);
    if (question) co_await wait_for(question, SteadyTime::max());
    co_return best_answer(who, question.get(), std::move(known));
}

asio::awaitable<PeopleDirectory::Found> PeopleDirectory::ask(const UserId& who) {
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
        spdlog::info("Not looked up: {}", why.why);
        if (!why.for_now) {
            if (unknown_.size() >= unknown_kept) unknown_.clear();
            unknown_.insert_or_assign(who.value, Unknown{steady_clock::now() + unknown_for, why});
        }
        if (why.is_nobody) co_await keep_unknown(who);
        co_return std::unexpected{std::move(why)};
    }
    // Without it an outsider would be remembered as a colleague.
    const auto self = co_await slack_.identity();
    if (!self) co_return std::unexpected{not_found(who, self.error())};
    const Workspace home{.team = self->team_id, .enterprise = self->enterprise_id};
    std::optional<KnownUser> user = known_user_from(member(*answer, "user"), home, real_time_.now());
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

void PeopleDirectory::doubt(const UserId& who) {
    (void)question_about(who);
}

asio::awaitable<PeopleDirectory::Found> PeopleDirectory::find_within(UserId who, std::chrono::milliseconds patience) {
    std::optional<KnownUser> known = remembered(who);
    if (known && is_fresh(*known)) co_return std::move(*known);
    const std::shared_ptr<Question> question = question_about(who);
    const bool waits = question && !question->found && steady_clock::now() >= slow_until_;
    if (waits) co_await wait_for(question, steady_clock::now() + patience);
    if (waits && !question->found) slow_until_ = steady_clock::now() + slow_for_;
    co_return best_answer(who, question.get(), std::move(known));
}

/// Null where so much is asked already that an answer would take minutes.
std::shared_ptr<PeopleDirectory::Question> PeopleDirectory::question_about(const UserId& who) {
    if (const auto asked = questions_.find(who.value); asked != questions_.end()) return asked->second;
    if (questions_.size() >= most_questions) return nullptr;
    const auto question = std::make_shared<Question>();
    questions_.emplace(who.value, question);
    asio::co_spawn(executor_, put(who, question), asio::detached);
    return question;
}

asio::awaitable<void> PeopleDirectory::put(UserId who, std::shared_ptr<Question> question) {
    try {
        Found found = co_await ask(who);
        question->found = std::move(found);
    } catch (const std::exception& error) {
        spdlog::warn("Looking somebody up stopped: {}", error.what());
        question->found = unanswered(who);
    }
    questions_.erase(who.value);
    for (const auto& patience : question->waiting) patience->cancel();
}

asio::awaitable<void> PeopleDirectory::wait_for(std::shared_ptr<Question> question, SteadyTime until) {
    if (question->found) co_return;
    const auto patience = std::make_shared<asio::steady_timer>(executor_, until);
    question->waiting.push_back(patience);
    co_await patience->async_wait(asio::as_tuple(asio::use_awaitable));
}

PeopleDirectory::Found PeopleDirectory::best_answer(const UserId& who, const Question* question,
                                                    std::optional<KnownUser> known) {
    Found answer = question != nullptr && question->found ? *question->found : unanswered(who);
    if (!answer && known && answer.error().for_now) return std::move(*known);
    return answer;
}

} // namespace holdfast
