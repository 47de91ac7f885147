#include "bot/handle/account_changes.hpp"
#include "bot/handle/contact_details.hpp"
#include "bot/handle/identities.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/summary/sponsor_contact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace holdfast::verbs {

namespace {

/// The text that gives the sponsor our owner's direct line (S1-03).
Answering contact(Desk& desk, const Asker& asker, const Subject& subject) {
    const auto lead = subject.rescue->holder(RescueRole::recovery_lead);
    if (lead.empty()) {
        co_return Reply::refuse("There is no contact to share yet", "the recovery owner is not named",
                                "`/rescue role lead @kim` names one");
    }
    const auto known_people = co_await identities_of(desk, {lead, asker.user});
    const auto& known = known_people.at(lead);
    // A letter to the customer names people as the customer knows them, never by an id.
    if (!known || known->name.empty()) {
        co_return Reply::refuse("There is no contact to share yet",
                                "Slack does not say what the recovery owner is called",
                                "Try again in a minute, or name another: `/rescue role lead @kim`");
    }
    OwnerContact owner;
    owner.name = known->name;
    owner.email = known->email;
    ContactSender sender;
    if (const auto& found = known_people.at(asker.user)) sender.name = found->name;
    sender.is_owner = desk.around().known_as(lead) == asker.user;
    const auto text = sponsor_contact_text(*subject.rescue, owner, sender, desk.rules().catalog);
    co_return Reply::reading(render::sponsor_contact(*subject.rescue, text));
}

} // namespace

Answering sponsor(Desk& desk, const Asker& asker, const Words& typed_words) {
    constexpr std::string_view example = "/rescue sponsor \"Dana Fox\" phone:+4930123 zone:Europe/Berlin";
    const auto words = with_whole_phone_number(typed_words);
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const auto has_pairs =
        std::ranges::any_of(words.pairs, [](const KeyValue& pair) { return pair.key != account_key; });
    if (words.words.size() <= next && !has_pairs) {
        const auto around = desk.around();
        co_return Reply::reading(
            render::sponsor(*subject->rescue, render::Showing::to(asker.user, around, desk.now())));
    }
    const bool is_word = words.words.size() > next && !words.words[next].quoted;
    const bool is_contact = is_word && OwnWord<own_words_of("sponsor")>{words, next} == "contact";
    if (is_contact) {
        auto refusal = refusal_of_unread(words, next + 1, {}, "The sponsor stays as it is",
                                         "`/rescue sponsor contact`; a name stands in quotes: "
                                         "`/rescue sponsor \"Dana Fox\"`");
        if (refusal) co_return *std::move(refusal);
    }
    // Whom the sponsor may call directly is of use while somebody works on it.
    if (is_contact && !subject->rescue->is_open()) co_return rescue_of(desk, asker, words).error();
    if (is_contact) co_return co_await contact(desk, asker, *subject);
    if (is_word && is_word_of_commands(words.words[next].text)) {
        co_return Reply::refuse("The sponsor stays as it is",
                                fmt::format("\"{}\" is a word of commands and no name", words.rest_from(next)),
                                "`/rescue sponsor` shows the sponsor; a name stands in quotes: "
                                "`/rescue sponsor \"Dana Fox\"`");
    }
    const auto said = with_whole_name(words, next);
    const bool is_quoted = said.words.size() > next && said.words[next].quoted;
    const auto read = is_quoted ? next + 1 : said.words.size();
    if (auto refusal = refusal_of_unread(said, read, contact_keys, "The sponsor is not saved", std::string{example})) {
        co_return *std::move(refusal);
    }
    const auto details = typed_contact(said);
    if (!details) co_return Reply::refuse("The sponsor is not saved", details.error(), std::string{example});
    SponsorContact given;
    given.name = is_quoted ? said.words[next].text : said.rest_from(next);
    given.phone = details->phone;
    given.email = details->email;
    given.zone = details->zone;
    co_return co_await name_sponsor(desk, asker, *subject, given,
                                    is_quoted ? NameGiven::in_quotes : NameGiven::plainly);
}

} // namespace holdfast::verbs
