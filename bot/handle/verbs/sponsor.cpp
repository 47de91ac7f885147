#include "bot/handle/account_changes.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/summary/sponsor_contact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::verbs {

namespace {

/// The text that gives the sponsor our owner's direct line (S1-03).
Answering contact(Desk& desk, const Subject& subject) {
    const auto lead = subject.rescue->holder(RescueRole::recovery_lead);
    if (lead.empty()) {
        co_return Reply::refuse("There is no contact to share yet", "the recovery owner is not named",
                                "`/rescue role lead @kim` names one");
    }
    const auto known = co_await desk.look_up(lead);
    // A letter to the customer names people as the customer knows them, never by an id.
    if (!known || known->name.empty()) {
        co_return Reply::refuse("There is no contact to share yet",
                                "Slack does not say what the recovery owner is called",
                                "Try again in a minute, or name another: `/rescue role lead @kim`");
    }
    OwnerContact owner;
    owner.name = known->name;
    owner.email = known->email;
    co_return Reply::say(
        render::sponsor_contact(*subject.rescue, sponsor_contact_text(*subject.rescue, owner, desk.rules().catalog)));
}

} // namespace

Answering sponsor(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = rescue_of(desk, asker, words, 0, Behind::free_text);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const auto has_pairs =
        std::ranges::any_of(words.pairs, [](const KeyValue& pair) { return pair.key != account_key; });
    if (words.words.size() <= next && !has_pairs) {
        const auto around = desk.around();
        co_return Reply::say(render::sponsor(*subject->rescue, {around, desk.now()}));
    }
    const auto name = words.words.size() > next ? words.rest_from(next) : std::string{};
    if (lower_case(name) == "contact") co_return co_await contact(desk, *subject);
    constexpr std::array<std::string_view, 4> keys{"phone", "mail", "email", "zone"};
    const bool is_quoted = words.words.size() > next && words.words[next].quoted;
    const auto read = is_quoted ? next + 1 : words.words.size();
    if (auto refusal = refusal_of_unread(words, read, keys, "The sponsor is not saved",
                                         "/rescue sponsor \"Dana Fox\" phone:+4930123 zone:Europe/Berlin")) {
        co_return *std::move(refusal);
    }
    SponsorContact given;
    given.name = is_quoted ? words.words[next].text : name;
    given.phone = std::string{words.value_text("phone")};
    given.email = std::string{words.value("mail") != nullptr ? words.value_text("mail") : words.value_text("email")};
    given.zone = std::string{words.value_text("zone")};
    co_return co_await name_sponsor(desk, asker, *subject, given);
}

} // namespace holdfast::verbs
