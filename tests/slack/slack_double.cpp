#include "tests/slack/slack_double.hpp"

#include "tests/slack/slack_double_server.hpp"

#include <algorithm>
#include <ranges>
#include <stdexcept>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

Channel& existing_channel(Workspace& workspace, const std::string& id) {
    Channel* const channel = workspace.channel(id);
    if (channel == nullptr) throw std::invalid_argument("there is no channel \"" + id + "\"");
    return *channel;
}

/// A copy of the value under a key, when there is one.
template <typename Value>
std::optional<Value> found_in(const std::map<std::string, Value>& map, const std::string& key) {
    const auto found = map.find(key);
    if (found == map.end()) return std::nullopt;
    return found->second;
}

template <typename Wanted>
std::vector<Message> messages_of(const Workspace& workspace, const std::string& id, Wanted is_wanted) {
    std::vector<Message> wanted;
    const auto found = workspace.channels.find(id);
    if (found == workspace.channels.end()) return wanted;
    std::ranges::copy_if(found->second.messages, std::back_inserter(wanted), is_wanted);
    return wanted;
}

} // namespace

SlackDouble::SlackDouble(Settings settings) : server_(std::make_unique<Server>(std::move(settings), *this)) {}
SlackDouble::~SlackDouble() = default;

std::uint16_t SlackDouble::port() const {
    return server_->http().port();
}

std::string SlackDouble::api_url() const {
    return server_->read([](const Workspace& workspace) { return workspace.base_url + "/api/"; });
}

Settings SlackDouble::settings() const {
    return server_->read([](const Workspace& workspace) { return workspace.settings; });
}

void SlackDouble::set_bot_url(std::string url) {
    server_->change([&](Workspace& workspace) { workspace.settings.bot_url = std::move(url); });
}

std::string SlackDouble::add_user(User user) {
    return server_->change([&](Workspace& workspace) {
        if (user.id.empty()) user.id = workspace.next_id("U");
        const std::string id = user.id;
        workspace.users.insert_or_assign(id, std::move(user));
        return id;
    });
}

std::string SlackDouble::add_channel(Channel channel) {
    return server_->change([&](Workspace& workspace) { return workspace.add_channel(std::move(channel)).id; });
}

void SlackDouble::add_user_group(const std::string& id, std::vector<std::string> members) {
    server_->change([&](Workspace& workspace) { workspace.user_groups.insert_or_assign(id, std::move(members)); });
}

void SlackDouble::change_user(const std::string& id, const std::function<void(User&)>& change) {
    server_->change([&](Workspace& workspace) { change(workspace.users.at(id)); });
}

void SlackDouble::change_channel(const std::string& id, const std::function<void(Channel&)>& change) {
    server_->change([&](Workspace& workspace) { change(existing_channel(workspace, id)); });
}

void SlackDouble::unarchive(const std::string& channel) {
    change_channel(channel, [](Channel& one) { one.is_archived = false; });
}

void SlackDouble::set_scopes(std::vector<std::string> scopes) {
    server_->change([&](Workspace& workspace) { workspace.settings.scopes = std::move(scopes); });
}

void SlackDouble::revoke_token() {
    server_->change([](Workspace& workspace) { workspace.token_is_revoked = true; });
}

void SlackDouble::expire_triggers() {
    server_->change([](Workspace& workspace) {
        for (Trigger& trigger : std::views::values(workspace.triggers)) trigger.expires = {};
    });
}

void SlackDouble::expire_response_urls() {
    server_->change([](Workspace& workspace) {
        for (ResponseUrl& url : std::views::values(workspace.response_urls)) url.expires = {};
    });
}

std::string SlackDouble::add_message(const std::string& user, const std::string& channel, const std::string& text,
                                     const std::string& thread_ts) {
    return server_->change([&](Workspace& workspace) {
        Channel& place = existing_channel(workspace, channel);
        return workspace.add_message(place, {.user = user, .text = text, .thread_ts = thread_ts}).ts;
    });
}

void SlackDouble::add_fault(Fault fault) {
    server_->change_faults([&](Faults& faults) { faults.add(std::move(fault)); });
}

void SlackDouble::refuse(std::string method, std::string error_code, unsigned times) {
    add_fault({.kind = Fault::Kind::refuse,
               .method = std::move(method),
               .error_code = std::move(error_code),
               .times = times});
}

void SlackDouble::rate_limit(std::string method, std::chrono::seconds retry_after, unsigned times) {
    add_fault(
        {.kind = Fault::Kind::rate_limit, .method = std::move(method), .retry_after = retry_after, .times = times});
}

void SlackDouble::http_error(std::string method, unsigned status, unsigned times) {
    add_fault({.kind = Fault::Kind::http_error, .method = std::move(method), .status = status, .times = times});
}

void SlackDouble::lose_reply(std::string method, unsigned times) {
    add_fault({.kind = Fault::Kind::lose_reply, .method = std::move(method), .times = times});
}

void SlackDouble::drop_request(std::string method, unsigned times) {
    add_fault({.kind = Fault::Kind::drop_request, .method = std::move(method), .times = times});
}

void SlackDouble::delay(std::string method, std::chrono::milliseconds wait, unsigned times) {
    add_fault({.kind = Fault::Kind::delay, .method = std::move(method), .wait = wait, .times = times});
}

void SlackDouble::delay_reply(std::string method, std::chrono::milliseconds wait, unsigned times) {
    add_fault({.kind = Fault::Kind::delay_reply, .method = std::move(method), .wait = wait, .times = times});
}

void SlackDouble::hold(std::string method, unsigned times) {
    add_fault({.kind = Fault::Kind::delay, .method = std::move(method), .times = times});
}

