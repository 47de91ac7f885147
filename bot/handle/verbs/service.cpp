#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "bot/render/modals.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace holdfast::verbs {

namespace {

constexpr std::string_view example = "/rescue service premium-response end:+14d measure:ontime cost:900";

/// `extend +7d` counts from the present end; a date or a weekday is itself.
std::expected<std::optional<Day>, std::string> new_end(Desk& desk, const Asker& asker, const Case& rescue,
                                                       std::string_view typed) {
    const auto* running = rescue.running_service();
    if (running != nullptr && typed.starts_with('+')) {
        const auto today = today_of(desk, asker.user);
        const auto day = typed_day(desk, asker.user, typed);
        if (!day || !*day) return day;
        return std::optional{running->end + (**day - today)};
    }
    return typed_day(desk, asker.user, typed);
}

/// `stop premium`: the running service whose name begins so; without a name the only one that runs.
std::expected<Request, Reply> asked_to_stop(const Case& rescue, const std::string& named) {
    const auto refuse = [](std::string why, std::string instead) {
        return std::unexpected{Reply::refuse("No service is stopped", std::move(why), std::move(instead))};
    };
    std::vector<const Service*> meant;
    for (const Service& service : rescue.services) {
        if (service.state == ServiceState::running && lower_case(service.what).starts_with(lower_case(named)))
            meant.push_back(&service);
    }
    if (meant.empty() && named.empty()) return refuse("none runs", std::string{example});
    if (meant.empty()) return refuse(fmt::format("none that runs is called \"{}\"", named), "/rescue service");
    if (meant.size() > 1) {
        return refuse(fmt::format("{} could be meant", meant.size()),
                      fmt::format("/rescue service stop {}", meant.front()->what));
    }
    return request::StopService{meant.front()->number};
}

std::expected<Request, Reply> asked_of_service(Desk& desk, const Asker& asker, const Case& rescue, const Words& words,
                                               std::size_t next) {
    const auto refuse = [](std::string why) {
        return std::unexpected{Reply::refuse("The service is not saved", std::move(why), std::string{example})};
    };
    const auto verb = lower_case(words.words[next].text);
    if (verb == "stop") return asked_to_stop(rescue, words.rest_from(next + 1));
    if (verb == "keep") return request::KeepService{words.rest_from(next + 1)};
    if (verb == "not-needed") return request::DeclineService{words.rest_from(next + 1)};
    if (verb == "extend") {
        const auto typed =
            words.words.size() > next + 1 ? std::string_view{words.words[next + 1].text} : words.value_text("end");
        const auto end = new_end(desk, asker, rescue, typed);
        if (!end) return refuse(end.error());
        return request::ExtendService{*end, words.rest_from(next + 2)};
    }
    request::GrantService grant;
    grant.what = words.rest_from(next);
    const auto start = typed_day(desk, asker.user, words.value_text("start"));
    if (!start) return refuse(start.error());
    grant.start = *start;
    const auto end = typed_day(desk, asker.user, words.value_text("end"));
    if (!end) return refuse(end.error());
    grant.end = *end;
    grant.measure = std::string{words.value_text("measure")};
    if (const auto cost = words.value_text("cost"); !cost.empty()) {
        const auto amount = parse_money(cost);
        if (!amount) return refuse(amount.error());
        grant.cost = *amount;
    }
    return grant;
}

} // namespace

Answering service(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = rescue_of(desk, asker, words, 0, Behind::free_text);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    if (words.words.size() <= next) {
        if (subject->rescue->services.empty() && !asker.trigger_id.empty() && !words.share) {
            co_return Reply::open(render::service(forms::context_of(asker, *subject), *subject->rescue));
        }
        const auto around = desk.around();
        co_return Reply::say(render::services(*subject->rescue, {around, desk.now()}));
    }
    const auto asked = asked_of_service(desk, asker, *subject->rescue, words, next);
    if (!asked) co_return asked.error();
    const auto changed =
        co_await desk.change_case(subject->rescue->id, {*asked}, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
