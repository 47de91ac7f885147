#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

namespace holdfast::verbs {

Answering doctor(Desk& desk, const Asker&, const Words& words) {
    if (auto refusal = refusal_of_unread(words, 0, {}, "Nothing is examined", "/rescue doctor"))
        co_return *std::move(refusal);
    const auto findings = co_await desk.examine();
    co_return Reply::reading(render::doctor(findings));
}

} // namespace holdfast::verbs
