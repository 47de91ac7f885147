#include "tests/slack/arguments.hpp"
#include "tests/slack/block_rules.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/web_api.hpp"

#include <algorithm>
#include <array>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

json get_upload_url(Workspace& workspace, const json& arguments) {
    const std::string name = text_argument(arguments, "filename");
    const std::int64_t length = arguments.contains("length") && arguments["length"].is_number_integer()
                                    ? arguments["length"].get<std::int64_t>()
                                    : 0;
    if (name.empty() || length < 1) return refusal("missing_argument");
    if (length_of(text_argument(arguments, "alt_txt")) > 1000) return refusal("alt_txt_too_large");
    const File file{.id = workspace.next_id("F"),
                    .name = name,
                    .alt_text = text_argument(arguments, "alt_txt"),
                    .announced_length = static_cast<std::uint64_t>(length)};
    workspace.files.emplace(file.id, file);
    return success({{"upload_url", workspace.base_url + "/_upload/" + file.id}, {"file_id", file.id}});
}

/// The uploaded files the call names; file_not_found when one was never uploaded.
std::expected<std::vector<File*>, json> named_files(Workspace& workspace, const json& arguments) {
    const json listed = arguments.value("files", json());
    if (!listed.is_array() || listed.empty()) return std::unexpected(refusal("missing_file_data"));
    std::vector<File*> named;
    for (const json& entry : listed) {
        const auto found = workspace.files.find(entry.value("id", ""));
        if (found == workspace.files.end() || !found->second.is_uploaded) {
            return std::unexpected(refusal("file_not_found"));
        }
        found->second.title = entry.value("title", found->second.name);
        named.push_back(&found->second);
    }
    return named;
}

std::vector<std::string> channels_named(const json& arguments) {
    const std::string one = text_argument(arguments, "channel_id");
    return one.empty() ? list_argument(arguments, "channels") : std::vector{one};
}

json complete_upload(Workspace& workspace, const json& arguments) {
    const auto named = named_files(workspace, arguments);
    if (!named) return named.error();
    std::vector<Channel*> destinations;
    for (const std::string& id : channels_named(arguments)) {
        const auto found = joined_channel(workspace, {{"channel", id}});
        if (!found) return found.error();
        destinations.push_back(*found);
    }
    std::vector<std::string> ids;
    std::ranges::transform(*named, std::back_inserter(ids), [](const File* file) { return file->id; });
    for (Channel* const channel : destinations) {
        const Message& message = workspace.add_message(*channel, {.user = workspace.settings.bot_user,
                                                                  .bot_id = workspace.settings.bot_id,
                                                                  .text = text_argument(arguments, "initial_comment"),
                                                                  .files = ids,
                                                                  .thread_ts = text_argument(arguments, "thread_ts")});
        for (File* const file : *named) file->shares[channel->id] = message.ts;
    }
    json files = json::array();
    for (File* const file : *named) {
        file->is_complete = true;
        files.push_back({{"id", file->id}, {"title", file->title}});
    }
    return success({{"files", files}});
}

json files_info(Workspace& workspace, const json& arguments) {
    const auto found = workspace.files.find(text_argument(arguments, "file"));
    if (found == workspace.files.end() || !found->second.is_complete) return refusal("file_not_found");
    return success({{"file", file_json(workspace, found->second)}});
}

constexpr Needs files_write{Needs::Verb::scope, "files:write"};

constexpr std::array methods{
    Method{"files.getUploadURLExternal", false, files_write, get_upload_url},
    Method{"files.completeUploadExternal", true, files_write, complete_upload},
    Method{"files.info", false, {Needs::Verb::scope, "files:read"}, files_info},
};

} // namespace

std::span<const Method> file_methods() {
    return methods;
}

} // namespace holdfast::slack_double
