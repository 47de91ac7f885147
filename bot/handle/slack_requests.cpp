#include "bot/handle/slack_requests.hpp"

#include "bot/handle/belonging.hpp"
#include "bot/handle/buttons/buttons.hpp"
#include "bot/handle/commands.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/home_facts.hpp"
#include "bot/handle/mentions.hpp"
#include "bot/handle/slack_events.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/suggested_accounts.hpp"
#include "bot/handle/watch_list.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/ids.hpp"
#include "bot/slack/json_text.hpp"
#include "bot/slack/text.hpp"
#include "storage/accounts.hpp"
#include "storage/failure.hpp"
#include "storage/inbox.hpp"
#include "storage/shared_channels.hpp"
#include "storage/slack_users.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace holdfast {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds one_command{10};
// Slack has given up on the first command by then, and does not send it again by itself.
constexpr std::chrono::seconds longest_answer{3};

Refusal refusal_for(const std::exception& failure) {
    Refusal refusal{"Nothing was saved", "something went wrong on our side", "Try again in a minute.", {}};
    if (dynamic_cast<const Overloaded*>(&failure) != nullptr) {
        refusal.why = "too much is happening at once";
    } else if (const auto* storage = dynamic_cast<const StorageFailure*>(&failure)) {
        refusal.why = storage->kind() == StorageFailure::Kind::full ? "the server's disk is full"
                                                                    : "the server cannot write its database";
        refusal.instead = "Tell whoever runs Holdfast; what you typed has to be repeated.";
    }
    spdlog::error("request failed: {}", failure.what());
    return refusal;
}

/// For a message to us that Slack sends again, since it was told that it could not be taken.
Refusal refusal_for_now(const std::exception& failure) {
    auto refusal = refusal_for(failure);
    refusal.what = "Nothing is saved yet";
    refusal.instead = "Wait: Slack sends your message again by itself, within six minutes, and you get an answer.";
    return refusal;
}

/// What the sender of an event is told where it could not be stored: at once, and when Slack sends it for the last
/// time (contract, 5.5).
std::optional<Refusal> refusal_for(const EventCallback& event, const std::exception& failure) {
    constexpr int last_repetition = 3;
    if (event.repetition == 0) return refusal_for_now(failure);
    if (event.repetition >= last_repetition) return refusal_for(failure);
    return std::nullopt;
}

/// Keeps the form open with all that was typed: the reason stands under its first question.
SlackAnswer form_to_try_again(const ViewState& state, const std::exception& failure) {
    const auto refusal = refusal_for(failure);
    if (state.all().empty()) return {};
    const std::pair error{state.all().front().block_id,
                          fmt::format("{}: {}. Submit again in a minute.", refusal.what, refusal.why)};
    return {json_text(slack::field_errors({&error, 1}))};
}

/// Whatever answering throws becomes an answer that says what to do, never a stack trace or silence.
boost::asio::awaitable<Reply> guarded(boost::asio::awaitable<Reply> answering) {
    try {
        co_return co_await std::move(answering);
    } catch (const std::exception& failure) {
        auto reply = Reply::say(render::refusal_message(refusal_for(failure)));
        co_return reply;
    }
}

bool is_about_storage(const std::exception& failure) {
    return dynamic_cast<const StorageFailure*>(&failure) != nullptr ||
           dynamic_cast<const Overloaded*>(&failure) != nullptr;
}

/// Why nothing is said in a channel (rule 6).
slack::Message silence(Readers readers, std::string instead) {
    const Refusal refusal{"Not posted here",
                          readers == Readers::outsiders
                              ? "people of another organisation can read this channel"
                              : "Slack does not say whether people of another organisation can read this channel",
                          std::move(instead),
                          {}};
    return render::refusal_message(refusal);
}

