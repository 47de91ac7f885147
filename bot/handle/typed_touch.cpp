#include "bot/handle/typed_touch.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/handle/typed_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace holdfast {

std::expected<Touch, Reply> typed_touch(Desk& desk, const Asker& asker, const Words& words) {
    const auto refuse = [](std::string why, std::string instead) {
        return std::unexpected{Reply::refuse("The touch is not logged", std::move(why), std::move(instead))};
    };
    if (words.share) {
        return refuse("its draft is for you alone, so nothing can be shared",
                      "the same without \"share\"; where a sentence ends with it, put a full stop behind it");
    }
    Touch touch;
    touch.with = std::string{words.value_text("with")};
    touch.next = std::string{words.value_text("next")};
    const auto sign = words.value_text("mood");
    const auto mood = mood_from(sign);
    if (!mood) {
        return refuse(fmt::format("\"{}\" is none of +, 0 and -", sign), "/rescue touch mood:+ what was said");
    }
    touch.mood = *mood;
    for (const auto* tag : words.values("tag"))
        std::ranges::move(typed_tags(tag->text), std::back_inserter(touch.tags));
    if (const auto refusal = refusal_of_tags(touch.tags)) return std::unexpected{Reply::refuse(*refusal)};
    const auto by_when = typed_day(desk, asker.user, words.value_text("by"));
    if (!by_when) return refuse(by_when.error(), "/rescue touch by:fri what was said");
    touch.by_when = *by_when;
    return touch;
}

std::optional<Refusal> refusal_of_tags(const std::vector<std::string>& tags) {
    for (const auto& tag : tags) {
        for (const auto known : tags_with_a_meaning) {
            if (slips_between(tag, known) != 1) continue;
            return Refusal{"The touch is not logged",
                           fmt::format("the tag \"{}\" is nearly \"{}\", but would not count as that", tag, known),
                           fmt::format("/rescue touch tag:{} what was said", known), "tags"};
        }
    }
    return std::nullopt;
}

} // namespace holdfast
