#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string_view>

namespace holdfast::slack_double {

/// Writes what the bot sends into numbered files, `KIND-0001.json`, for tests/slack/validate_payloads.mjs.
/// KIND is a kind of the validator, with the method where the rules depend on it: message, message.chat.update,
/// modal, home, submission, suggestion, args.conversations.create. Several test programs may share a folder.
class PayloadDump {
public:
    /// An empty folder name writes nothing. The folder is made when it is missing.
    explicit PayloadDump(std::filesystem::path folder);

    void write(std::string_view kind, const nlohmann::json& payload);
    /// What one Web API call carries: the message, the view, or else all arguments.
    void write_call(std::string_view method, const nlohmann::json& arguments);

private:
    std::filesystem::path folder_;
    unsigned number_ = 0;
};

} // namespace holdfast::slack_double
