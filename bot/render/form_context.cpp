#include "bot/render/modals.hpp"
#include "bot/slack/json_text.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::render {
namespace {

using nlohmann::json;

std::string written(const FormContext& context) {
    return json_text(json{{"account", context.account.value},
                          {"rescue", context.rescue.value},
                          {"channel", context.channel.value},
                          {"subject", context.subject},
                          {"purpose", context.purpose}});
}

} // namespace

std::string to_text(const FormContext& context) {
    FormContext kept = context;
    std::string text = written(kept);
    // No id is that long. A form that has lost what it is about says so when it comes back; one that Slack refuses
    // would never open.
    for (std::string* const dispensable :
         std::array{&kept.subject, &kept.purpose, &kept.channel.value, &kept.rescue.value, &kept.account.value}) {
        if (slack::slack_length(text) <= slack::limits::private_metadata) break;
        dispensable->clear();
        text = written(kept);
    }
    return text;
}

FormContext form_context_from(std::string_view text) {
    const json read = json::parse(text, nullptr, false);
    if (!read.is_object()) return {};
    const auto text_of = [&](const char* name) {
        const auto found = read.find(name);
        return found != read.end() && found->is_string() ? found->get<std::string>() : std::string{};
    };
    return {AccountId{text_of("account")}, CaseId{text_of("rescue")}, ChannelId{text_of("channel")}, text_of("subject"),
            text_of("purpose")};
}

namespace block {

std::string numbered(std::string_view what_is_asked, int row) {
    return fmt::format("{}_{}", what_is_asked, row);
}

} // namespace block

} // namespace holdfast::render
