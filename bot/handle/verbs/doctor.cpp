#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

namespace holdfast::verbs {

Answering doctor(Desk& desk, const Asker&, const Words&) {
    const auto findings = co_await desk.examine();
    co_return Reply::reading(render::doctor(findings));
}

} // namespace holdfast::verbs