void SlackDouble::hold_reply(std::string method, unsigned times) {
    add_fault({.kind = Fault::Kind::delay_reply, .method = std::move(method), .times = times});
}

void SlackDouble::release(const std::string& method) {
    server_->change_faults([&](Faults& faults) { faults.release(method); });
}

void SlackDouble::heal(const std::string& method) {
    server_->change_faults([&](Faults& faults) { faults.heal(method); });
}

void SlackDouble::go_down() {
    server_->http().go_down();
}
void SlackDouble::come_up() {
    server_->http().come_up();
}
void SlackDouble::enforce_post_rate(unsigned burst) {
    server_->enforce_post_rate(burst);
}

std::vector<Call> SlackDouble::calls() const {
    return server_->calls();
}

std::vector<Call> SlackDouble::calls(std::string_view method) const {
    std::vector<Call> wanted = server_->calls();
    std::erase_if(wanted, [&](const Call& call) { return call.method != method; });
    return wanted;
}

std::vector<Message> SlackDouble::messages(const std::string& channel) const {
    return server_->read([&](const Workspace& workspace) {
        return messages_of(workspace, channel, [](const Message& message) { return message.subtype.empty(); });
    });
}

std::vector<Message> SlackDouble::replies(const std::string& channel, const std::string& thread_ts) const {
    return server_->read([&](const Workspace& workspace) {
        return messages_of(workspace, channel, [&](const Message& one) { return one.thread_ts == thread_ts; });
    });
}

std::optional<Message> SlackDouble::message(const std::string& channel, const std::string& ts) const {
    const auto found = server_->read([&](const Workspace& workspace) {
        return messages_of(workspace, channel, [&](const Message& one) { return one.ts == ts; });
    });
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

std::vector<Message> SlackDouble::direct_messages(const std::string& user) const {
    return server_->read([&](const Workspace& workspace) {
        const Channel* const channel = workspace.direct_message_of(user);
        return channel == nullptr ? std::vector<Message>{} : channel->messages;
    });
}

std::vector<Ephemeral> SlackDouble::ephemerals(const std::string& user) const {
    return server_->read([&](const Workspace& workspace) {
        std::vector<Ephemeral> shown = workspace.ephemerals;
        std::erase_if(shown, [&](const Ephemeral& one) { return one.user != user || one.deleted; });
        return shown;
    });
}

std::optional<Channel> SlackDouble::channel(const std::string& id) const {
    return server_->read([&](const Workspace& workspace) { return found_in(workspace.channels, id); });
}

std::optional<Channel> SlackDouble::channel_named(const std::string& name) const {
    const std::vector<Channel> all = channels();
    const auto found = std::ranges::find(all, name, &Channel::name);
    return found == all.end() ? std::nullopt : std::optional{*found};
}

std::vector<Channel> SlackDouble::channels() const {
    return server_->read([](const Workspace& workspace) {
        const auto all = std::views::values(workspace.channels);
        return std::vector<Channel>(all.begin(), all.end());
    });
}

std::string SlackDouble::direct_channel(const std::string& user) {
    return server_->change([&](Workspace& workspace) { return workspace.direct_message_with(user).id; });
}

std::optional<View> SlackDouble::view(const std::string& id) const {
    return server_->read([&](const Workspace& workspace) { return found_in(workspace.views, id); });
}

std::optional<View> SlackDouble::modal(const std::string& user) const {
    return server_->read([&](const Workspace& workspace) -> std::optional<View> {
        for (const View& view : std::views::reverse(std::views::values(workspace.views))) {
            if (view.user == user && view.is_open && view.content.at("type") == "modal") return view;
        }
        return std::nullopt;
    });
}

std::optional<View> SlackDouble::home(const std::string& user) const {
    return server_->read([&](const Workspace& workspace) -> std::optional<View> {
        for (const View& view : std::views::values(workspace.views)) {
            if (view.user == user && view.content.at("type") == "home") return view;
        }
        return std::nullopt;
    });
}

std::optional<File> SlackDouble::file(const std::string& id) const {
    return server_->read([&](const Workspace& workspace) { return found_in(workspace.files, id); });
}

std::vector<User> SlackDouble::users() const {
    return server_->read([](const Workspace& workspace) {
        const auto all = std::views::values(workspace.users);
        return std::vector<User>(all.begin(), all.end());
    });
}

std::vector<std::chrono::steady_clock::time_point> SlackDouble::post_times(const std::string& channel) const {
    return server_->read([&](const Workspace& workspace) {
        return found_in(workspace.post_times, channel).value_or(std::vector<std::chrono::steady_clock::time_point>{});
    });
}

std::size_t SlackDouble::most_posts_within(std::chrono::milliseconds window) const {
    return server_->read([&](const Workspace& workspace) {
        std::size_t most = 0;
        for (const auto& times : std::views::values(workspace.post_times)) {
            for (auto first = times.begin(); first != times.end(); ++first) {
                const auto end = std::ranges::lower_bound(first, times.end(), *first + window);
                most = std::max(most, static_cast<std::size_t>(end - first));
            }
        }
        return most;
    });
}

bool SlackDouble::wait_until(const std::function<bool()>& holds, std::chrono::milliseconds timeout) const {
    return server_->wait_until(holds, timeout);
}

bool SlackDouble::wait_for_call(std::string_view method, std::size_t count, std::chrono::milliseconds timeout) const {
    return wait_until(
        [&] {
            const std::vector<Call> all = calls(method);
            return static_cast<std::size_t>(std::ranges::count_if(all, &Call::is_settled)) >= count;
        },
        timeout);
}

bool SlackDouble::wait_until_held(const std::string& method, std::size_t count,
                                  std::chrono::milliseconds timeout) const {
    return wait_until([&] { return server_->held(method) >= count; }, timeout);
}

} // namespace holdfast::slack_double
