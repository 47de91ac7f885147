#include "bot/handle/unread_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace holdfast {

std::optional<Reply> refusal_of_unread(const Words& words, std::size_t from, std::span<const std::string_view> keys,
                                       std::string what, std::string instead) {
    const auto unknown = std::ranges::find_if(words.pairs, [&](const KeyValue& pair) {
        return pair.key != account_key && std::ranges::find(keys, pair.key) == keys.end();
    });
    if (unknown != words.pairs.end()) {
        auto why = fmt::format("\"{}:\" is not known here", unknown->key);
        if (!keys.empty()) why += fmt::format("; known are {}:", fmt::join(keys, ":, "));
        return Reply::refuse(std::move(what), std::move(why), std::move(instead));
    }
    if (words.words.size() <= from) return std::nullopt;
    return Reply::refuse(std::move(what), fmt::format("\"{}\" cannot be taken down with it", words.rest_from(from)),
                         std::move(instead));
}

} // namespace holdfast
