#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/touch_logging.hpp"
#include "bot/handle/typed_touch.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 8> taken{"kind", "with", "dir", "mood", "tag", "next", "by", "reached"};

std::string kinds() {
    std::string text;
    for (const auto name : touch_kind_names) text += (text.empty() ? "" : ", ") + std::string{name};
    return text;
}

std::expected<Touch, Reply> touch_from(Desk& desk, const Asker& asker, const Words& words, std::size_t text_from) {
    const auto refuse = [](std::string why, std::string instead) {
        return std::unexpected{Reply::refuse("The touch is not logged", std::move(why), std::move(instead))};
    };
    auto touch = typed_touch(desk, asker, words);
    if (!touch) return touch;
    const auto kind = lower_case(words.value_text("kind"));
    if (!kind.empty()) {
        const auto known = touch_kind_from(kind);
        if (!known)
            return refuse(fmt::format("\"{}\" is no kind of touch: {}", kind, kinds()),
                          "/rescue touch kind:call what was said");
        touch->kind = *known;
    }
    const auto way = lower_case(words.value_text("dir"));
    const auto direction = way.empty() ? Direction::out : direction_from(way);
    if (!direction) {
        return refuse(fmt::format("\"{}\" is neither in (the customer began it) nor out", way),
                      "/rescue touch dir:in what was said");
    }
    touch->direction = *direction;
    const auto reached = lower_case(words.value_text("reached"));
    touch->reached = reached != "no" && reached != "false";
    touch->text = words.free_text_from(text_from, taken);
    return touch;
}

} // namespace

Answering touch(Desk& desk, const Asker& asker, const Words& words) {
    const bool says_nothing = words.words.empty() && words.pairs.empty();
    if (says_nothing && !asker.trigger_id.empty() && !case_of_channel(desk, asker.channel)) {
        co_return Reply::open(forms::blank_touch(desk, asker, {}));
    }
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    auto touch = touch_from(desk, asker, words, subject->next_word);
    if (!touch) co_return touch.error();
    if (touch->text.empty() && touch->reached) {
        co_return Reply::open(forms::touch_form(desk, asker, *subject, touch->text));
    }
    if (!subject->rescue) co_return co_await log_touch_without_rescue(desk, asker, subject->account, *touch);
    TouchReport report;
    report.touch = std::move(*touch);
    report.shows_draft = true;
    const auto logged = co_await log_touch(desk, asker, *subject, std::move(report));
    co_return reply_with_draft(desk, logged);
}

} // namespace holdfast::verbs
