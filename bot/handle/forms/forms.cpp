#include "bot/handle/forms/forms.hpp"

#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/mentions.hpp"
#include "bot/slack/ids.hpp"
#include "bot/slack/limits.hpp"
#include "storage/accounts.hpp"
#include "storage/people.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace holdfast::forms {

namespace {

/// One more than a menu shows: the form then asks for the account by a search.
constexpr std::size_t most_options = slack::limits::select_options + 1;

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
    for (const auto& account : accounts_beginning_with(desk.reader(), "", static_cast<int>(most_options)))
        add(account.id, account.name);
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

/// What was typed into boxes, its mentions as names.
boost::asio::awaitable<ViewState> with_real_names(Desk& desk, const ViewState& entered) {
    std::vector<EnteredValue> values{entered.all().begin(), entered.all().end()};
    std::vector<std::string> texts;
    const auto each_text = [&values](auto visit) {
        for (auto& value : values) {
            if (value.type == "plain_text_input") std::ranges::for_each(value.chosen, visit);
        }
    };
    each_text([&](const std::string& text) { texts.push_back(text); });
    const auto named = co_await holdfast::with_real_names(desk, std::move(texts));
    auto next = named.begin();
    each_text([&](std::string& text) { text = with_plain_mentions(*next++); });
    co_return ViewState{std::move(values)};
}

struct Entry {
    slack::CallbackId form;
    Submitting (*act)(Desk&, const Sent&);
};

constexpr std::array table{
    Entry{slack::modal::facts, facts},         Entry{slack::modal::touch, touch},
    Entry{slack::modal::summary, summary},     Entry{slack::modal::plan, plan},
    Entry{slack::modal::service, service},     Entry{slack::modal::person, person},
    Entry{slack::modal::checkin, checkin},     Entry{slack::modal::flag, flag},
    Entry{slack::modal::open, open},           Entry{slack::modal::review, review},
    Entry{slack::modal::close, close},         Entry{slack::modal::reason, reason},
    Entry{slack::modal::colleague, colleague}, Entry{slack::modal::promise, promise},
};

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
    return render::open(blank(asker), {}, options);
}

slack::Modal flag_form(const Asker& asker, const Subject& subject) {
    return render::flag(context_of(asker, subject), subject.account.name, {}, {});
}

slack::Modal open_form(const Asker& asker, const Subject& subject) {
    return render::open(context_of(asker, subject), subject.account.name, {});
}

slack::Modal plan_form(Desk&, const Asker& asker, const Subject& subject, const std::string& first_text) {
    return render::plan(context_of(asker, subject), *subject.rescue, first_text);
}

slack::Modal person_form(const Asker& asker, const Subject& subject) {
    return render::person(context_of(asker, subject), subject.account.name);
}

boost::asio::awaitable<Reply> submit(Desk& desk, Asker asker, ViewSubmission submission) {
    const auto context = render::form_context_from(submission.view.private_metadata);
    asker.channel = context.channel;
    const ViewState state = co_await with_real_names(desk, submission.view.state);
    const Sent sent{asker, context, state};
    for (const auto& entry : table) {
        if (submission.view.callback_id == entry.form) co_return co_await entry.act(desk, sent);
    }
    const auto entered = state.all();
    co_return of_another_version(entered.empty() ? std::string_view{} : entered.front().block_id);
}

} // namespace holdfast::forms
