#include "bot/deliver/posted_message.hpp"

#include "bot/clock/largest_clock_error.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

using nlohmann::json;

constexpr std::string_view effect_type = "holdfast_effect";
constexpr int most_pages = 20;
constexpr int page_size = 200;

std::string slack_ts(Instant at) {
    const auto ms = at.time_since_epoch().count();
    return fmt::format("{}.{:03}000", ms / 1000, ms % 1000);
}

/// Goes through the messages of a conversation, newest first, or of a thread.
class MessageSearch {
public:
    MessageSearch(const Sought& sought, const BotIdentity& self)
        : sought_{sought}, self_{self}, words_since_{sought.since ? slack_ts(*sought.since) : std::string{}} {}

    /// @return the ts once a message bears the effect's id
    std::optional<std::string> look_at(const json& messages) {
        if (!messages.is_array()) return std::nullopt;
        for (const json& message : messages) {
            if (!is_own(message)) continue;
            const bool is_file = !sought_.file_name.empty();
            if (is_file && shares_file(message)) return text_member(message, "ts");
            const json& metadata = member(message, "metadata");
            if (text_member(metadata, "event_type") == effect_type) {
                keeps_metadata_ = true;
                if (text_member(member(metadata, "event_payload"), "id") == sought_.effect_id)
                    return text_member(message, "ts");
            }
            if (!is_file && same_words_.empty() && has_same_words(message)) same_words_ = text_member(message, "ts");
        }
        return std::nullopt;
    }

    /// At the end: in a workspace that keeps no metadata the words have to do.
    [[nodiscard]] std::optional<std::string> best_guess() const {
        if (keeps_metadata_ || same_words_.empty()) return std::nullopt;
        return same_words_;
    }

private:
    [[nodiscard]] bool is_own(const json& message) const {
        const std::string bot = text_member(message, "bot_id");
        if (!bot.empty() && bot == self_.bot_id) return true;
        return !self_.user.empty() && text_member(message, "user") == self_.user.value;
    }

    /// A file bears the effect's id in its name, since what shares it takes no metadata; words that were said in its
    /// place bear it as all words do. Where the names are withheld the words have to do.
    [[nodiscard]] bool shares_file(const json& message) const {
        const json& files = member(message, "files");
        if (!files.is_array()) return false;
        bool names_are_withheld = true;
        for (const json& file : files) {
            const std::string name = text_member(file, "name");
            if (name == sought_.file_name) return true;
            if (!name.empty()) names_are_withheld = false;
        }
        return names_are_withheld && has_same_words(message);
    }

    [[nodiscard]] bool has_same_words(const json& message) const {
        const std::string subtype = text_member(message, "subtype");
        if (!subtype.empty() && subtype != "bot_message" && subtype != "file_share") return false;
        const std::string ts = text_member(message, "ts");
        // An id is never used again, words are.
        if (ts < words_since_) return false;
        const std::string thread = text_member(message, "thread_ts");
        const bool is_reply = !thread.empty() && thread != ts;
        if ((is_reply ? thread : "") != sought_.place.thread_ts) return false;
        return !sought_.text.empty() && text_member(message, "text") == sought_.text;
    }

    const Sought& sought_;
    const BotIdentity& self_;
    std::string words_since_; ///< a ts; the number of seconds has ten digits until the year 2286
    bool keeps_metadata_ = false;
    std::string same_words_;
};

} // namespace

asio::awaitable<std::expected<std::string, SlackFailure>> conversation_of(SlackClient& slack, PostPlace place) {
    if (!place.is_person) co_return place.address;
    const json arguments{{"users", place.address}};
    const SlackResult opened = co_await slack.call("conversations.open", arguments);
    if (!opened) co_return std::unexpected{opened.error()};
    std::string channel = text_member(member(*opened, "channel"), "id");
    if (channel.empty()) {
        SlackFailure nameless{.kind = SlackFailure::Kind::unavailable, .code = "no_channel_in_answer"};
        nameless.reaction = slack::Reaction::retry;
        co_return std::unexpected{std::move(nameless)};
    }
    co_return channel;
}

void mark_effect(json& arguments, std::string_view effect_id) {
    arguments["metadata"] = {{"event_type", effect_type}, {"event_payload", {{"id", effect_id}}}};
}

asio::awaitable<std::expected<std::optional<PostedMessage>, SlackFailure>> find_posted(SlackClient& slack,
                                                                                       Sought sought) {
    const auto self = co_await slack.identity();
    if (!self) co_return std::unexpected{self.error()};
    const auto channel = co_await conversation_of(slack, sought.place);
    if (!channel) co_return std::unexpected{channel.error()};

    std::string method = "conversations.history";
    json arguments{{"channel", *channel}, {"limit", page_size}, {"include_all_metadata", true}};
    if (!sought.place.thread_ts.empty()) {
        method = "conversations.replies";
        arguments["ts"] = sought.place.thread_ts;
    }
    if (sought.since) arguments["oldest"] = slack_ts(*sought.since - largest_clock_error);

    MessageSearch search{sought, *self};
    std::optional<std::string> ts;
    for (int page = 0; page < most_pages && !ts; ++page) {
        const SlackResult answer = co_await slack.call(method, arguments);
        if (!answer) co_return std::unexpected{answer.error()};
        ts = search.look_at(member(*answer, "messages"));
        const std::string cursor = next_cursor(*answer);
        if (cursor.empty()) break;
        arguments["cursor"] = cursor;
    }
    if (!ts) ts = search.best_guess();
    std::optional<PostedMessage> found;
    if (ts) found = PostedMessage{ChannelId{*channel}, *ts};
    co_return found;
}

} // namespace holdfast
