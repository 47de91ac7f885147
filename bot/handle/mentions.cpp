#include "bot/handle/mentions.hpp"

#include "bot/handle/identities.hpp"
#include "bot/slack/mrkdwn.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

namespace holdfast {

namespace {

/// More than these are seldom meant in one text, and each may be a question to Slack.
constexpr std::size_t most_looked_up = 5;
constexpr std::string_view unnamed_colleague = "our colleague";

struct Mention {
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind the closing bracket
    UserId user;
    std::string_view label; ///< as Slack escapes it; may be empty
};

std::optional<Mention> next_mention(std::string_view text, std::size_t from) {
    for (auto begin = text.find("<@", from); begin != std::string_view::npos; begin = text.find("<@", begin + 1)) {
        const auto close = text.find_first_of("<>", begin + 1);
        if (close == std::string_view::npos || text[close] != '>') continue;
        const auto inside = text.substr(begin + 2, close - begin - 2);
        const auto bar = inside.find('|');
        Mention found{begin, close + 1, UserId{std::string{inside.substr(0, bar)}}, {}};
        if (bar != std::string_view::npos) found.label = inside.substr(bar + 1);
        if (slack::is_slack_user(found.user)) return found;
    }
    return std::nullopt;
}

/// The text with every mention replaced by what `write` makes of it.
template <class Write>
std::string rewritten(std::string_view text, Write write) {
    std::string result;
    std::size_t done = 0;
    while (const auto mention = next_mention(text, done)) {
        result += text.substr(done, mention->begin - done);
        result += write(*mention);
        done = mention->end;
    }
    return result += text.substr(done);
}

/// A name inside of a mention: nothing in it may end the mention or a quoted word around it.
std::string as_label(std::string_view name) {
    std::string label;
    for (const char c : name) {
        if (c == '&') label += "&amp;";
        if (c == '<') label += "&lt;";
        if (c == '>') label += "&gt;";
        if (!std::string_view{"&<>\"\n"}.contains(c)) label += c;
    }
    return label;
}

bool is_part_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view{"._-+"}.contains(c) ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// The id at the front, as it stands behind the sign of a mention that had no label; empty where a word stands there.
std::string_view id_at_front(std::string_view text) {
    const auto is_of_id = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    const auto length = static_cast<std::size_t>(std::ranges::find_if_not(text, is_of_id) - text.begin());
    const auto id = text.substr(0, length);
    const bool has_digit = std::ranges::any_of(id, [](char c) { return c >= '0' && c <= '9'; });
    return has_digit && slack::is_slack_user(UserId{std::string{id}}) ? id : std::string_view{};
}

/// Those whom a text mentions, the first few of them.
std::set<UserId> mentioned_in(std::string_view text) {
    std::set<UserId> people;
    std::size_t from = 0;
    while (people.size() < most_looked_up) {
        const auto mention = next_mention(text, from);
        if (!mention) break;
        people.insert(mention->user);
        from = mention->end;
    }
    return people;
}

std::string labelled(std::string_view text, const Identities& identities) {
    return rewritten(text, [&](const Mention& mention) {
        const auto identity = identities.find(mention.user);
        const bool is_known = identity != identities.end() && identity->second && !identity->second->name.empty();
        const auto label = is_known ? as_label(identity->second->name) : std::string{mention.label};
        return label.empty() ? "<@" + mention.user.value + ">" : "<@" + mention.user.value + "|" + label + ">";
    });
}

} // namespace

boost::asio::awaitable<std::string> with_real_names(Desk& desk, std::string text) {
    std::vector<std::string> one{std::move(text)};
    auto named = co_await with_real_names(desk, std::move(one));
    co_return std::move(named.front());
}

boost::asio::awaitable<std::vector<std::string>> with_real_names(Desk& desk, std::vector<std::string> texts) {
    std::set<UserId> people;
    for (const auto& text : texts) people.merge(mentioned_in(text));
    const auto identities = co_await identities_of(desk, std::move(people));
    for (auto& text : texts) text = labelled(text, identities);
    co_return texts;
}

std::string with_plain_mentions(std::string_view text) {
    return rewritten(text, [](const Mention& mention) {
        return "@" + (mention.label.empty() ? mention.user.value : slack::unescape(mention.label));
    });
}

std::string in_customer_words(std::string_view text, const NameOfColleague& name_of) {
    const auto called = [&](const UserId& user) {
        const auto name = name_of(user);
        return name.empty() ? std::string{unnamed_colleague} : name;
    };
    const auto plain = rewritten(text, [&](const Mention& mention) { return called(mention.user); });
    std::string result;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        const bool begins_word = at == 0 || !is_part_of_word(plain[at - 1]);
        const auto rest = std::string_view{plain}.substr(at + 1);
        if (plain[at] != '@' || !begins_word || rest.empty() || !is_part_of_word(rest.front())) {
            result += plain[at];
            continue;
        }
        // The sign goes; an id becomes a name.
        const auto id = id_at_front(rest);
        if (id.empty()) continue;
        result += called(UserId{std::string{id}});
        at += id.size();
    }
    return result;
}

} // namespace holdfast
