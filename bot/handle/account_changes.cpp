#include "bot/handle/account_changes.hpp"

#include "bot/decode/plain_values.hpp"
#include "bot/handle/colleagues.hpp"
#include "bot/handle/customer_people.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/calendar/date_words.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/not_for.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "playbooks/wording/letter_case.hpp"
#include "storage/accounts.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>

#include <array>
#include <expected>
#include <optional>
#include <set>
#include <utility>

namespace holdfast {

namespace {

constexpr std::string_view example = "/rescue account set acme renewal:2026-11-30 owner:@kim zone:Europe/Berlin";

Reply said(Desk& desk, const Line& line) {
    const auto around = desk.around();
    return Reply::say(render::sentence(line, {around, desk.now()}));
}

/// What was typed about an account.
struct TypedFields {
    std::optional<UserId> owner;
    std::optional<UserId> manager;
    std::optional<UserId> executive_sponsor;
    std::optional<std::string> name;
    std::optional<std::string> currency;
    std::optional<std::string> time_zone;
    std::optional<std::string> segment;
    std::optional<Money> annual_revenue;
    std::optional<Day> renewal_date;
};

/// @return what was typed as key:value, or what is wrong with it
std::expected<TypedFields, std::string> typed_fields(Desk& desk, const Asker& asker, const Words& words) {
    TypedFields typed;
    for (const auto& [key, value, span] : words.pairs) {
        if (key == account_key) continue;
        const auto colleague = colleague_in(value);
        if (key == "owner" || key == "manager" || key == "executive" || key == "executive_sponsor") {
            if (!colleague && !is_email(value.text))
                return std::unexpected{fmt::format("\"{}\" is nobody in Slack", value.text)};
            const auto user = colleague.value_or(UserId{value.text});
            (key == "owner" ? typed.owner : key == "manager" ? typed.manager : typed.executive_sponsor) = user;
        } else if (key == "name") {
            if (const auto flaw = flaw_of_line(value.text, longest_name))
                return std::unexpected{fmt::format("the name {}", *flaw)};
            typed.name = value.text;
        } else if (key == "revenue" || key == "annual_revenue") {
            const auto amount = parse_money(value.text);
            if (!amount) return std::unexpected{amount.error()};
            if (amount->cents < 0) return std::unexpected{"the revenue must not be negative"};
            typed.annual_revenue = *amount;
        } else if (key == "currency") {
            typed.currency = currency_code(value.text);
            if (!typed.currency)
                return std::unexpected{fmt::format("\"{}\" is not {}", value.text, what_a_currency_code_is)};
        } else if (key == "zone" || key == "time_zone") {
            if (find_zone(value.text) == nullptr) {
                return std::unexpected{fmt::format("\"{}\" is no time zone such as Europe/Berlin", value.text)};
            }
            typed.time_zone = value.text;
        } else if (key == "renewal" || key == "renewal_date") {
            const auto day = parse_date_word(lower_case(value.text), today_of(desk, asker.user));
            if (!day) return std::unexpected{day.error()};
            typed.renewal_date = *day;
        } else if (key == "segment") {
            if (const auto flaw = flaw_of_line(value.text, longest_label))
                return std::unexpected{fmt::format("the segment {}", *flaw)};
            typed.segment = value.text;
        } else {
            return std::unexpected{fmt::format("\"{}\" is not known; known are name, owner, manager, executive, "
                                               "revenue, currency, zone, renewal, segment",
                                               key)};
        }
    }
    return typed;
}

void put_into(Account& account, const TypedFields& typed) {
    const auto put = [](auto& field, const auto& value) {
        if (value) field = *value;
    };
    put(account.owner, typed.owner);
    put(account.manager, typed.manager);
    put(account.executive_sponsor, typed.executive_sponsor);
    put(account.name, typed.name);
    put(account.currency, typed.currency);
    put(account.time_zone, typed.time_zone);
    put(account.segment, typed.segment);
    put(account.annual_revenue, typed.annual_revenue);
    put(account.renewal_date, typed.renewal_date);
    if (account.name.empty()) account.name = account.id.value;
}

/// Why one of those who were named now cannot have that part.
boost::asio::awaitable<std::optional<std::string>> why_named_wrongly(Desk& desk, Account before, TypedFields typed) {
    const std::array parts{std::pair{before.owner, typed.owner}, std::pair{before.manager, typed.manager},
                           std::pair{before.executive_sponsor, typed.executive_sponsor}};
    std::set<UserId> named;
    for (const auto& [had_it, gets_it] : parts) {
        if (gets_it && *gets_it != had_it) named.insert(*gets_it);
    }
    const auto unfit = co_await unfit_among(desk, std::move(named));
    if (unfit.empty()) co_return std::nullopt;
    co_return unfit.begin()->second;
}

/// Without a rescue there is no case that decides: the account itself says who is in charge of it.
std::optional<Refusal> refusal_for_account(const Surroundings& around, const Asker& asker, const Account& account,
                                           Action action) {
    const auto standing = standing_of(Actor{asker.user, false}, account, around);
    if (may(action, standing)) return std::nullopt;
    return not_for(action, standing, account.name);
}

/// Why somebody may not put these people above the account: whoever manages it may close and approve. To be asked when
/// Slack has been asked who they are.
std::optional<Refusal> refusal_to_name(const Surroundings& around, const Asker& asker, const Account& account,
                                       const TypedFields& typed) {
    const Actor actor{asker.user, false};
    const auto standing = standing_of(actor, account, around);
    const std::array parts{std::pair{account.manager, typed.manager},
                           std::pair{account.executive_sponsor, typed.executive_sponsor}};
    for (const auto& [had_it, gets_it] : parts) {
        const bool changes = gets_it && around.known_as(*gets_it) != around.known_as(had_it);
        if (!changes || may_name_superior(standing, actor, account, *gets_it, around)) continue;
        const bool names_others = may_name_superior(standing, actor, account, UserId{}, around);
        if (names_others && is_email(around.known_as(*gets_it).value)) {
            return Refusal{"Nothing was changed",
                           fmt::format("Slack does not say at present whose address {} is, and nobody puts themselves "
                                       "in charge",
                                       gets_it->value),
                           "Try again in a minute, or name them by a mention, like @kim.",
                           {}};
        }
        return Refusal{"Nothing was changed",
                       fmt::format("nobody approves their own request: who manages {} or is its executive sponsor is "
                                   "said by {}",
                                   account.name, who_may(Action::name_superiors)),
                       "Ask one of them.",
                       {}};
    }
    return std::nullopt;
}

/// Why no account can be added under this id.
std::optional<Refusal> refusal_to_add(Connection& db, const AccountId& id) {
    if (const auto known = find_account(db, id)) {
        return Refusal{fmt::format("{} is on record already", known->name),
                       "ids are unique",
                       fmt::format("/rescue account set {} owner:@kim", typed(id)),
                       {}};
    }
    if (const auto called = accounts_called(db, id.value); !called.empty()) {
        return Refusal{fmt::format("{} is called so already", called.front().name),
                       "two accounts that differ in upper and lower case alone cannot be told apart",
                       fmt::format("/rescue account set {} owner:@kim", typed(called.front().id)),
                       {}};
    }
    return std::nullopt;
}

using Stored = std::expected<Account, Refusal>;

/// An account as it is on record now, unless it was removed in the meantime.
Stored as_it_is_now(Connection& db, const Account& account) {
    if (auto current = find_account(db, account.id)) return std::move(*current);
    return std::unexpected{Refusal{"Nothing was changed",
                                   fmt::format("{} was removed in the meantime", account.name),
                                   fmt::format("/rescue account add {}", typed(account.id)),
                                   {}}};
}

Reply reply_to(Desk& desk, const Stored& stored, std::string_view verb) {
    if (!stored) return Reply::refuse(stored.error());
    Line line;
    line.stress(stored->name).say(fmt::format(" is {}.", verb));
    return said(desk, line);
}

/// Somebody at the customer as on record; with the name alone when only the rescue knows them.
Person known_as(Connection& db, const AccountId& account, const std::string& name) {
    if (auto person = find_person(db, account, name)) return std::move(*person);
    Person person;
    person.account = account;
    person.name = name;
    return person;
}

/// What is given anew replaces what is on record; the rest stays.
Person updated(Person known, const Person& given) {
    const auto take = [](std::string& field, const std::string& value) {
        if (!value.empty()) field = value;
    };
    take(known.title, given.title);
    take(known.department, given.department);
    take(known.phone, given.phone);
    take(known.email, given.email);
    take(known.time_zone, given.time_zone);
    if (given.role != BuyingRole::other) known.role = given.role;
    if (given.relationship) known.relationship = given.relationship;
    return known;
}

/// A sponsor who is on record already brings along what is known of them.
SponsorContact completed(SponsorContact given, const Person& known) {
    const auto fill = [](std::string& field, const std::string& value) {
        if (field.empty()) field = value;
    };
    given.name = known.name;
    fill(given.phone, known.phone);
    fill(given.email, known.email);
    fill(given.zone, known.time_zone);
    return given;
}

/// What is wrong with what was given about somebody at the customer, and in which field of a form; the same rules as
/// for `people.csv`.
std::optional<Refusal> flaw_of(const Person& given, std::string_view what, std::string_view instead) {
    const auto refuse = [&](std::string_view field, std::string why) {
        return Refusal{std::string{what}, std::move(why), std::string{instead}, std::string{field}};
    };
    struct Entry {
        std::string_view field;
        std::string_view text;
        std::size_t most;
    };
    for (const auto& [field, text, most] :
         {Entry{"name", given.name, longest_name}, Entry{"title", given.title, longest_name},
          Entry{"department", given.department, longest_name}, Entry{"phone", given.phone, longest_label}}) {
        if (const auto flaw = flaw_of_line(text, most)) return refuse(field, fmt::format("the {} {}", field, *flaw));
    }
    if (!given.email.empty() && !is_email(given.email))
        return refuse("email", fmt::format("\"{}\" is no e-mail address", given.email));
    return std::nullopt;
}

} // namespace

boost::asio::awaitable<Reply> add_account(Desk& desk, Asker asker, Words words) {
    Account account;
    account.id = AccountId{words.words[1].text};
    if (!is_account_id(account.id.value)) {
        co_return Reply::refuse("No account was added",
                                fmt::format("\"{}\" is not {}", account.id.value, what_an_account_id_is),
                                "/rescue account add acme name:\"Acme GmbH\"");
    }
    if (const auto refusal = refusal_to_add(desk.reader(), account.id)) co_return Reply::refuse(*refusal);
    account.owner = asker.user;
    const auto given = typed_fields(desk, asker, words);
    if (!given) co_return Reply::refuse("No account was added", given.error(), std::string{example});
    const auto unfit = co_await why_named_wrongly(desk, account, *given);
    if (unfit) co_return Reply::refuse("No account was added", *unfit, std::string{example});
    put_into(account, *given);
    auto repeated = [account](Transaction&, Ledger&) { return account; };
    // Somebody else may have added it while Slack was asked.
    auto work = [account, now = desk.now()](Transaction& tx, Ledger&) -> Stored {
        if (auto refusal = refusal_to_add(tx, account.id)) return std::unexpected{std::move(*refusal)};
        upsert_account(tx, account);
        request_evaluation(tx, account.id, now);
        return account;
    };
    const auto stored = co_await desk.change_once(asker.once, std::move(repeated), std::move(work));
    co_return reply_to(desk, stored, "on record");
}

boost::asio::awaitable<Reply> set_account(Desk& desk, Asker asker, Account account, Words words) {
    const auto around = desk.around();
    if (const auto refusal = refusal_for_account(around, asker, account, Action::change_account))
        co_return Reply::refuse(*refusal);
    const auto given = typed_fields(desk, asker, words);
    if (!given) co_return Reply::refuse("Nothing was changed", given.error(), std::string{example});
    const auto unfit = co_await why_named_wrongly(desk, account, *given);
    if (unfit) co_return Reply::refuse("Nothing was changed", *unfit, std::string{example});
    auto repeated = [account](Transaction& tx, Ledger&) { return as_it_is_now(tx, account); };
    // While Slack was asked the account may have changed, and with it who is in charge of it.
    auto work = [account, given = *given, asker, &rules = desk.rules(), now = desk.now()](Transaction& tx,
                                                                                          Ledger&) -> Stored {
        auto current = as_it_is_now(tx, account);
        if (!current) return current;
        const auto around = surroundings(tx, rules);
        auto refusal = refusal_for_account(around, asker, *current, Action::change_account);
        if (!refusal) refusal = refusal_to_name(around, asker, *current, given);
        if (refusal) return std::unexpected{std::move(*refusal)};
        put_into(*current, given);
        if (upsert_account(tx, *current)) request_evaluation(tx, current->id, now);
        return current;
    };
    const auto stored = co_await desk.change_once(asker.once, std::move(repeated), std::move(work));
    co_return reply_to(desk, stored, "up to date");
}

boost::asio::awaitable<Reply> add_person(Desk& desk, Asker asker, Subject subject, Person person, NameGiven how) {
    if (!subject.rescue) {
        const auto around = desk.around();
        if (const auto refusal = refusal_for_account(around, asker, subject.account, Action::change))
            co_return Reply::refuse(*refusal);
    }
    const auto again = fmt::format("/rescue people {} add", typed(subject.account.id));
    const auto meant = person_to_record(desk.reader(), subject, person.name, how, again);
    if (!meant) co_return Reply::refuse(meant.error());
    constexpr std::string_view nobody = "Nobody was added";
    const auto instead = again + " \"Dana Fox\" dept:operations mail:dana@acme.com";
    if (const auto flaw = flaw_of(person, nobody, instead)) co_return Reply::refuse(*flaw);
    if (!*meant && is_one_letter(person.name))
        co_return Reply::refuse(Refusal{std::string{nobody}, one_letter_is_no_name(person.name), instead, "name"});
    if (*meant) person = updated(known_as(desk.reader(), subject.account.id, **meant), person);
    const request::AddContact contact{person.name, person.title, person.role, person.department};
    const auto id = subject.rescue ? subject.rescue->id : CaseId{};
    auto repeated = [id](Transaction& tx, Ledger& ledger) {
        return Change{id.empty() ? nullptr : ledger.find(tx, id), {}};
    };
    auto work = [id, person, contact, actor = actor_of(asker, subject), now = desk.now()](Transaction& tx,
                                                                                          Ledger& ledger) -> Changed {
        if (id.empty()) {
            upsert_person(tx, person);
            return Change{};
        }
        auto changed = ledger.apply(tx, id, {contact}, actor, now);
        // The rescue knows who joined; all else about the person is the account's.
        if (changed) upsert_person(tx, person);
        return changed;
    };
    const auto changed = co_await desk.change_once(asker.once, std::move(repeated), std::move(work));
    if (!changed) co_return Reply::refuse(changed.error());
    if (!changed->events.empty()) co_return reply_to(desk, changed);
    Line line;
    line.stress(person.name).say(as_sentence(fmt::format(" is on record at {}", subject.account.name)));
    co_return said(desk, line);
}

boost::asio::awaitable<Reply> person_left(Desk& desk, Asker asker, Subject subject, std::string typed_name) {
    constexpr std::string_view again = "/rescue people left";
    if (!subject.rescue) {
        const auto around = desk.around();
        if (const auto refusal = refusal_for_account(around, asker, subject.account, Action::change))
            co_return Reply::refuse(*refusal);
    }
    const auto meant = known_person(desk.reader(), subject, typed_name, Typed::beginning, again);
    if (!meant) co_return Reply::refuse(meant.error());
    if (!*meant) co_return Reply::refuse(nobody_called(desk.reader(), subject, typed_name, again));
    const auto& name = **meant;
    if (!subject.rescue) {
        auto work = [account = subject.account.id, name](Transaction& tx, Ledger&) {
            remove_person(tx, account, name);
        };
        co_await desk.change_once(asker.once, std::move(work));
        Line line;
        line.stress(name).say(as_sentence(fmt::format(" is no longer on record at {}", subject.account.name)));
        co_return said(desk, line);
    }
    const request::ContactLeft left{name};
    const auto changed = co_await desk.change_case(subject.rescue->id, {left}, actor_of(asker, subject), asker.once);
    co_return reply_to(desk, changed);
}

boost::asio::awaitable<Reply> name_sponsor(Desk& desk, Asker asker, Subject subject, SponsorContact given,
                                           NameGiven how) {
    if (!given.zone.empty() && find_zone(given.zone) == nullptr) {
        co_return Reply::refuse("The sponsor is not saved",
                                fmt::format("\"{}\" is no time zone such as Europe/Berlin", given.zone),
                                "/rescue sponsor \"Dana Fox\" zone:Europe/Berlin");
    }
    const auto again = fmt::format("/rescue sponsor {}", typed(subject.account.id));
    const auto meant = person_to_record(desk.reader(), subject, given.name, how, again);
    if (!meant) co_return Reply::refuse(meant.error());
    Person person;
    person.name = given.name;
    person.phone = given.phone;
    person.email = given.email;
    const auto instead = again + " \"Dana Fox\" mail:dana@acme.com";
    if (const auto flaw = flaw_of(person, "The sponsor is not saved", instead)) co_return Reply::refuse(*flaw);
    if (*meant) given = completed(std::move(given), known_as(desk.reader(), subject.account.id, **meant));
    const request::NameSponsor named{std::move(given)};
    const auto changed = co_await desk.change_case(subject.rescue->id, {named}, actor_of(asker, subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast
