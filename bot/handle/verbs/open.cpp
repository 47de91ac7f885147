#include "bot/handle/forms/forms.hpp"
#include "bot/handle/opening.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

Answering open(Desk& desk, const Asker& asker, const Words& words) {
    if (words.words.empty()) co_return Reply::open(forms::blank_open(desk, asker));
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto reason = words.free_text_from(subject->next_word, {});
    if (subject->rescue) {
        co_return Reply::refuse(fmt::format("A rescue is open for {} already", subject->account.name),
                                "an account has one at a time, and further signals join it",
                                fmt::format("/rescue status {}", typed(subject->account.id)));
    }
    if (reason.empty()) {
        co_return Reply::refuse(
            "The rescue is not opened", "the reason is missing",
            fmt::format("/rescue open {} two late deliveries in a row", typed(subject->account.id)));
    }
    co_return co_await open_by_hand(desk, asker, subject->account, reason);
}

} // namespace holdfast::verbs
