#include "bot/handle/subject.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/wanted.hpp"
#include "playbooks/rescue/figures.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

Answering status(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    if (auto refusal = refusal_of_unread(words, subject->next_word, {}, "The rescue is not shown", "/rescue status"))
        co_return *std::move(refusal);
    const auto rescue = subject->rescue ? subject->rescue : desk.book().find_latest(desk.reader(), subject->account.id);
    if (!rescue) {
        co_return Reply::refuse(fmt::format("No rescue is open for {}", subject->account.name),
                                "nothing has tripped so far",
                                fmt::format("/rescue health {}", typed(subject->account.id)));
    }
    const auto around = desk.around();
    const auto room = find_room(desk.reader(), rescue->id);
    const auto actual = room ? slack::room_actual_from(room->actual) : slack::RoomActual{};
    co_return Reply::reading(render::room_card(*rescue, render::Showing::to(asker.user, around, desk.now()), actual));
}

} // namespace holdfast::verbs
