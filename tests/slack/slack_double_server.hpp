#pragma once

#include "tests/slack/faults.hpp"
#include "tests/slack/http_server.hpp"
#include "tests/slack/interactions.hpp"
#include "tests/slack/payload_dump.hpp"
#include "tests/slack/slack_double.hpp"
#include "tests/slack/socket_server.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

namespace holdfast::slack_double {

/// What stands behind SlackDouble: the state, its one lock, and the HTTP side that the bot sees.
class SlackDouble::Server {
public:
    Server(Settings settings, SlackDouble& owner);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Runs `use(workspace)` under the lock and returns its result by value.
    template <typename Use>
    auto read(Use use) const {
        const std::scoped_lock lock(mutex_);
        return use(workspace_);
    }

    /// The same for changes; wakes everybody who waits for a change.
    template <typename Use>
    auto change(Use use) {
        const std::scoped_lock lock(mutex_);
        const Announcement announcement{*this};
        return use(workspace_);
    }

    void change_faults(const std::function<void(Faults&)>& change);
    void enforce_post_rate(unsigned burst);
    [[nodiscard]] std::vector<Call> calls() const;
    [[nodiscard]] std::size_t held(const std::string& method) const;
    bool wait_until(const std::function<bool()>& holds, std::chrono::milliseconds timeout) const;
    [[nodiscard]] HttpServer& http() { return *http_; }

    /// Signs and sends to the bot; waits for its answer.
    [[nodiscard]] Answer send(const std::string& body, const std::string& content_type,
                              const std::map<std::string, std::string>& headers);
    [[nodiscard]] Answer deliver(const Interaction& interaction);
    /// @param retry which repetition it is; 0 for the first delivery
    [[nodiscard]] Answer deliver_event(const nlohmann::json& event, unsigned retry, const std::string& reason);
    /// Sends an envelope over one of the sockets, with an id when it has none, and waits for its acknowledgement.
    [[nodiscard]] Answer send_envelope(nlohmann::json envelope);
    [[nodiscard]] SocketServer& sockets() { return *sockets_; }
    [[nodiscard]] std::vector<nlohmann::json> acknowledgements() const;
    void lose_acknowledgements(unsigned times);
    /// Writes what the bot answered into the payload folder.
    void dump(std::string_view kind, const nlohmann::json& payload);
    void sign_with(std::chrono::seconds shift, std::string secret);

private:
    /// Tells the waiting ones at the end of a change, when the lock is still held.
    struct Announcement {
        Server& server;
        ~Announcement();
    };

    struct Effect {
        HttpReply reply;
        nlohmann::json answer;
    };

    [[nodiscard]] HttpReply handle(const HttpRequest& request);
    [[nodiscard]] HttpReply handle_api(const HttpRequest& request);
    [[nodiscard]] HttpReply handle_response_url(const HttpRequest& request);
    [[nodiscard]] HttpReply handle_upload(const HttpRequest& request);
    /// One request of the bot from record to answer, with the faults that were ordered for it.
    [[nodiscard]] HttpReply carry_out(const std::string& method, const nlohmann::json& arguments,
                                      const std::function<Effect()>& effect);
    /// Stands in a delay that was ordered for the call. Returns whether the double still runs afterwards.
    [[nodiscard]] bool wait_out(const std::string& method, Fault::Kind kind);
    [[nodiscard]] Effect api_effect(const HttpRequest& request, const std::string& name,
                                    const nlohmann::json& arguments, const std::string& unreadable);
    [[nodiscard]] nlohmann::json token_refusal(const HttpRequest& request, bool takes_app_token) const;
    [[nodiscard]] SocketServer::Listening socket_listening();
    void take_from_socket(const std::string& text);
    [[nodiscard]] Answer outcome_of_envelope(const std::string& id, std::chrono::steady_clock::time_point sent);
    [[nodiscard]] bool delivers_over_sockets() const;
    [[nodiscard]] bool posts_too_fast(const std::string& method, const nlohmann::json& arguments) const;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::uint64_t changes_ = 0;
    bool is_stopping_ = false;
    Workspace workspace_;
    Faults faults_;
    PayloadDump dump_;
    std::vector<Call> calls_;
    std::map<std::string, std::size_t> held_;
    unsigned post_burst_ = 0;
    std::chrono::seconds signature_shift_{0};
    std::string signing_secret_;
    SlackDouble& owner_;
    std::vector<nlohmann::json> acknowledgements_;
    unsigned acknowledgements_to_lose_ = 0;
    /// Last: their threads use everything above.
    std::optional<SocketServer> sockets_;
    std::optional<HttpServer> http_;
};

} // namespace holdfast::slack_double
