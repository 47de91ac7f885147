#include "bot/handle/account_changes.hpp"
#include "bot/handle/forms/submitted.hpp"

namespace holdfast::forms {

namespace {

SponsorContact sponsor_in(const Sent& sent) {
    return {sent.text(block::name), sent.text(block::phone), sent.text(block::email), sent.text(block::zone)};
}

} // namespace

Submitting person(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    if (sent.text(block::name).empty()) co_return wrong(block::name, "The name is missing.");
    if (const auto flaw = wrong_zone(sent)) co_return *flaw;
    Reply reply;
    if (sent.context.purpose == "sponsor") {
        if (!subject->rescue) co_return wrong(block::name, "The rescue has been closed in the meantime.");
        reply = co_await name_sponsor(desk, sent.asker, *subject, sponsor_in(sent), NameGiven::in_a_form);
    } else {
        const auto role = chosen(sent, block::role, buying_role_from, BuyingRole::other);
        if (!role) co_return role.error();
        Person added;
        added.account = subject->account.id;
        added.name = sent.text(block::name);
        added.title = sent.text(block::title);
        added.role = *role;
        added.department = sent.text(block::department);
        added.phone = sent.text(block::phone);
        added.email = sent.text(block::email);
        added.time_zone = sent.text(block::zone);
        reply = co_await add_person(desk, sent.asker, *subject, added, NameGiven::in_a_form);
    }
    if (const auto& refusal = reply.refusal()) co_return refused(desk, *refusal, block::name);
    co_return Reply::nothing();
}

} // namespace holdfast::forms
