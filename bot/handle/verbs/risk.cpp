#include "bot/handle/colleagues.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/own_side_privacy.hpp"
#include "playbooks/wording/letter_case.hpp"
#include "storage/accounts.hpp"
#include "storage/own_side_risks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 2> keys{"about", "reason"};

Reply not_noted(const Account& account, std::string why) {
    return Reply::refuse("The risk is not noted", std::move(why),
                         fmt::format("/rescue risk {} about:@kim reason:near-retirement note", typed(account.id)));
}

std::expected<OwnSideRisk, Reply> typed_risk(Desk& desk, const Asker& asker, const Account& account, const Words& words,
                                             std::size_t next) {
    const auto refuse = [&](std::string why) { return std::unexpected{not_noted(account, std::move(why))}; };
    for (const auto key : keys) {
        const auto given = words.values(key).size();
        if (given == 0) return refuse(fmt::format("{}: is missing", key));
        if (given > 1) return refuse(fmt::format("{}: is given {} times, and each risk is noted alone", key, given));
    }
    OwnSideRisk risk;
    const auto& about = *words.value("about");
    const auto colleague = colleague_in(about);
    if (!colleague) return refuse(fmt::format("\"{}\" is nobody in Slack", about.text));
    risk.about = *colleague;
    const auto reason = own_side_reason_from(lower_case(words.value_text("reason")));
    if (!reason) {
        return refuse(fmt::format("\"{}\" is no reason; the reasons are {}", words.value_text("reason"),
                                  fmt::join(own_side_reason_names, ", ")));
    }
    risk.reason = *reason;
    risk.note = words.free_text_from(next, keys);
    risk.noted_by = asker.user;
    risk.noted_at = desk.now();
    return risk;
}

/// Runs `work(tx, account)`, which answers with what it has done or why not, for somebody who may know of the account's
/// risks when it comes to it: while others were waited for, somebody else may have been put in charge.
template <class Work>
Answering change_risks(Desk& desk, Asker asker, AccountId id, Work work) {
    using Done = std::expected<Line, Refusal>;
    auto repeated = [](Transaction&, Ledger&) { return Line{}.say("It is on record already."); };
    auto guarded = [user = asker.user, id, work = std::move(work), &rules = desk.rules()](Transaction& tx,
                                                                                          Ledger&) -> Done {
        const auto account = find_account(tx, id).value();
        auto refusal = refusal_of_own_side_risks(user, account, surroundings(tx, rules));
        if (refusal) return std::unexpected{std::move(*refusal)};
        return work(tx, account);
    };
    const auto done = co_await desk.change_once(asker.once, std::move(repeated), std::move(guarded));
    if (!done) co_return Reply::refuse(done.error());
    const std::array lines{*done};
    const std::array advice{fmt::format("`/rescue risk {}` lists what you may know of.", typed(id))};
    const auto around = desk.around();
    co_return Reply::say(render::confirmation(lines, advice, render::Showing::to(asker.user, around, desk.now())));
}

Answering note(Desk& desk, Asker asker, Account account, OwnSideRisk risk) {
    if (const auto refusal = refusal_to_note(risk, account)) co_return Reply::refuse(*refusal);
    const auto unfit = co_await why_unfit(desk, risk.about);
    if (unfit) co_return not_noted(account, *unfit);
    auto work = [risk](Transaction& tx, const Account& current) -> std::expected<Line, Refusal> {
        note_own_side_risk(tx, current.id, risk);
        return Line{}.say("Noted: ").name(risk.about).say(fmt::format(" {}.", title_of(risk.reason)));
    };
    co_return co_await change_risks(desk, std::move(asker), account.id, std::move(work));
}

Answering settle(Desk& desk, Asker asker, Account account, std::string number, std::string why) {
    const auto typed_in = typed_number(number);
    if (!typed_in) {
        co_return Reply::refuse("No risk is settled",
                                number.empty() ? "its number is missing" : fmt::format("\"{}\" is no number", number),
                                fmt::format("/rescue risk {}", typed(account.id)));
    }
    auto work = [by = asker.user, at = desk.now(), wanted = *typed_in,
                 why = std::move(why)](Transaction& tx, const Account& current) -> std::expected<Line, Refusal> {
        const auto known = known_to(by, own_side_risks_of(tx, current.id));
        const auto risk = open_risk_of(known, wanted, current);
        if (!risk) return std::unexpected{risk.error()};
        settle_own_side_risk(tx, risk->id, by, at, why);
        return Line{}
            .say("Settled, no longer a risk: ")
            .name(risk->about)
            .say(fmt::format(" {}.", title_of(risk->reason)));
    };
    co_return co_await change_risks(desk, std::move(asker), account.id, std::move(work));
}

} // namespace

Answering risk(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto& account = subject->account;
    const auto next = subject->next_word;
    const auto around = desk.around();
    // Before anything else, so that every other answer goes to somebody who may have it.
    if (const auto refusal = refusal_of_own_side_risks(asker.user, account, around)) co_return Reply::refuse(*refusal);

    const auto word_at = [&](std::size_t i) { return words.words.size() > i ? words.words[i].text : std::string{}; };
    if (OwnWord<own_words_of("risk")>{words, next} == "settle") {
        co_return co_await settle(desk, asker, account, word_at(next + 1), words.free_text_from(next + 2, {}));
    }
    const auto is_about_risk = [](const KeyValue& pair) { return pair.key != account_key; };
    const auto page = words.words.size() == next ? 1 : typed_number(words.rest_from(next));
    if (!page || std::ranges::any_of(words.pairs, is_about_risk)) {
        const auto risk = typed_risk(desk, asker, account, words, next);
        if (!risk) co_return risk.error();
        co_return co_await note(desk, asker, account, *risk);
    }
    if (words.share) {
        co_return Reply::refuse("The risks are not shared",
                                "they are for the account's manager and executive sponsor alone",
                                fmt::format("/rescue risk {}", typed(account.id)));
    }
    const auto known = known_to(asker.user, own_side_risks_of(desk.reader(), account.id));
    co_return Reply::say(
        render::own_side_risks(account, known, *page, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
