#include "bot/handle/forms/forms.hpp"

#include "storage/accounts.hpp"
#include "storage/people.hpp"

#include <algorithm>

namespace holdfast::forms {

namespace {

constexpr std::size_t most_options = 100;

/// The accounts a form offers: those of the asker first, then the others by name.
std::vector<slack::Option> account_options(Desk& desk, const Asker& asker) {
    std::vector<slack::Option> options;
    const auto add = [&](const AccountId& id, const std::string& name) {
        const bool there = std::ranges::find(options, id.value, &slack::Option::value) != options.end();
        if (!there && options.size() < most_options) options.push_back({name, id.value});
    };
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        const auto team = rescue->team();
        if (std::ranges::find(team, asker.user) != team.end()) add(rescue->account, rescue->account_name);
    }
    for (const auto& account : accounts_of(desk.reader(), asker.user)) add(account.id, account.name);
    for (const auto& account : account_names(desk.reader())) {
        if (options.size() >= most_options) break;
        add(account.id, account.name);
    }
    return options;
}

std::vector<std::string> people_names(Desk& desk, const AccountId& account) {
    std::vector<std::string> names;
    for (const auto& person : people_of(desk.reader(), account)) {
        // The sponsor first: most calls are with them.
        names.insert(person.sponsor ? names.begin() : names.end(), person.name);
    }
    return names;
}

render::FormContext blank(const Asker& asker) {
    render::FormContext context;
    context.channel = asker.channel;
    return context;
}

} // namespace

render::FormContext context_of(const Asker& asker, const Subject& subject) {
    render::FormContext context;
    context.account = subject.account.id;
    if (subject.rescue) context.rescue = subject.rescue->id;
    context.channel = asker.channel;
    return context;
}

slack::Modal touch_form(Desk& desk, const Asker& asker, const Subject& subject, const std::string& text) {
    const auto names = people_names(desk, subject.account.id);
    return render::touch(context_of(asker, subject), subject.account.name, names, {}, text);
}

slack::Modal blank_touch(Desk& desk, const Asker& asker, const std::string& text) {
    const auto options = account_options(desk, asker);
    return render::touch(blank(asker), {}, {}, options, text);
}

slack::Modal blank_flag(Desk& desk, const Asker& asker, const std::string& note) {
    const auto options = account_options(desk, asker);
    return render::flag(blank(asker), {}, options, note);
}

slack::Modal blank_open(Desk& desk, const Asker& asker) {
    const auto options = account_options(desk, asker);
    return render::open(blank(asker), options);
}

slack::Modal plan_form(Desk&, const Asker& asker, const Subject& subject, const std::string& first_text) {
    return render::plan(context_of(asker, subject), *subject.rescue, first_text);
}

slack::Modal person_form(const Asker& asker, const Subject& subject) {
    return render::person(context_of(asker, subject), subject.account.name);
}

} // namespace holdfast::forms
