#include "bot/handle/account_health.hpp"
#include "bot/handle/file_wishes.hpp"
#include "bot/handle/own_accounts.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast::verbs {

namespace {

constexpr int most_months = 24;

/// `6m`, `6` or `1y`
std::optional<int> months_in(std::string text) {
    const bool in_years = text.ends_with('y');
    if (in_years || text.ends_with('m')) text.pop_back();
    const auto number = typed_number(text);
    if (!number || *number < 1 || *number > most_months) return std::nullopt;
    const int months = in_years ? *number * 12 : *number;
    return months <= most_months ? std::optional{months} : std::nullopt;
}

std::optional<Reply> refusal_of_text(Desk& desk, const Words& words, const Subject& subject) {
    constexpr std::array<std::string_view, 1> keys{"history"};
    const auto next = subject.next_word;
    const auto unread = words.words.size() - next;
    const bool is_implied = next == 0 && words.value(account_key) == nullptr;
    // One word in the room of another account is a name with a slip in it.
    if (is_implied && unread == 1) return no_account_called(desk, words, next);
    auto instead = std::string{"`/rescue health`"};
    if (unread > 1) instead += fmt::format("; what was said is a touch: `/rescue touch {}`", words.rest_from(next));
    return refusal_of_unread(words, next, keys, fmt::format("The health of {} is not shown", subject.account.name),
                             std::move(instead));
}

} // namespace

Answering health(Desk& desk, const Asker& asker, const Words& words) {
    if (auto own = pick_of_own_accounts(desk, asker, words)) co_return *std::move(own);
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    if (auto refusal = refusal_of_text(desk, words, *subject)) co_return *std::move(refusal);
    const auto report = health_now(desk, subject->account, subject->rescue.get());
    const auto around = desk.around();
    const auto room = subject->rescue ? room_of(desk, subject->rescue->id) : ChannelId{};
    auto answer = render::health(subject->account, report, subject->rescue.get(), room,
                                 render::Showing::to(asker.user, around, desk.now()));
    const auto* const history = words.value("history");
    if (history == nullptr) co_return Reply::reading(std::move(answer));
    const auto months = months_in(history->text);
    if (!months) {
        co_return Reply::refuse("The trend is not drawn",
                                fmt::format("history: takes 1 to {} months, not \"{}\"", most_months, history->text),
                                fmt::format("/rescue health {} history:6m", typed(subject->account.id)));
    }
    slack::FileWish wish;
    wish.kind = slack::FileKind::orders;
    wish.account = subject->account.id;
    wish.months = *months;
    const auto whom = file_for(desk, asker, *subject, words.share);
    co_await send_file(desk, asker, subject->rescue.get(), std::move(wish), whom);
    co_return Reply::reading(std::move(answer));
}

} // namespace holdfast::verbs
