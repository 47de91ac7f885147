#include "bot/handle/desk.hpp"

namespace holdfast {

Desk::Desk(const Rules& rules, const Clock& clock, Database& database, std::function<void()> on_change)
    : rules_{rules}, clock_{clock}, database_{database}, reader_{database.reader()}, ledger_{rules},
      on_change_{std::move(on_change)} {}

boost::asio::awaitable<Changed> Desk::change_case(CaseId id, std::vector<Request> requests, Actor actor, Once once) {
    const auto at = now();
    auto work = [id = std::move(id), requests = std::move(requests), actor = std::move(actor), once = std::move(once),
                 at](Transaction& tx, Ledger& ledger) -> Changed {
        if (is_repeated(tx, once, at)) return Change{ledger.find(tx, id), {}};
        auto changed = ledger.apply(tx, id, requests, actor, at);
        if (!changed && !once.key.empty()) forget(tx, once.key);
        return changed;
    };
    co_return co_await change(std::move(work));
}

boost::asio::awaitable<std::vector<render::Finding>> Desk::examine() {
    if (examination_) co_return co_await examination_();
    co_return std::vector<render::Finding>{};
}

boost::asio::awaitable<Desk::Identified> Desk::look_up(UserId who) {
    if (look_up_) co_return co_await look_up_(std::move(who));
    auto known = who.value.contains('@') ? find_user_by_email(reader_, who.value) : find_user(reader_, who);
    if (!known) co_return std::unexpected{NotIdentified::unanswered};
    co_return std::move(*known);
}

bool is_repeated(Transaction& tx, const Once& once, Instant now) {
    return !once.key.empty() && !remember(tx, once.key, now, now - once.memory).first;
}

} // namespace holdfast
