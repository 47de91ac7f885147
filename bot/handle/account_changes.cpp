#include "bot/handle/account_changes.hpp"

#include "bot/handle/typed_values.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/calendar/date_words.hpp"
#include "storage/accounts.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

constexpr std::string_view example = "/rescue account set acme renewal:2026-11-30 owner:@kim zone:Europe/Berlin";

Reply said(Desk& desk, const Line& line) {
    const auto around = desk.around();
    return Reply::say(render::sentence(line, {around, desk.now()}));
}

/// Puts what was typed as key:value into the account. @return what is wrong with it, empty when nothing is
std::string take_over(Desk& desk, const Asker& asker, const Words& words, Account& account) {
    for (const auto& [key, value, span] : words.pairs) {
        const auto colleague = colleague_in(value);
        if (key == "owner" || key == "manager" || key == "executive" || key == "executive_sponsor") {
            if (!colleague && !value.text.contains('@')) return fmt::format("\"{}\" is nobody in Slack", value.text);
            const auto user = colleague.value_or(UserId{value.text});
            (key == "owner" ? account.owner : key == "manager" ? account.manager : account.executive_sponsor) = user;
        } else if (key == "name") {
            account.name = value.text;
        } else if (key == "revenue" || key == "annual_revenue") {
            const auto amount = parse_money(value.text);
            if (!amount) return amount.error();
            account.annual_revenue = *amount;
        } else if (key == "currency") {
            account.currency = value.text;
        } else if (key == "zone" || key == "time_zone") {
            if (find_zone(value.text) == nullptr) {
                return fmt::format("\"{}\" is no time zone such as Europe/Berlin", value.text);
            }
            account.time_zone = value.text;
        } else if (key == "renewal" || key == "renewal_date") {
            const auto day = parse_date_word(lower_case(value.text), today_of(desk, asker.user));
            if (!day) return day.error();
            account.renewal_date = *day;
        } else if (key == "segment") {
            account.segment = value.text;
        } else {
            return fmt::format("\"{}\" is not known; known are name, owner, manager, executive, revenue, currency, "
                               "zone, renewal, segment",
                               key);
        }
    }
    if (account.name.empty()) account.name = account.id.value;
    constexpr std::size_t longest_name = 300;
    if (account.name.size() > longest_name) return "the name is too long";
    return {};
}

boost::asio::awaitable<Reply> store(Desk& desk, Asker asker, Account account, std::string verb) {
    const auto now = desk.now();
    auto work = [account, once = asker.once, now](Transaction& tx, Ledger&) {
        if (is_repeated(tx, once, now)) return;
        if (upsert_account(tx, account)) request_evaluation(tx, account.id, now);
    };
    co_await desk.change(std::move(work));
    Line line;
    line.stress(account.name).say(fmt::format(" is {}.", verb));
    co_return said(desk, line);
}

bool may_change(Desk& desk, const Asker& asker, const Account& account) {
    if (account.owner.empty() && account.manager.empty()) return true;
    auto& db = desk.reader();
    const auto is = [&](const UserId& user) { return !user.empty() && resolved(db, user) == asker.user; };
    return is(account.owner) || is(account.manager) || is(account.executive_sponsor) ||
           std::ranges::any_of(desk.rules().policy.admins, is);
}

} // namespace

boost::asio::awaitable<Reply> add_account(Desk& desk, Asker asker, Words words) {
    Account account;
    account.id = AccountId{words.words[1].text};
    constexpr std::size_t longest_id = 100;
    if (account.id.value.empty() || account.id.value.size() > longest_id) {
        co_return Reply::refuse("No account was added", "the id must have 1 to 100 characters", std::string{example});
    }
    if (const auto known = find_account(desk.reader(), account.id)) {
        co_return Reply::refuse(fmt::format("{} is on record already", known->name), "ids are unique",
                                fmt::format("/rescue account set {} …", account.id.value));
    }
    if (const auto called = accounts_called(desk.reader(), account.id.value); !called.empty()) {
        co_return Reply::refuse(fmt::format("{} is called so already", called.front().name),
                                "two accounts that differ in upper and lower case alone cannot be told apart",
                                fmt::format("/rescue account set {} …", called.front().id.value));
    }
    account.owner = asker.user;
    const auto wrong = take_over(desk, asker, words, account);
    if (!wrong.empty()) co_return Reply::refuse("No account was added", wrong, std::string{example});
    co_return co_await store(desk, std::move(asker), std::move(account), "on record");
}

