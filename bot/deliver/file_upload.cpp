#include "bot/deliver/file_upload.hpp"

#include "bot/deliver/consequence.hpp"
#include "bot/slack/text.hpp"

namespace holdfast {

namespace {

using nlohmann::json;

constexpr std::size_t longest_title = 250;
constexpr std::size_t longest_alt_text = 1'000; // Slack contract, appendix A

} // namespace

asio::awaitable<std::expected<ChannelId, SlackFailure>> upload_file(SlackClient& slack, PostPlace place,
                                                                    std::string name, FileContent content) {
    const std::string thread_ts = place.thread_ts;
    const auto channel = co_await conversation_of(slack, std::move(place));
    if (!channel) co_return std::unexpected{channel.error()};

    json ticket_for{{"filename", std::move(name)}, {"length", content.bytes.size()}};
    if (!content.alt_text.empty()) ticket_for["alt_txt"] = slack::cut_at_word(content.alt_text, longest_alt_text);
    const SlackResult ticket = co_await slack.call("files.getUploadURLExternal", std::move(ticket_for));
    if (!ticket) co_return std::unexpected{ticket.error()};

    const auto uploaded = co_await slack.upload(text_member(*ticket, "upload_url"), std::move(content.bytes));
    if (!uploaded) co_return std::unexpected{uploaded.error()};

    const json file{{"id", text_member(*ticket, "file_id")},
                    {"title", slack::cut_at_word(content.title, longest_title)}};
    json completed{{"files", json::array({file})}, {"channel_id", *channel}};
    if (!content.comment.empty()) completed["initial_comment"] = content.comment;
    if (!thread_ts.empty()) completed["thread_ts"] = thread_ts;
    const SlackResult shared = co_await slack.call(std::string{slack::upload_method}, std::move(completed));
    if (!shared) co_return std::unexpected{shared.error()};
    co_return ChannelId{*channel};
}

bool is_refused_for_good(const SlackFailure& failure) {
    if (consequence(failure, Addressee::room) != Consequence::give_up) return false;
    // What is wrong with the room or the thread is not wrong with the file.
    return failure.reaction != slack::Reaction::target || failure.is_refusal("file_not_found");
}

bool does_not_get_through(const SlackFailure& failure) {
    if (failure.kind == SlackFailure::Kind::refused) return failure.reaction == slack::Reaction::retry;
    return failure.kind == SlackFailure::Kind::unavailable;
}

} // namespace holdfast
