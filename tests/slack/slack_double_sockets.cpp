#include "tests/slack/slack_double_server.hpp"

// Socket Mode: what people do leaves as envelopes over the sockets that the bot has opened, and the acknowledgement is
// its answer (contract 18).

namespace holdfast::slack_double {

using nlohmann::json;
using std::chrono::steady_clock;

SocketServer::Listening SlackDouble::Server::socket_listening() {
    return {.admits =
                [this](const std::string& ticket) {
                    return change([&](Workspace& workspace) { return workspace.socket_tickets.erase(ticket) > 0; });
                },
            .on_text = [this](const std::string& text) { take_from_socket(text); },
            .on_change = [this] { change([](Workspace&) {}); }};
}

void SlackDouble::Server::take_from_socket(const std::string& text) {
    const std::scoped_lock lock(mutex_);
    const Announcement announcement{*this};
    if (acknowledgements_to_lose_ > 0) {
        --acknowledgements_to_lose_;
        return;
    }
    acknowledgements_.push_back(json::parse(text, nullptr, false));
}

bool SlackDouble::Server::delivers_over_sockets() const {
    const std::scoped_lock lock(mutex_);
    return workspace_.settings.socket_mode;
}

Answer SlackDouble::Server::send_envelope(json envelope) {
    if (!envelope.contains("envelope_id")) {
        envelope["envelope_id"] = change([](Workspace& workspace) { return workspace.next_id("E"); });
    }
    const auto sent = steady_clock::now();
    const std::string text = envelope.dump();
    if (!sockets_->send(text)) return {.failure = "the bot has no socket open"};
    Answer answer = outcome_of_envelope(envelope.at("envelope_id"), sent);
    answer.sent_body = text;
    return answer;
}

Answer SlackDouble::Server::outcome_of_envelope(const std::string& id, steady_clock::time_point sent) {
    std::unique_lock lock(mutex_);
    const json* found = nullptr;
    const auto is_answered = [&] {
        for (const json& one : acknowledgements_) {
            if (one.is_object() && one.value("envelope_id", "") == id) found = &one;
        }
        return found != nullptr || is_stopping_;
    };
    changed_.wait_until(lock, sent + workspace_.settings.answer_deadline, is_answered);
    Answer answer{.took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - sent)};
    if (found == nullptr) {
        answer.failure = "not acknowledged in time";
        return answer;
    }
    answer.status = 200;
    if (!found->contains("payload")) return answer;
    answer.json = found->at("payload");
    answer.body = answer.json.dump();
    return answer;
}

std::vector<json> SlackDouble::Server::acknowledgements() const {
    const std::scoped_lock lock(mutex_);
    return acknowledgements_;
}

void SlackDouble::Server::lose_acknowledgements(unsigned times) {
    const std::scoped_lock lock(mutex_);
    acknowledgements_to_lose_ = times;
}

SocketServer& SlackDouble::sockets() {
    return server_->sockets();
}

void SlackDouble::use_socket_mode(bool use) {
    server_->change([&](Workspace& workspace) { workspace.settings.socket_mode = use; });
}

void SlackDouble::set_app_scopes(std::vector<std::string> scopes) {
    server_->change([&](Workspace& workspace) { workspace.settings.app_scopes = std::move(scopes); });
}

bool SlackDouble::wait_for_sockets(std::size_t count, std::chrono::milliseconds timeout) const {
    return wait_until([&] { return server_->sockets().live() == count; }, timeout);
}

void SlackDouble::disconnect_sockets(const std::string& reason) {
    const json frame{{"type", "disconnect"}, {"reason", reason}, {"debug_info", {{"host", "applink-1"}}}};
    server_->sockets().send_to_all(frame.dump());
}

Answer SlackDouble::send_envelope(json envelope) {
    return server_->send_envelope(std::move(envelope));
}

std::vector<json> SlackDouble::acknowledgements() const {
    return server_->acknowledgements();
}

void SlackDouble::lose_acknowledgements(unsigned times) {
    server_->lose_acknowledgements(times);
}

} // namespace holdfast::slack_double