boost::asio::awaitable<Reply> set_account(Desk& desk, Asker asker, Account account, Words words) {
    if (!may_change(desk, asker, account)) {
        co_return Reply::refuse(fmt::format("You cannot change {}", account.name),
                                "it is for its account manager, manager or executive sponsor", "Ask one of them");
    }
    const auto wrong = take_over(desk, asker, words, account);
    if (!wrong.empty()) co_return Reply::refuse("Nothing was changed", wrong, std::string{example});
    co_return co_await store(desk, std::move(asker), std::move(account), "up to date");
}

boost::asio::awaitable<Reply> add_person(Desk& desk, Asker asker, Subject subject, Person person) {
    const auto now = desk.now();
    const request::AddContact contact{person.name, person.title, person.role, person.department};
    const auto id = subject.rescue ? subject.rescue->id : CaseId{};
    auto work = [id, person, contact, actor = actor_of(asker, subject), once = asker.once,
                 now](Transaction& tx, Ledger& ledger) -> Changed {
        if (is_repeated(tx, once, now)) return Change{id.empty() ? nullptr : ledger.find(tx, id), {}};
        if (id.empty()) {
            upsert_person(tx, person);
            return Change{};
        }
        auto changed = ledger.apply(tx, id, {contact}, actor, now);
        // The rescue knows who joined; all else about the person is the account's.
        if (changed) upsert_person(tx, person);
        return changed;
    };
    const auto changed = co_await desk.change(std::move(work));
    if (!changed) co_return Reply::refuse(changed.error());
    if (!changed->events.empty()) co_return reply_to(desk, changed);
    Line line;
    line.stress(person.name).say(fmt::format(" is on record at {}.", subject.account.name));
    co_return said(desk, line);
}

boost::asio::awaitable<Reply> person_left(Desk& desk, Asker asker, Subject subject, std::string name) {
    if (!subject.rescue) {
        auto work = [account = subject.account.id, name](Transaction& tx, Ledger&) {
            return remove_person(tx, account, name);
        };
        const auto removed = co_await desk.change(std::move(work));
        if (!removed) {
            co_return Reply::refuse(fmt::format("Nobody called \"{}\" is on record", name),
                                    fmt::format("at {}", subject.account.name),
                                    fmt::format("/rescue people {}", subject.account.id.value));
        }
        Line line;
        line.stress(name).say(fmt::format(" is no longer on record at {}.", subject.account.name));
        co_return said(desk, line);
    }
    const request::ContactLeft left{name};
    const auto changed = co_await desk.change_case(subject.rescue->id, {left}, actor_of(asker, subject), asker.once);
    co_return reply_to(desk, changed);
}

boost::asio::awaitable<Reply> name_sponsor(Desk& desk, Asker asker, Subject subject, SponsorContact given) {
    if (!given.zone.empty() && find_zone(given.zone) == nullptr) {
        co_return Reply::refuse("The sponsor is not saved",
                                fmt::format("\"{}\" is no time zone such as Europe/Berlin", given.zone),
                                "/rescue sponsor \"Dana Fox\" zone:Europe/Berlin");
    }
    const auto& rescue = *subject.rescue;
    auto known = rescue.sponsor;
    if (!given.name.empty()) known.name = given.name;
    if (!given.zone.empty()) known.zone = given.zone;
    request::NameSponsor request;
    request.sponsor = std::move(given);
    const auto around = desk.around();
    request.call = call_window(known, subject.account.time_zone, rescue.manager, rescue.call.asked_at, around);
    const auto changed = co_await desk.change_case(rescue.id, {request}, actor_of(asker, subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast
