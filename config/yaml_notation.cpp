#include "config/yaml_notation.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string_view>

namespace holdfast {

namespace {

/// In the order of Weekdays.
constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// A plain scalar, or nothing when the node is a list, a section, or nothing at all.
std::optional<std::string> scalar(const YAML::Node& node) {
    if (!node.IsScalar()) {
        return std::nullopt;
    }
    return node.Scalar();
}

/// @param family AF_INET or AF_INET6; an address of the latter may name its interface, as in fe80::1%eth0
bool is_ip_address(const std::string& text, int family) {
    const auto end = family == AF_INET6 ? text.find('%') : std::string::npos;
    in6_addr parsed{};
    return inet_pton(family, text.substr(0, end).c_str(), &parsed) == 1;
}

/// `"4"` is a text, `4` is a number: quotes show in the tag.
bool is_quoted(const YAML::Node& node) {
    return node.Tag() == "!";
}

template <class Number>
std::optional<Number> number(const YAML::Node& node) {
    const auto text = scalar(node);
    if (!text || is_quoted(node)) {
        return std::nullopt;
    }
    Number value{};
    const char* const end = text->data() + text->size();
    const auto [stopped, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc{} || stopped != end) {
        return std::nullopt;
    }
    return value;
}

std::string in_quotes(const std::string& text) {
    YAML::Emitter emitter;
    emitter << YAML::DoubleQuoted << text;
    return emitter.c_str();
}

bool is_slack_id(std::string_view text) {
    constexpr std::string_view kinds = "UWS";
    const auto capital_or_digit = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return text.size() >= 3 && kinds.contains(text.front()) && std::ranges::all_of(text, capital_or_digit);
}

bool is_mail_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != 0 && at != std::string_view::npos && at + 1 < text.size() && !text.contains(' ');
}

} // namespace

std::string quoted(const YAML::Node& node) {
    constexpr std::size_t most = 40;
    if (node.IsSequence()) {
        return "a list";
    }
    if (node.IsMap()) {
        return "a section with keys of its own";
    }
    if (!node.IsScalar()) {
        return "nothing";
    }
    const std::string& text = node.Scalar();
    return in_quotes(text.size() <= most ? text : text.substr(0, most) + "...");
}

template <>
std::expected<bool, std::string> Notation<bool>::read(const YAML::Node& node) {
    if (node.IsScalar() && !is_quoted(node)) {
        if (node.Scalar() == "true") {
            return true;
        }
        if (node.Scalar() == "false") {
            return false;
        }
    }
    return std::unexpected(fmt::format("must be true or false, not {}", quoted(node)));
}

template <>
std::string Notation<bool>::write(const bool& value) {
    return value ? "true" : "false";
}

template <>
std::expected<int, std::string> Notation<int>::read(const YAML::Node& node) {
    const auto value = number<int>(node);
    if (!value) {
        return std::unexpected(fmt::format("must be a whole number, not {}", quoted(node)));
    }
    return *value;
}

template <>
std::string Notation<int>::write(const int& value) {
    return fmt::format("{}", value);
}

template <>
std::expected<double, std::string> Notation<double>::read(const YAML::Node& node) {
    const auto value = number<double>(node);
    if (!value || !std::isfinite(*value)) {
        return std::unexpected(fmt::format("must be a number, not {}", quoted(node)));
    }
    return *value;
}

template <>
std::string Notation<double>::write(const double& value) {
    return fmt::format("{}", value);
}

template <>
std::expected<std::string, std::string> Notation<std::string>::read(const YAML::Node& node) {
    const auto text = scalar(node);
    if (!text || text->empty()) {
        return std::unexpected(fmt::format("must be a text, not {}", quoted(node)));
    }
    return *text;
}

template <>
std::string Notation<std::string>::write(const std::string& value) {
    return in_quotes(value);
}

template <>
std::expected<std::filesystem::path, std::string> Notation<std::filesystem::path>::read(const YAML::Node& node) {
    auto text = Notation<std::string>::read(node);
    if (!text) {
        return std::unexpected(std::move(text.error()));
    }
    return std::filesystem::path{*text};
}

template <>
std::string Notation<std::filesystem::path>::write(const std::filesystem::path& value) {
    return in_quotes(value.string());
}

