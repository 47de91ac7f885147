#pragma once

#include "bot/handle/desk.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Text as Slack sends it, its mentions (`<@U1>`, `<@U1|kim>`) labelled with the real names of those people, so that
/// whoever reads the text later need not know ids. A mention of somebody whom Slack does not name in time stays as it
/// was.
[[nodiscard]] boost::asio::awaitable<std::string> with_real_names(Desk& desk, std::string text);

/// The same for several texts, whose people are all asked about at once.
[[nodiscard]] boost::asio::awaitable<std::vector<std::string>> with_real_names(Desk& desk,
                                                                               std::vector<std::string> texts);

/// Mentions as words: `@Kim Lee`, or `@U1` without a label.
[[nodiscard]] std::string with_plain_mentions(std::string_view text);

/// How a colleague is called by an id; empty where nobody knows.
using NameOfColleague = std::function<std::string(const UserId&)>;

/// A letter to the customer: colleagues by their real names, without the signs and ids of Slack.
[[nodiscard]] std::string in_customer_words(std::string_view text, const NameOfColleague& name_of);

} // namespace holdfast
