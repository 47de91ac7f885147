#pragma once

#include "tests/slack/form.hpp"
#include "tests/slack/http_client.hpp"
#include "tests/slack/http_server.hpp"
#include "tests/slack/slack_double.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <string>
#include <vector>

namespace holdfast::slack_double {

/// A bot reduced to its HTTP side: records what Slack sends and answers what the test says.
class ListeningBot {
public:
    explicit ListeningBot(std::function<HttpReply(const HttpRequest&)> answer =
                              [](const HttpRequest&) { return HttpReply{}; })
        : server_(0, [this, answer = std::move(answer)](const HttpRequest& request) {
              {
                  const std::scoped_lock lock(mutex_);
                  requests_.push_back(request);
              }
              return answer(request);
          }) {}

    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(server_.port()) + "/slack/events";
    }

    [[nodiscard]] std::vector<HttpRequest> requests() const {
        const std::scoped_lock lock(mutex_);
        return requests_;
    }

    /// The form field of the last request.
    [[nodiscard]] std::string field(const std::string& name) const {
        for (const auto& [key, value] : decode_form(requests().back().body)) {
            if (key == name) return value;
        }
        return {};
    }

    /// The payload of the last interaction.
    [[nodiscard]] nlohmann::json payload() const { return nlohmann::json::parse(field("payload")); }

private:
    mutable std::mutex mutex_;
    std::vector<HttpRequest> requests_;
    HttpServer server_;
};

/// Settings that write no payloads: these tests send what no bot should.
inline Settings quiet_settings() {
    Settings settings;
    settings.payload_dir.clear();
    return settings;
}

/// A running double with two people, and the calls a bot would make.
class DoubleTest : public testing::Test {
protected:
    explicit DoubleTest(Settings settings = quiet_settings()) : slack(std::move(settings)) {
        kim = slack.add_user({.name = "kim", .email = "kim@example.com", .tz = "America/New_York"});
        ann = slack.add_user("ann");
    }

    [[nodiscard]] HttpResponse post(const std::string& method, const nlohmann::json& arguments) const {
        Fields form;
        for (const auto& [name, value] : arguments.items()) {
            form.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        }
        return send_http("POST", slack.api_url() + method,
                         {{"Authorization", "Bearer " + slack.settings().bot_token},
                          {"Content-Type", "application/x-www-form-urlencoded"}},
                         encode_form(form), std::chrono::seconds{10});
    }

    [[nodiscard]] nlohmann::json call(const std::string& method, const nlohmann::json& arguments) const {
        return nlohmann::json::parse(post(method, arguments).body);
    }

    /// The error code of a call; empty when it succeeded.
    [[nodiscard]] std::string error(const std::string& method, const nlohmann::json& arguments) const {
        return call(method, arguments).value("error", "");
    }

    [[nodiscard]] std::string private_room(const std::string& name = "rescue-acme") const {
        return call("conversations.create", {{"name", name}, {"is_private", true}})["channel"]["id"];
    }

    SlackDouble slack;
    std::string kim;
    std::string ann;
};

inline nlohmann::json section(const std::string& text) {
    return {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", text}}}};
}

inline nlohmann::json button(const std::string& action_id, const std::string& value) {
    return {{"type", "button"},
            {"action_id", action_id},
            {"text", {{"type", "plain_text"}, {"text", "Press & see"}}},
            {"value", value}};
}

} // namespace holdfast::slack_double
