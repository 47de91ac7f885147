#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <date/tz.h>
#include <fmt/core.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace holdfast::slack {

/// How Slack writes a date.
enum class DateStyle {
    moment,  ///< "today at 9:12"; `{date_short_pretty} {time}`
    day,     ///< "Mar 4th, 2026" or "today"; `{date_short_pretty}`
    time,    ///< "9:12 AM"; `{time}`
    distance ///< "3 hours ago"; `{ago}`
};

class Mrkdwn;

namespace markup {

/// What a literal must keep to: `&` only as `&amp;`, `&lt;`, `&gt;`; every `<` closed on its line; no mass mention.
consteval bool is_well_formed(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with('&') &&
            !(rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;")))
            return false;
        if (rest.starts_with("<!channel") || rest.starts_with("<!here") || rest.starts_with("<!everyone")) return false;
        if (rest.starts_with('<')) {
            const std::size_t stop = rest.find_first_of("<>\n", 1);
            if (stop == std::string_view::npos || rest[stop] != '>') return false;
        }
    }
    return true;
}

/// Markup written in the source code; wrong markup does not compile.
template <std::size_t N>
struct Literal {
    char text[N]{};
    consteval Literal(const char (&literal)[N]) {
        if (!is_well_formed({literal, N - 1})) throw "malformed mrkdwn literal";
        std::copy_n(literal, N, text);
    }
};

/// What fmt is given for an argument of Mrkdwn::of: markup and numbers as they are, text escaped.
template <class Argument>
using Shown = std::conditional_t<std::same_as<Argument, Mrkdwn>, std::string_view,
                                 std::conditional_t<std::is_arithmetic_v<Argument>, Argument, std::string>>;

template <class... Arguments>
struct Format {
    fmt::format_string<Shown<Arguments>...> text;
    template <std::size_t N>
    consteval Format(const char (&literal)[N]) : text{literal} {
        if (!is_well_formed({literal, N - 1})) throw "malformed mrkdwn literal";
    }
};

} // namespace markup

/// Text in Slack's markup that is safe to send. Only literals of the source code can bring markup in; every string
/// that is turned into Mrkdwn counts as foreign and is cleaned (see one_line), escaped and freed of formatting, so it
/// can never mention, link, format or break a card (interaction rule 9, Slack contract section 10).
///
///     section = Mrkdwn::of("*{}* lost {} % with {}", account.name, 12, mention(owner)) + "\n"_mrkdwn + note;
class Mrkdwn {
public:
    Mrkdwn() = default;
    Mrkdwn(std::string_view foreign);
    Mrkdwn(const std::string& foreign) : Mrkdwn{std::string_view{foreign}} {}
    /// Say which it is: `"…"_mrkdwn` for markup, `std::string{…}` for text to be escaped.
    Mrkdwn(const char*) = delete;

    /// The literal with its `{}` filled: Mrkdwn and numbers as they are, any other text escaped.
    template <class... Arguments>
    [[nodiscard]] static Mrkdwn of(std::type_identity_t<markup::Format<Arguments...>> format,
                                   const Arguments&... arguments) {
        return trusted(fmt::format(format.text, shown(arguments)...));
    }

    Mrkdwn& operator+=(const Mrkdwn& more) {
        text_ += more.text_;
        return *this;
    }
    friend Mrkdwn operator+(Mrkdwn left, const Mrkdwn& right) { return std::move(left += right); }
    bool operator==(const Mrkdwn&) const = default;

    /// What is sent.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    /// At most `max` long (see slack_length), cut at a word, never inside `&amp;` or `<…>`.
    [[nodiscard]] Mrkdwn cut(std::size_t max) const;

private:
    [[nodiscard]] static Mrkdwn trusted(std::string markup) {
        Mrkdwn result;
        result.text_ = std::move(markup);
        return result;
    }

    template <class Argument>
    static markup::Shown<Argument> shown(const Argument& argument) {
        static_assert(!std::same_as<Argument, char> && !std::same_as<Argument, bool>, "spell it out as text");
        if constexpr (std::is_arithmetic_v<Argument>) {
            return argument;
        } else if constexpr (std::same_as<Argument, Mrkdwn>) {
            return argument.text_;
        } else {
            return Mrkdwn{std::string_view{argument}}.text_;
        }
    }

    template <markup::Literal Text>
    friend Mrkdwn operator""_mrkdwn();
    friend Mrkdwn prose(std::string_view text);
    friend Mrkdwn code(std::string_view text);
    friend Mrkdwn preformatted(std::string_view text);
    friend Mrkdwn link(std::string_view url, std::string_view label);
    friend Mrkdwn date_token(Instant at, DateStyle style, const date::time_zone* fallback_zone);

    std::string text_;
};

template <markup::Literal Text>
[[nodiscard]] Mrkdwn operator""_mrkdwn() {
    return Mrkdwn::trusted(Text.text);
}

/// Foreign text that keeps its line breaks, for what people wrote in a box with several lines.
[[nodiscard]] Mrkdwn prose(std::string_view text);

/// `*…*`; nothing for empty text.
[[nodiscard]] Mrkdwn bold(const Mrkdwn& text);
/// Foreign text on one line in `code` form, without invisible characters, so that it can be copied; a backtick in it
/// becomes an apostrophe.
[[nodiscard]] Mrkdwn code(std::string_view text);
/// Foreign text with its line breaks as a block that can be copied as it is; backticks as in `code`. Cutting it would
/// leave the block open: keep it within limits::text, of which it takes six characters itself.
[[nodiscard]] Mrkdwn preformatted(std::string_view text);

[[nodiscard]] Mrkdwn joined(std::span<const Mrkdwn> parts, const Mrkdwn& separator);

/// A user id as Slack gives them: `U…` or `W…`, capitals and digits. Anything else is an address or a name.
[[nodiscard]] bool is_slack_user(const UserId& user);
/// The id of a user group: `S…`, capitals and digits. It can stand for people in the configuration.
[[nodiscard]] bool is_user_group(const UserId& entry);
/// `<@U1>`, which Slack shows as the person's name and notifies; an e-mail address is shown as text, nobody as a dash.
[[nodiscard]] Mrkdwn mention(const UserId& user);
/// `<#C1>`, a link to the conversation.
[[nodiscard]] Mrkdwn channel_link(const ChannelId& channel);
/// A link with a label; only the label where `url` is no web address (see web_address). An empty label shows the url.
[[nodiscard]] Mrkdwn link(std::string_view url, std::string_view label);

/// A date that Slack shows in the reader's own time zone (interaction rule 10). Readers without it see ISO date and
/// time in the fallback zone with its name, UTC where none is given.
[[nodiscard]] Mrkdwn date_token(Instant at, DateStyle style = DateStyle::moment,
                                const date::time_zone* fallback_zone = nullptr);

/// Text as Slack delivers it, with `&amp;`, `&lt;` and `&gt;` turned back in a single pass.
[[nodiscard]] std::string unescape(std::string_view inbound);

} // namespace holdfast::slack