/// For somebody of whom it cannot be found out whether they are one of us; outsiders get no answer at all.
slack::Message refusal_to_stranger() {
    return render::refusal_message(
        {"Nothing was done", "Slack does not say at present who you are", "Try again in a minute.", {}});
}

Subject subject_of_room(Desk& desk, const Case& rescue) {
    Subject subject;
    subject.account = find_account(desk.reader(), rescue.account).value_or(Account{});
    subject.rescue = rescue.is_open() ? desk.book().find(desk.reader(), rescue.id) : nullptr;
    subject.in_room = true;
    return subject;
}

} // namespace

boost::asio::awaitable<SlackAnswer> SlackRequests::answer(SlackRequest request) {
    auto visitor = [this](auto& one) { return answer_one(std::move(one)); };
    co_return co_await std::visit(visitor, request);
}

SlackRequests::Answering SlackRequests::answer_one(SlashCommand command) {
    const auto belonging = co_await belonging_of(desk_, command.user, command.workspace.team);
    if (belonging == Belonging::outsider) co_return SlackAnswer{};
    if (belonging == Belonging::unknown) co_return SlackAnswer{json_text(slack::reply_to_asker(refusal_to_stranger()))};
    const auto now = desk_.now();
    const auto key = fmt::format("cmd/{}/{}/{}", command.user.value, command.channel.value, command.text);
    co_await end_of(key);
    std::optional<std::string> first_answer;
    if (const auto* repeated = answered_just_now(key, now)) {
        if (!is_overtaken(*repeated)) co_return SlackAnswer{repeated->json};
        first_answer = repeated->json;
    }
    const UnderWay under_way{under_way_, key, co_await asio::this_coro::executor,
                             std::chrono::steady_clock::now() + longest_answer};
    const Once once{key, one_command, first_answer.has_value(), Once::of("typed/", command.trigger_id).key};
    const Asker asker{command.user, command.channel, command.trigger_id, command.response_url, once};
    auto reply = co_await guarded(answer_typed(asker, command.text));
    if (first_answer && !reply.refused()) co_return SlackAnswer{*std::move(first_answer)};
    if (reply.form) {
        surface_.open_form(command.trigger_id, std::move(*reply.form), command.user, command.channel);
        co_return SlackAnswer{};
    }
    if (!reply.message) co_return SlackAnswer{};
    if (reply.share) {
        const auto readers = co_await readers_of(command.channel);
        if (readers != Readers::ours) {
            const auto message = silence(readers, "Leave out share: the answer is then for you alone.");
            co_return SlackAnswer{json_text(slack::reply_to_asker(message))};
        }
    }
    auto json =
        json_text(reply.share ? slack::reply_in_channel(*reply.message) : slack::reply_to_asker(*reply.message));
    // What had no effect, a reading or a refusal, is answered anew.
    const bool had_effect = !first_answer && is_remembered(desk_.reader(), key, now - one_command);
    if (had_effect) remember_answer({now, command.user, key, json});
    co_return SlackAnswer{std::move(json)};
}

const SlackRequests::Recent* SlackRequests::answered_just_now(const std::string& key, Instant now) {
    while (!recent_.empty() && recent_.front().at + one_command < now) recent_.pop_front();
    const auto found = std::ranges::find(recent_, key, &Recent::key);
    return found == recent_.end() ? nullptr : &*found;
}

bool SlackRequests::is_overtaken(const Recent& command) const {
    const auto latest = std::ranges::find(recent_.rbegin(), recent_.rend(), command.user, &Recent::user);
    return latest != recent_.rend() && latest->key != command.key;
}

void SlackRequests::remember_answer(Recent answered) {
    // Beyond this the database still recognises the repetition; it is only answered more briefly.
    constexpr std::size_t most = 200;
    if (recent_.size() >= most) recent_.pop_front();
    recent_.push_back(std::move(answered));
}

boost::asio::awaitable<void> SlackRequests::end_of(const std::string& key) {
    const auto first = under_way_->find(key);
    if (first != under_way_->end()) co_await first->second.async_wait(asio::as_tuple(asio::use_awaitable));
}

