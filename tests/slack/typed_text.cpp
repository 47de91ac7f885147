#include "tests/slack/typed_text.hpp"

#include "tests/slack/shapes.hpp"

#include <fmt/format.h>

#include <ranges>
#include <regex>

namespace holdfast::slack_double {

namespace {

/// The mention of a person or channel of that name; empty when there is none.
std::string mention_of(const Workspace& workspace, char sign, const std::string& name) {
    if (sign == '@') {
        for (const User& user : std::views::values(workspace.users)) {
            if (user.name == name) return fmt::format("<@{}|{}>", user.id, name);
        }
        return {};
    }
    for (const Channel& channel : std::views::values(workspace.channels)) {
        if (channel.name == name) return fmt::format("<#{}|{}>", channel.id, name);
    }
    return {};
}

} // namespace

std::string as_typed(const Workspace& workspace, const std::string& text) {
    static const std::regex mention(R"(<[@#][A-Z0-9]+(\|[^>]*)?>|[@#][a-z0-9._-]+)");
    std::string typed;
    auto rest = text.cbegin();
    for (std::sregex_iterator found(text.begin(), text.end(), mention); found != std::sregex_iterator{}; ++found) {
        const std::string matched = found->str();
        typed += escape_raw_signs({rest, (*found)[0].first});
        rest = (*found)[0].second;
        const std::string replaced =
            matched.starts_with('<') ? matched : mention_of(workspace, matched.front(), matched.substr(1));
        typed += replaced.empty() ? matched : replaced;
    }
    return typed + escape_raw_signs({rest, text.cend()});
}

} // namespace holdfast::slack_double
