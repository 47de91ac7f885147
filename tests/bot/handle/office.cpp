#include "tests/bot/handle/office.hpp"

#include "bot/slack/outgoing.hpp"
#include "playbooks/calendar/zone.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/living_messages.hpp"
#include "storage/people.hpp"
#include "storage/rooms.hpp"
#include "storage/slack_users.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace holdfast::test {

namespace asio = boost::asio;

namespace {

Rules default_rules() {
    Settings settings;
    settings.time_zone = "Europe/Berlin";
    return make_rules(settings, *load_catalog(""));
}

void collect(const nlohmann::json& value, std::string& text) {
    if (value.is_object()) {
        for (const auto& [key, inner] : value.items()) {
            if (key == "text" && inner.is_string())
                text += inner.get<std::string>() + "\n";
            else if (key != "metadata")
                collect(inner, text);
        }
    } else if (value.is_array()) {
        for (const auto& inner : value) collect(inner, text);
    }
}

} // namespace

std::string readable(const nlohmann::json& payload) {
    std::string text;
    if (payload.contains("blocks"))
        collect(payload["blocks"], text);
    else
        collect(payload, text);
    return text;
}

Office::Office() : rules_{default_rules()} {
    auto pattern = (std::filesystem::temp_directory_path() / "holdfast-office-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    folder_ = pattern;
    start();
    at_berlin("2026-03-03T09:12");

    database_->write_now([](Transaction& tx) {
        const auto person = [&](const char* id, const char* name, const char* zone) {
            store_user(tx, {UserId{id}, std::string{name} + "@example.com", name, zone, false, false, Instant{}});
        };
        person("U0OWNER", "Olga", "Europe/Berlin");
        person("U0MANAGER", "Maria", "Europe/Berlin");
        person("U0EXEC", "Erik", "Europe/Berlin");
        person("U0KIM", "Kim", "Europe/Berlin");
        Account acme;
        acme.id = AccountId{"acme"};
        acme.name = "Acme GmbH";
        acme.owner = UserId{"U0OWNER"};
        acme.manager = UserId{"U0MANAGER"};
        acme.executive_sponsor = UserId{"U0EXEC"};
        acme.time_zone = "Europe/Berlin";
        acme.annual_revenue = Money{50'000'000};
        acme.currency = "EUR";
        upsert_account(tx, acme);
        Account acorn = acme;
        acorn.id = AccountId{"acorn"};
        acorn.name = "Acorn";
        upsert_account(tx, acorn);
        Person dana;
        dana.account = acme.id;
        dana.name = "Dana Fox";
        dana.phone = "+49 30 123";
        dana.time_zone = "Europe/Berlin";
        dana.sponsor = true;
        upsert_person(tx, dana);
    });
}

Office::~Office() {
    clockwork_.reset();
    requests_.reset();
    desk_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
}

void Office::start() {
    database_ = std::make_unique<Database>(folder_ / "holdfast.db");
    desk_ = std::make_unique<Desk>(rules_, clock_, *database_, [] {});
    desk_->belong_to([] { return Workspace{.team = home_team}; });
    requests_ = std::make_unique<SlackRequests>(*desk_, surface_);
    clockwork_ = std::make_unique<Clockwork>(io_.get_executor(), *desk_, clock_);
}

void Office::restart() {
    clockwork_.reset();
    requests_.reset();
    desk_.reset();
    database_.reset();
    start();
}

template <class T>
T Office::run(asio::awaitable<T> task) {
    std::optional<T> result;
    std::exception_ptr failure;
    asio::co_spawn(io_, std::move(task), [&](std::exception_ptr error, T value) {
        failure = error;
        if (!error) result = std::move(value);
    });
    io_.restart();
    io_.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

template <>
void Office::run(asio::awaitable<void> task) {
    std::exception_ptr failure;
    asio::co_spawn(io_, std::move(task), [&](std::exception_ptr error) { failure = error; });
    io_.restart();
    io_.run();
    if (failure) std::rethrow_exception(failure);
}

template Changed Office::run(asio::awaitable<Changed> task);

void Office::at_berlin(std::string_view wall_time) {
    std::istringstream text{std::string{wall_time}};
    WallTime wall;
    text >> date::parse("%FT%H:%M", wall);
    if (text.fail()) throw std::invalid_argument{"no such time"};
    clock_.set(to_instant(wall, *find_zone("Europe/Berlin")));
}

SlashCommand Office::command(const std::string& user, const std::string& text, const std::string& channel) {
    SlashCommand command;
    command.command = "/rescue";
    command.text = text;
    command.user = UserId{user};
    command.channel = ChannelId{channel};
    command.workspace.team = home_team;
    command.trigger_id = "trigger-" + std::to_string(++triggers_);
    return command;
}

std::pair<std::string, std::string> Office::type_twice_at_once(const std::string& user, const std::string& text,
                                                               const std::string& channel) {
    auto both = [&]() -> asio::awaitable<std::pair<std::string, std::string>> {
        using namespace asio::experimental::awaitable_operators;
        auto [first, second] = co_await (requests_->answer(command(user, text, channel)) &&
                                         requests_->answer(command(user, text, channel)));
        co_return std::pair{first.json_body, second.json_body};
    };
    return run(both());
}

std::string Office::type(const std::string& user, const std::string& text, const std::string& channel,
                         const std::string& team) {
    const auto forms_before = surface_.seen.size();
    auto command = this->command(user, text, channel);
    command.workspace.team = team;
    const auto answer = run(requests_->answer(command));
    if (surface_.seen.size() > forms_before && surface_.seen.back().how == "form") {
        return "form " + surface_.seen.back().json["callback_id"].get<std::string>();
    }
    return answer.json_body.empty() ? std::string{} : readable(nlohmann::json::parse(answer.json_body));
}

void Office::press(const std::string& user, const std::string& action, const std::string& value,
                   const std::string& channel) {
    BlockAction pressed;
    pressed.user = UserId{user};
    pressed.user_team = home_team;
    pressed.channel = ChannelId{channel};
    pressed.trigger_id = "trigger-" + std::to_string(++triggers_);
    pressed.action.action_id = action;
    pressed.action.value = value;
    send(pressed);
}

nlohmann::json Office::submit(const std::string& user, std::vector<EnteredValue> values) {
    if (surface_.seen.empty() || surface_.seen.back().how != "form") throw std::logic_error{"no form is open"};
    const auto& form = surface_.seen.back().json;
    ViewSubmission submission;
    submission.user = UserId{user};
    submission.trigger_id = "trigger-" + std::to_string(++triggers_);
    submission.view.callback_id = form["callback_id"].get<std::string>();
    submission.view.private_metadata = form.value("private_metadata", "");
    submission.view.state = ViewState{std::move(values)};
    const auto answer = run(requests_->answer(submission));
    if (answer.json_body.empty()) return nullptr;
    return nlohmann::json::parse(answer.json_body).at("errors");
}

std::vector<std::string> Office::suggest(const std::string& user, const std::string& typed, const std::string& block,
                                         const std::string& team) {
    BlockSuggestion suggestion;
    suggestion.action_id = "value";
    suggestion.block_id = block;
    suggestion.value = typed;
    suggestion.user = UserId{user};
    suggestion.user_team = team;
    suggestion.workspace.team = home_team;
    std::vector<std::string> names;
    for (const auto& option : nlohmann::json::parse(run(requests_->answer(suggestion)).json_body).at("options"))
        names.push_back(option.at("text").at("text"));
    return names;
}

void Office::send(SlackRequest request) {
    (void)run(requests_->answer(std::move(request)));
}

void Office::send_twice_at_once(SlackRequest request) {
    auto both = [&]() -> asio::awaitable<void> {
        using namespace asio::experimental::awaitable_operators;
        (void)co_await (requests_->answer(request) && requests_->answer(request));
    };
    run(both());
}

void Office::tick() {
    run(clockwork_->do_what_is_due());
}

void Office::give_room(const std::string& account, const std::string& channel) {
    database_->write_now([&](Transaction& tx) {
        const auto record = find_open_case(tx, AccountId{account});
        record_room(tx, record->id, ChannelId{channel}, "rescue-" + account, "{}");
    });
}

std::shared_ptr<const Case> Office::rescue(const std::string& account) {
    return desk_->book().find_latest(desk_->reader(), AccountId{account});
}

std::vector<std::string> Office::told(const std::string& user) {
    std::vector<std::string> texts;
    auto reader = database_->reader();
    for (const auto& payload : reader.query<std::string>(
             "SELECT wanted_payload FROM living_messages WHERE target = :user AND wanted_payload IS NOT NULL", user)) {
        texts.push_back(readable(nlohmann::json::parse(payload)));
    }
    for (const auto& payload : reader.query<std::string>("SELECT payload FROM outbox WHERE lane = :lane ORDER BY id",
                                                         slack::person_lane(UserId{user}))) {
        texts.push_back(readable(slack::outgoing_from(payload).arguments));
    }
    return texts;
}

std::vector<std::string> Office::lines(const std::string& account) {
    std::vector<std::string> texts;
    auto reader = database_->reader();
    const auto record = find_latest_case(reader, AccountId{account});
    for (const auto& payload : reader.query<std::string>("SELECT payload FROM outbox WHERE lane = :lane ORDER BY id",
                                                         slack::room_lane(record->id))) {
        texts.push_back(readable(slack::outgoing_from(payload).arguments));
    }
    return texts;
}

nlohmann::json Office::living(const std::string& account, const std::string& slot) {
    auto reader = database_->reader();
    const auto record = find_latest_case(reader, AccountId{account});
    const auto message = record ? find_message(reader, record->id, slot) : std::nullopt;
    return message && message->wanted_payload ? nlohmann::json::parse(*message->wanted_payload) : nlohmann::json{};
}

} // namespace holdfast::test
