#include "bot/handle/forms/forms.hpp"
#include "bot/handle/opening.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

Answering flag(Desk& desk, const Asker& asker, const Words& typed_words) {
    const auto words = typed_words.with_value_going_on(
        "value", [](std::string_view value) { return value.ends_with(" %") && typed_decimal(value); });
    const bool says_nothing = words.words.empty() && words.pairs.empty();
    if (says_nothing && !case_of_channel(desk, asker.channel)) {
        co_return Reply::open(forms::blank_flag(desk, asker, {}));
    }
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    if (words.words.size() <= next) {
        const bool has_value = words.value("value") != nullptr;
        if (!has_value && !asker.trigger_id.empty()) co_return Reply::open(forms::flag_form(asker, *subject));
        co_return Reply::refuse(
            "The signal is not flagged", fmt::format("its kind is missing: {}", flag_kinds()),
            fmt::format("/rescue flag {} champion-slow no answer for two weeks", typed(subject->account.id)));
    }
    const auto kind = signal_kind_from(lower_case(words.words[next].text));
    if (!kind || !is_flagged_by_people(*kind)) {
        co_return Reply::refuse(
            fmt::format("\"{}\" is no sign that people flag", words.words[next].text),
            fmt::format("the kinds are {}", flag_kinds()),
            fmt::format("/rescue flag {} champion-slow no answer for two weeks", typed(subject->account.id)));
    }
    auto note = words.free_text_from(next + 1, std::array<std::string_view, 1>{"value"});
    const auto value = std::string{words.value_text("value")};
    co_return co_await flag_signal(desk, asker, subject->account, *kind, value, note);
}

} // namespace holdfast::verbs
