#include "config/example_yaml.hpp"

#include "config/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace holdfast {

namespace {

constexpr std::string_view introduction =
    R"(# Every key of holdfast.yaml with its default. Copy what you want to change; leave the rest out.
#
# Found by: holdfast --config FILE, else $HOLDFAST_CONFIG, else ./holdfast.yaml. Environment variables go before it.
# Secrets do not belong here. They come from SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN and
# HOLDFAST_API_TOKEN, or from files named by the same variables with _FILE at the end.
)";

std::vector<std::string> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t dot = path.find('.');
        parts.emplace_back(path.substr(0, dot));
        if (dot == std::string_view::npos) {
            return parts;
        }
        path.remove_prefix(dot + 1);
    }
}

} // namespace

std::string example_yaml() {
    std::string text{introduction};
    const Settings defaults;
    std::vector<std::string> sections;
    for (const Key& key : setting_keys()) {
        std::vector<std::string> parts = parts_of(key.path);
        const std::string name = std::move(parts.back());
        parts.pop_back();

        const auto common = static_cast<std::size_t>(std::ranges::mismatch(parts, sections).in1 - parts.begin());
        if (parts.empty() || common == 0) {
            text += '\n';
        }
        for (std::size_t depth = common; depth < parts.size(); ++depth) {
            text += fmt::format("{:{}}{}:\n", "", depth * 2, parts[depth]);
        }
        const std::size_t indent = parts.size() * 2;
        text += fmt::format("{:{}}# {}\n", "", indent, key.meaning);
        text += fmt::format("{:{}}{}: {}\n", "", indent, name, key.show(defaults));
        sections = std::move(parts);
    }
    return text;
}

} // namespace holdfast