SlackRequests::UnderWay::UnderWay(const std::shared_ptr<Waiting>& waiting, std::string key,
                                  const asio::any_io_executor& executor, std::chrono::steady_clock::time_point latest)
    : waiting_{waiting}, key_{std::move(key)} {
    waiting->try_emplace(key_, executor, latest);
}

SlackRequests::UnderWay::~UnderWay() {
    if (const auto waiting = waiting_.lock()) waiting->erase(key_);
}

SlackRequests::Answering SlackRequests::answer_one(BlockAction action) {
    const auto belonging = co_await belonging_of(desk_, action.user, action.user_team);
    if (belonging == Belonging::unknown)
        surface_.answer(action.response_url, refusal_to_stranger(), false, action.user);
    if (belonging != Belonging::colleague) co_return SlackAnswer{};
    const Asker asker{action.user, action.channel, action.trigger_id, action.response_url,
                      Once::of("act/", action.trigger_id)};
    auto reply = co_await guarded(buttons::press(desk_, asker, action));
    if (reply.form) surface_.open_form(action.trigger_id, std::move(*reply.form), action.user, action.channel);
    if (reply.message) surface_.answer(action.response_url, std::move(*reply.message), reply.replaces, action.user);
    co_return SlackAnswer{};
}

SlackRequests::Answering SlackRequests::answer_one(ViewSubmission submission) {
    const Asker asker{submission.user, {}, {}, {}, Once::of("view/", submission.trigger_id)};
    Reply reply;
    try {
        reply = co_await forms::submit(desk_, asker, submission);
    } catch (const std::exception& failure) {
        co_return form_to_try_again(submission.view.state, failure);
    }
    if (!reply.field_errors.empty()) co_return SlackAnswer{json_text(slack::field_errors(reply.field_errors))};
    if (reply.message) {
        const auto context = render::form_context_from(submission.view.private_metadata);
        surface_.whisper(context.channel, submission.user, std::move(*reply.message));
    }
    co_return SlackAnswer{};
}

SlackRequests::Answering SlackRequests::answer_one(ViewClosed) {
    co_return SlackAnswer{};
}

SlackRequests::Answering SlackRequests::answer_one(Shortcut shortcut) {
    const Asker asker{shortcut.user, shortcut.channel, shortcut.trigger_id, shortcut.response_url,
                      Once::of("cut/", shortcut.trigger_id)};
    if (shortcut.message) shortcut.message->text = co_await with_real_names(desk_, shortcut.message->text);
    const auto text = shortcut.message ? as_typed(shortcut.message->text) : std::string{};
    const auto room = case_of_channel(desk_, shortcut.channel);
    const auto open = [&](slack::Modal form) {
        surface_.open_form(shortcut.trigger_id, std::move(form), shortcut.user, shortcut.channel);
    };
    namespace cut = slack::shortcut;
    const auto& id = shortcut.callback_id;
    if (id == cut::flag_account || id == cut::message_signal) {
        open(forms::blank_flag(desk_, asker, text));
    } else if (id == cut::log_touch || id == cut::message_touch) {
        open(room ? forms::touch_form(desk_, asker, subject_of_room(desk_, *room), text)
                  : forms::blank_touch(desk_, asker, text));
    } else if (id == cut::my_todos) {
        const std::string typed = "todo";
        auto reply = co_await guarded(answer_command(desk_, asker, typed));
        if (reply.message) surface_.answer({}, std::move(*reply.message), false, shortcut.user);
    } else if (id == cut::message_plan && room && room->is_open()) {
        open(forms::plan_form(desk_, asker, subject_of_room(desk_, *room), text));
    } else if (id == cut::message_timeline && room) {
        co_await note_message(shortcut, room->id, asker);
    } else {
        const auto refusal = Refusal{"Nothing was recorded",
                                     "this works in the room of a rescue",
                                     "Use it on a message there, or type /rescue timeline ACCOUNT add …",
                                     {}};
        surface_.answer(shortcut.response_url, render::refusal_message(refusal), false, shortcut.user);
    }
    co_return SlackAnswer{};
}

