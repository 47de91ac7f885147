#include "bot/handle/forms/forms.hpp"
#include "bot/handle/opening.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 1> taken{"kind"};

/// What can be known of before a rescue is opened by hand.
bool can_be_given(SignalKind kind) {
    return kind != SignalKind::by_hand && kind != SignalKind::imported;
}

std::string kinds() {
    std::string text;
    for (const SignalKind kind : enumerators<SignalKind>(signal_kind_names)) {
        if (can_be_given(kind)) text += (text.empty() ? "" : ", ") + std::string{to_text(kind)};
    }
    return text;
}

} // namespace

Answering open(Desk& desk, const Asker& asker, const Words& words) {
    const bool says_nothing = words.words.empty() && words.pairs.empty();
    const auto room = case_of_channel(desk, asker.channel);
    // In the room of a rescue that runs, another account must be meant.
    if (says_nothing && (!room || room->is_open())) {
        co_return Reply::open(forms::blank_open(desk, asker));
    }
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto account = typed(subject->account.id);
    if (subject->rescue) {
        co_return Reply::refuse(fmt::format("A rescue is open for {} already", subject->account.name),
                                "an account has one at a time, and further signals join it",
                                fmt::format("/rescue status {}", account));
    }
    const auto* const given = words.value("kind");
    const auto kind = given == nullptr ? std::optional{SignalKind::by_hand} : signal_kind_from(lower_case(given->text));
    if (!kind || (given != nullptr && !can_be_given(*kind))) {
        co_return Reply::refuse(
            "The rescue is not opened",
            fmt::format("\"{}\" is no warning sign; the kinds are {}", given->text, kinds()),
            fmt::format("/rescue open {} kind:quality-complaints two complaints in a week", account));
    }
    const auto reason = words.free_text_from(subject->next_word, taken);
    if (reason.empty()) {
        if (given == nullptr && !asker.trigger_id.empty()) co_return Reply::open(forms::open_form(asker, *subject));
        co_return Reply::refuse("The rescue is not opened", "the reason is missing",
                                fmt::format("/rescue open {} two late deliveries in a row", account));
    }
    co_return co_await open_by_hand(desk, asker, subject->account, reason, *kind);
}

} // namespace holdfast::verbs
