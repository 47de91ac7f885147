#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "bot/render/modals.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace holdfast::verbs {

namespace {

using ServiceWord = OwnWord<own_words_of("service")>;

constexpr std::string_view example = "/rescue service premium-response end:+14d measure:ontime cost:900";

constexpr std::array<std::string_view, 4> taken{"start", "end", "measure", "cost"};
constexpr std::array<std::string_view, 1> taken_by_extending{"end"};

/// The service that the words behind `stop`, `extend` or `keep` begin with.
struct MeantService {
    int number = 0; ///< 0: none is named
    std::size_t next_word = 0;
};

/// Whether somebody who types this means the service: all of its name, or its first words.
bool is_called(const Service& service, const std::string& typed) {
    const auto name = lower_case(service.what);
    if (!name.starts_with(lower_case(typed))) return false;
    return name.size() == typed.size() || std::isalnum(static_cast<unsigned char>(name[typed.size()])) == 0;
}

/// By its number or the first words of its name; as many words as there are count, since names are typed without
/// quotes.
MeantService meant_service(const Case& rescue, const Words& words, std::size_t from) {
    if (words.words.size() <= from) return {0, from};
    if (const auto number = typed_number(words.words[from].text)) return {*number, from + 1};
    for (auto end = words.words.size(); end > from; --end) {
        std::string typed;
        for (auto i = from; i < end; ++i) typed += (i == from ? "" : " ") + words.words[i].text;
        const auto running = rescue.running_services();
        const auto called = [&](const Service* service) { return is_called(*service, typed); };
        // Two that begin so: the rule asks which.
        if (std::ranges::count_if(running, called) > 1) return {0, end};
        const auto found = std::ranges::find_if(running, called);
        if (found != running.end()) return {(*found)->number, end};
    }
    return {0, from};
}

/// `+7d` counts from the present end; a date or a weekday is itself.
std::expected<std::optional<Day>, std::string> new_end(Desk& desk, const Asker& asker, const Case& rescue, int number,
                                                       std::string_view typed) {
    const auto day = typed_day(desk, asker.user, typed);
    if (!day || !*day || !typed.starts_with('+')) return day;
    const auto running = rescue.running_services();
    const auto found =
        std::ranges::find_if(running, [&](const Service* service) { return number == 0 || service->number == number; });
    if (found == running.end()) return day;
    return std::optional{(*found)->end + (**day - today_of(desk, asker.user))};
}

/// `stop premium`, `stop 2 it steadied`: what is no service that runs is refused, so that nobody stops another one.
std::expected<Request, Reply> asked_to_stop(const Case& rescue, const Words& words, std::size_t from) {
    const auto [number, next] = meant_service(rescue, words, from);
    const bool names_nothing_known = number == 0 && next == from && words.words.size() > from;
    if (names_nothing_known && !rescue.running_services().empty()) {
        return std::unexpected{Reply::refuse("No service is stopped",
                                             fmt::format("none that runs is called \"{}\"", words.rest_from(from)),
                                             "/rescue service")};
    }
    return request::StopService{number, words.free_text_from(next, {})};
}

std::expected<Request, Reply> asked_to_extend(Desk& desk, const Asker& asker, const Case& rescue, const Words& words,
                                              std::size_t from) {
    const auto [number, next] = meant_service(rescue, words, from);
    const bool by_key = words.value("end") != nullptr;
    const bool has_word = words.words.size() > next;
    const auto typed = by_key     ? words.value_text("end")
                       : has_word ? std::string_view{words.words[next].text}
                                  : std::string_view{};
    const auto end = new_end(desk, asker, rescue, number, typed);
    if (!end) {
        return std::unexpected{Reply::refuse("The service is not extended", end.error(),
                                             "/rescue service extend 1 +7d why it is still needed")};
    }
    return request::ExtendService{number, *end, words.free_text_from(by_key ? next : next + 1, taken_by_extending)};
}

std::expected<Request, Reply> asked_of_service(Desk& desk, const Asker& asker, const Case& rescue, const Words& words,
                                               std::size_t next) {
    const auto refuse = [](std::string why) {
        return std::unexpected{Reply::refuse("The service is not saved", std::move(why), std::string{example})};
    };
    const ServiceWord verb{words, next};
    if (verb == "stop") return asked_to_stop(rescue, words, next + 1);
    if (verb == "extend") return asked_to_extend(desk, asker, rescue, words, next + 1);
    if (verb == "keep") {
        const auto kept = meant_service(rescue, words, next + 1);
        return request::KeepService{kept.number, words.free_text_from(kept.next_word, {})};
    }
    if (verb == "not-needed") return request::DeclineService{words.free_text_from(next + 1, {})};
    request::GrantService grant;
    grant.what = words.free_text_from(next, taken);
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
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const bool only_looks = words.words.size() == next + 1 && ServiceWord{words, next} == "show";
    if (words.words.size() <= next || only_looks) {
        const bool can_grant = subject->rescue->is_open() && !asker.trigger_id.empty();
        if (!only_looks && subject->rescue->services.empty() && can_grant && !words.share) {
            co_return Reply::open(render::service(forms::context_of(asker, *subject), *subject->rescue));
        }
        const auto around = desk.around();
        co_return Reply::reading(
            render::services(*subject->rescue, render::Showing::to(asker.user, around, desk.now())));
    }
    const auto asked = asked_of_service(desk, asker, *subject->rescue, words, next);
    if (!asked) co_return asked.error();
    const auto changed =
        co_await desk.change_case(subject->rescue->id, {*asked}, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