boost::asio::awaitable<void> SlackRequests::note_message(const Shortcut& shortcut, CaseId rescue, Asker asker) {
    if (!shortcut.message) co_return;
    request::NoteTimeline note;
    note.text = as_typed(shortcut.message->text);
    note.happened = instant_of_ts(shortcut.message->ts);
    auto reply = co_await guarded(change_room(std::move(rescue), std::move(note), std::move(asker)));
    if (reply.message) surface_.answer(shortcut.response_url, std::move(*reply.message), false, shortcut.user);
}

boost::asio::awaitable<Reply> SlackRequests::change_room(CaseId id, Request request, Asker asker) {
    const auto changed =
        co_await desk_.change_case(std::move(id), {std::move(request)}, Actor{asker.user, true}, std::move(asker.once));
    co_return reply_to(desk_, changed);
}

boost::asio::awaitable<Reply> SlackRequests::answer_typed(const Asker& asker, std::string typed) {
    const auto text = co_await with_real_names(desk_, std::move(typed));
    co_return co_await answer_command(desk_, asker, text);
}

SlackRequests::Answering SlackRequests::answer_one(BlockSuggestion suggestion) {
    std::vector<slack::Option> options;
    const bool is_about_accounts = suggestion.block_id == render::block::account;
    // Who our customers are is nobody's business outside.
    const auto belonging = co_await belonging_of(desk_, suggestion.user, suggestion.user_team);
    if (is_about_accounts && belonging == Belonging::colleague)
        options = suggested_accounts(desk_.reader(), suggestion.value);
    co_return SlackAnswer{json_text(slack::suggested_options(options))};
}

SlackRequests::Answering SlackRequests::answer_one(EventCallback event) {
    const auto key = "evt/" + event.event_id;
    // Slack repeats just those that take long, and there is something left to do only where the first one fails.
    while (under_way_->contains(key)) co_await end_of(key);
    if (answered_events_.contains(event.event_id)) co_return SlackAnswer{};
    const UnderWay under_way{under_way_, key, co_await asio::this_coro::executor,
                             std::chrono::steady_clock::time_point::max()};
    if (event.is_ext_shared_channel.value_or(false)) {
        surface_.forget_readers_of(event.channel);
        co_await note_shared_room(desk_, event);
    }
    co_await act_on_event(event);
    answered_events_.add(event.event_id);
    co_return SlackAnswer{};
}

boost::asio::awaitable<void> SlackRequests::act_on_event(const EventCallback& event) {
    if (event.type == "app_home_opened") {
        const auto known = find_user(desk_.reader(), event.user);
        const bool is_outsider = known && known->outsider;
        if (event.tab == "home" && !is_outsider) publish_home(event.user);
        co_return;
    }
    if (event.type == "app_uninstalled" || event.type == "tokens_revoked") {
        surface_.disconnected(event.type);
        co_return;
    }
    // Our own messages come back; answering them would never end (Slack contract section 5.6).
    const bool ours = !event.bot_id.empty() || (event.bot_user && event.user == event.bot_user);
    const bool is_mention = event.type == "app_mention";
    if (is_mention || event.type == "message") {
        const bool is_direct = event.channel.value.starts_with('D') && !event.is_ext_shared_channel.value_or(false);
        const bool is_for_us = is_mention || (is_direct && event.subtype.empty());
        if (ours || !is_for_us) co_return;
        const auto belonging = co_await belonging_of(desk_, event.user, event.user_team);
        if (belonging != Belonging::colleague) co_return;
        if (is_mention) co_return co_await answer_mention(event);
        co_return co_await answer_direct_message(event);
    }
    const bool readers_changed = event.type == "channel_shared" || event.type == "channel_unshared";
    if (readers_changed) surface_.forget_readers_of(event.channel);
    co_await act_on_workspace_event(desk_, event);
}