template <>
std::expected<Money, std::string> Notation<Money>::read(const YAML::Node& node) {
    const auto text = scalar(node);
    if (!text) {
        return std::unexpected(fmt::format("must be an amount such as 12000000 or 12m, not {}", quoted(node)));
    }
    return parse_money(*text);
}

template <>
std::string Notation<Money>::write(const Money& value) {
    return plain_decimal(value);
}

template <>
std::expected<MinuteOfDay, std::string> Notation<MinuteOfDay>::read(const YAML::Node& node) {
    const auto text = scalar(node).value_or("");
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool shaped = text.size() == 5 && text[2] == ':' && std::ranges::count_if(text, digit) == 4;
    if (shaped) {
        const int hours = (text[0] - '0') * 10 + (text[1] - '0');
        const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
        if (hours < 24 && minutes < 60) {
            return std::chrono::hours{hours} + std::chrono::minutes{minutes};
        }
    }
    return std::unexpected(fmt::format(R"({} is not a time of day; write it as "18:00")", quoted(node)));
}

template <>
std::string Notation<MinuteOfDay>::write(const MinuteOfDay& value) {
    return fmt::format(R"("{:02}:{:02}")", value.count() / 60, value.count() % 60);
}

template <>
std::expected<Day, std::string> Notation<Day>::read(const YAML::Node& node) {
    std::istringstream text{scalar(node).value_or("")};
    date::year_month_day day{};
    text >> date::parse("%Y-%m-%d", day);
    if (text && day.ok() && text.peek() == std::istringstream::traits_type::eof()) {
        return Day{day};
    }
    return std::unexpected(fmt::format("{} is not a date; write it as 2026-12-24", quoted(node)));
}

template <>
std::string Notation<Day>::write(const Day& value) {
    return date::format("%F", value);
}

template <>
std::expected<Weekdays, std::string> Notation<Weekdays>::read(const YAML::Node& node) {
    if (!node.IsSequence()) {
        return std::unexpected(fmt::format("must be a list such as [mon, tue], not {}", quoted(node)));
    }
    Weekdays days;
    for (const YAML::Node& element : node) {
        const auto name = std::ranges::find(weekday_names, scalar(element).value_or(""));
        if (name == weekday_names.end()) {
            return std::unexpected(
                fmt::format("{} is not a day of the week; write mon, tue, wed, thu, fri, sat or sun", quoted(element)));
        }
        days.set(static_cast<std::size_t>(name - weekday_names.begin()));
    }
    return days;
}

template <>
std::string Notation<Weekdays>::write(const Weekdays& value) {
    std::string text;
    for (std::size_t day = 0; day < weekday_names.size(); ++day) {
        if (value.test(day)) {
            text += fmt::format("{}{}", text.empty() ? "" : ", ", weekday_names[day]);
        }
    }
    return "[" + text + "]";
}

template <>
std::expected<UserId, std::string> Notation<UserId>::read(const YAML::Node& node) {
    const auto text = scalar(node).value_or("");
    if (is_slack_id(text) || is_mail_address(text)) {
        return UserId{text};
    }
    return std::unexpected(
        fmt::format("{} is neither a Slack id such as U012AB3CD nor an e-mail address", quoted(node)));
}

template <>
std::string Notation<UserId>::write(const UserId& value) {
    return in_quotes(value.value);
}

template <>
std::expected<ListenAddress, std::string> Notation<ListenAddress>::read(const YAML::Node& node) {
    const auto wrong = [&node] {
        return std::unexpected(
            fmt::format("{} is not an IP address and port; write it as 127.0.0.1:3000 or [::1]:3000", quoted(node)));
    };
    const std::string text = scalar(node).value_or("");
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) {
        return wrong();
    }

    std::string host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) {
        host = host.substr(1, host.size() - 2);
    }
    // A name may stand for several addresses, and those who connect may look at another one than we do.
    if (!is_ip_address(host, bracketed ? AF_INET6 : AF_INET)) {
        return wrong();
    }

    std::uint16_t port = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error != std::errc{} || stopped != end) {
        return wrong();
    }
    return ListenAddress{.host = host, .port = port};
}

template <>
std::string Notation<ListenAddress>::write(const ListenAddress& value) {
    const bool is_ipv6 = value.host.contains(':');
    return in_quotes(fmt::format("{}{}{}:{}", is_ipv6 ? "[" : "", value.host, is_ipv6 ? "]" : "", value.port));
}

} // namespace holdfast
