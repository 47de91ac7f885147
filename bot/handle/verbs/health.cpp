#include "bot/handle/account_health.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

namespace holdfast::verbs {

Answering health(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = subject_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto report = health_now(desk, subject->account, subject->rescue.get());
    const auto around = desk.around();
    const auto room = subject->rescue ? room_of(desk, subject->rescue->id) : ChannelId{};
    co_return Reply::say(render::health(subject->account, report, subject->rescue.get(), room, {around, desk.now()}));
}

} // namespace holdfast::verbs
