#include "bot/slack/mrkdwn.hpp"

#include "bot/slack/text.hpp"
#include "bot/slack/web_address.hpp"

#include <array>
#include <chrono>

namespace holdfast::slack {
namespace {

constexpr std::string_view zero_width_space = "\u200B";

constexpr std::array<std::pair<char, std::string_view>, 3> entities{{{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}}};

void append_escaped(std::string& result, char c) {
    for (const auto& [sign, entity] : entities) {
        if (c == sign) {
            result += entity;
            return;
        }
    }
    result += c;
}

bool is_formatting(char c) {
    return c == '*' || c == '_' || c == '~' || c == '`';
}

/// Escaped, and with every formatting sign made inert: Slack has no escape for these, but pairs no sign with another
/// across a zero-width space, and quotes no line that does not begin with the bracket (Slack contract, section 10.1).
std::string neutralised(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 8);
    bool at_line_start = true;
    for (const char c : text) {
        if (c == '>' && at_line_start) result += zero_width_space;
        append_escaped(result, c);
        if (is_formatting(c)) result += zero_width_space;
        at_line_start = c == '\n' || (at_line_start && c == ' ');
    }
    return result;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) append_escaped(result, c);
    return result;
}

/// What a cut must leave whole in markup: `<…>`, an entity, or one code point.
std::size_t markup_piece_end(std::string_view text, std::size_t begin) {
    const std::string_view rest = text.substr(begin);
    if (rest.starts_with('<')) {
        const std::size_t close = rest.find('>');
        if (close != std::string_view::npos) return begin + close + 1;
    }
    for (const auto& [sign, entity] : entities) {
        if (rest.starts_with(entity)) return begin + entity.size();
    }
    return code_point_end(text, begin);
}

bool is_slack_id(std::string_view id, std::string_view first_letters) {
    if (id.size() < 2 || !first_letters.contains(id.front())) return false;
    return std::ranges::all_of(id, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

struct DateForms {
    std::string_view token;
    const char* fallback;
};

DateForms forms_of(DateStyle style) {
    switch (style) {
    case DateStyle::moment: return {"{date_short_pretty} {time}", "%F %H:%M %Z"};
    case DateStyle::day: return {"{date_short_pretty}", "%F"};
    case DateStyle::time: return {"{time}", "%H:%M %Z"};
    case DateStyle::distance: return {"{ago}", "%F %H:%M %Z"};
    }
    std::unreachable();
}

} // namespace

Mrkdwn::Mrkdwn(std::string_view foreign) : text_{neutralised(one_line(foreign))} {}

Mrkdwn Mrkdwn::cut(std::size_t max) const {
    return trusted(cut_at_word(text_, max, markup_piece_end));
}

Mrkdwn prose(std::string_view text) {
    return Mrkdwn::trusted(neutralised(several_lines(text)));
}

Mrkdwn bold(const Mrkdwn& text) {
    return text.empty() ? Mrkdwn{} : Mrkdwn::of("*{}*", text);
}

Mrkdwn code(std::string_view text) {
    std::string line = one_line(text);
    if (is_blank(line)) return {};
    std::ranges::replace(line, '`', '\'');
    return Mrkdwn::trusted("`" + escaped(line) + "`");
}

Mrkdwn preformatted(std::string_view text) {
    std::string lines = several_lines(text);
    if (is_blank(lines)) return {};
    std::ranges::replace(lines, '`', '\'');
    return Mrkdwn::trusted("```" + escaped(lines) + "```");
}

Mrkdwn joined(std::span<const Mrkdwn> parts, const Mrkdwn& separator) {
    Mrkdwn result;
    bool is_first = true;
    for (const Mrkdwn& part : parts) {
        if (!is_first) result += separator;
        result += part;
        is_first = false;
    }
    return result;
}

bool is_slack_user(const UserId& user) {
    return is_slack_id(user.value, "UW");
}

bool is_user_group(const UserId& entry) {
    return is_slack_id(entry.value, "S");
}

Mrkdwn mention(const UserId& user) {
    if (user.empty()) return "–"_mrkdwn;
    return is_slack_user(user) ? Mrkdwn::of("<@{}>", user.value) : Mrkdwn{user.value};
}

Mrkdwn channel_link(const ChannelId& channel) {
    if (channel.empty()) return "–"_mrkdwn;
    return is_slack_id(channel.value, "CGD") ? Mrkdwn::of("<#{}>", channel.value) : Mrkdwn{channel.value};
}

Mrkdwn link(std::string_view url, std::string_view label) {
    Mrkdwn shown{label};
    if (is_blank(shown.text())) shown = Mrkdwn{url};
    const auto address = web_address(url);
    if (!address) return shown;
    return Mrkdwn::trusted("<" + escaped(*address) + "|" + shown.text() + ">");
}

Mrkdwn date_token(Instant at, DateStyle style, const date::time_zone* fallback_zone) {
    const DateForms forms = forms_of(style);
    const auto minute = date::floor<std::chrono::minutes>(at);
    const std::string fallback = fallback_zone != nullptr
                                     ? date::format(forms.fallback, date::make_zoned(fallback_zone, minute))
                                     : date::format(forms.fallback, minute);
    const auto unix_seconds = date::floor<std::chrono::seconds>(at).time_since_epoch().count();
    return Mrkdwn::trusted(fmt::format("<!date^{}^{}|{}>", unix_seconds, forms.token, fallback));
}

std::string unescape(std::string_view inbound) {
    std::string result;
    result.reserve(inbound.size());
    for (std::size_t at = 0; at < inbound.size();) {
        const std::string_view rest = inbound.substr(at);
        const auto* const found =
            std::ranges::find_if(entities, [rest](const auto& known) { return rest.starts_with(known.second); });
        const bool is_entity = found != entities.end();
        result += is_entity ? found->first : rest.front();
        at += is_entity ? found->second.size() : 1;
    }
    return result;
}

} // namespace holdfast::slack