boost::asio::awaitable<void> SlackRequests::answer_mention(const EventCallback& event) {
    auto readers = Readers::ours;
    if (event.is_ext_shared_channel.value_or(false))
        readers = Readers::outsiders;
    else
        readers = co_await readers_of(event.channel);
    const auto room = case_of_channel(desk_, event.channel);
    auto message = readers == Readers::ours
                       ? render::menu(room.get())
                       : silence(readers, "Type `/rescue` here or in a channel of ours: the answer is for you alone.");
    surface_.whisper(event.channel, event.user, std::move(message));
}

boost::asio::awaitable<Readers> SlackRequests::readers_of(ChannelId channel) {
    if (is_noted_as_shared(desk_.reader(), channel)) co_return Readers::outsiders;
    co_return co_await surface_.readers_of(std::move(channel));
}

boost::asio::awaitable<void> SlackRequests::answer_direct_message(const EventCallback& event) {
    const Asker asker{event.user, event.channel, {}, {}, Once::of("evt/", event.event_id)};
    Reply reply;
    try {
        reply = co_await answer_typed(asker, event.text);
    } catch (const std::exception& failure) {
        const bool comes_again = is_about_storage(failure);
        const auto refusal = comes_again ? refusal_for(event, failure) : std::optional{refusal_for(failure)};
        if (refusal) surface_.answer({}, render::refusal_message(*refusal), false, event.user);
        if (comes_again) throw;
        co_return;
    }
    if (reply.form && !reply.message) {
        reply = Reply::refuse("No form can open from a message", "Slack opens forms for commands and buttons only",
                              "/rescue " + parse_words(event.text).verb);
    }
    if (reply.message) surface_.answer({}, std::move(*reply.message), false, event.user);
}

void SlackRequests::publish_home(const UserId& user) {
    if (user.empty()) return;
    homes_[user] = desk_.now();
    draw_home(user, watch_list(desk_.reader()));
}

void SlackRequests::draw_home(const UserId& user, std::vector<render::WatchRow> watch) {
    const auto around = desk_.around();
    surface_.publish_home(
        user, render::home(home_facts(desk_, user, std::move(watch)), render::Showing::to(user, around, desk_.now())));
}

boost::asio::awaitable<void> SlackRequests::refresh_homes() {
    constexpr std::chrono::hours remembered{24};
    const auto long_ago = desk_.now() - remembered;
    std::erase_if(homes_, [long_ago](const auto& home) { return home.second < long_ago; });
    std::vector<UserId> readers;
    for (const auto& [user, opened] : homes_) readers.push_back(user);
    const auto watch = watch_list(desk_.reader());
    const auto network = co_await asio::this_coro::executor;
    for (const auto& user : readers) {
        draw_home(user, watch);
        // With many readers the requests that wait come in between.
        co_await asio::post(network, asio::use_awaitable);
    }
}

SlackRequests::Answering SlackRequests::answer_one(AppRateLimited limited) {
    spdlog::warn("Slack withholds events of {} for the minute {}", slack::printable(limited.team),
                 limited.minute_rate_limited);
    co_return SlackAnswer{};
}

SlackRequests::Answering SlackRequests::answer_one(UrlVerification verification) {
    co_return SlackAnswer{json_text(nlohmann::json{{"challenge", verification.challenge}})};
}

SlackRequests::Answering SlackRequests::answer_one(SslCheck) {
    co_return SlackAnswer{};
}

SlackRequests::Answering SlackRequests::answer_one(Unknown unknown) {
    spdlog::info("Slack sent {}, which is not handled", slack::printable(unknown.type));
    co_return SlackAnswer{};
}

} // namespace holdfast
