#include "bot/handle/desk.hpp"

#include "playbooks/rescue/ladder.hpp"
#include "storage/inbox.hpp"

#include <fmt/format.h>

namespace holdfast {

Once Once::of(std::string_view kind, std::string_view id) {
    Once once;
    if (!id.empty()) once.key = fmt::format("{}{}", kind, id);
    return once;
}

Desk::Desk(const Rules& rules, const Clock& clock, Database& database, std::function<void()> on_change)
    : rules_{rules}, clock_{clock}, database_{database}, reader_{database.reader()}, ledger_{rules},
      on_change_{std::move(on_change)} {}

boost::asio::awaitable<Changed> Desk::change_case(CaseId id, std::vector<Request> requests, Actor actor, Once once) {
    auto repeated = [this, id, requests, actor, at = now(), overtaken = once.overtaken](Transaction& tx,
                                                                                        Ledger& ledger) -> Changed {
        auto rescue = ledger.find(tx, id);
        if (overtaken && rescue) {
            const auto around = surroundings(tx, rules_);
            for (const auto& request : requests) {
                if (const auto decision = decide(*rescue, request, actor, at, around); !decision)
                    return std::unexpected{decision.error()};
            }
        }
        return Change{std::move(rescue), {}};
    };
    auto work = [id = std::move(id), requests = std::move(requests), actor = std::move(actor),
                 at = now()](Transaction& tx, Ledger& ledger) { return ledger.apply(tx, id, requests, actor, at); };
    return change_once(std::move(once), std::move(repeated), std::move(work));
}

UserId Desk::in_charge(Transaction& tx, const CaseId& id) {
    const auto rescue = ledger_.find(tx, id);
    return rescue ? acting_manager(*rescue, surroundings(tx, rules_)) : UserId{};
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

bool Desk::is_repeated(Transaction& tx, const Once& once, Instant now) {
    // The id first: a command that is sent again does not count as typed now.
    const bool has_come = !once.id.empty() && !remember(tx, once.id, now, now - Once::usual_memory).first;
    return has_come || (!once.key.empty() && !remember(tx, once.key, now, now - once.memory).first);
}

void Desk::hear_again(Transaction& tx, const Once& once) {
    for (const auto& key : {once.id, once.key})
        if (!key.empty()) forget(tx, key);
}

} // namespace holdfast
