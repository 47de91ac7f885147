#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "bot/render/modals.hpp"
#include "playbooks/calendar/date_words.hpp"
#include "playbooks/rescue/checkin_commands.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::verbs {

namespace {

using CheckinWord = OwnWord<own_words_of("checkin")>;

constexpr std::string_view set_example = "/rescue checkin set tue 10:00 indicator:ontime target:95";

/// `indicator:uptime target:99.5 indicator:defects below:3`: each target is that of the indicator before it. The order
/// is free where there is only one of both.
/// @return the indicators, or why they are not clear
std::expected<std::vector<request::ChooseIndicator>, std::string> typed_indicators(const Words& words) {
    std::vector<const KeyValue*> names;
    std::vector<const KeyValue*> targets;
    for (const auto& pair : words.pairs) {
        if (pair.key == "indicator") names.push_back(&pair);
        if (pair.key == "target" || pair.key == "below") targets.push_back(&pair);
    }
    std::vector<request::ChooseIndicator> indicators;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& name = names[i]->value.text;
        if (i >= targets.size()) return std::unexpected{fmt::format("the indicator {} has no target", name)};
        const auto& [key, value, span] = *targets[i];
        const bool stands_before = span.begin < names[i]->span.begin;
        const bool belongs_to_next = i + 1 < names.size() && span.begin > names[i + 1]->span.begin;
        if (names.size() > 1 && (stands_before || belongs_to_next))
            return std::unexpected{"each indicator needs its own target behind it"};
        const auto target = typed_decimal(value.text);
        if (!target) return std::unexpected{fmt::format("the target \"{}\" is not a number", value.text)};
        indicators.push_back({name, *target, key == "below"});
    }
    if (targets.size() > names.size())
        return std::unexpected{fmt::format("the target {} has no indicator before it", targets.back()->value.text)};
    return indicators;
}

std::expected<std::vector<Request>, Reply> asked_to_set(Desk& desk, const Asker& asker, const Words& words,
                                                        std::size_t next) {
    const auto refuse = [](std::string why) {
        return std::unexpected{Reply::refuse("The check-in is not saved", std::move(why), std::string{set_example})};
    };
    std::vector<Request> requests;
    constexpr std::array<std::string_view, 3> keys{"indicator", "target", "below"};
    if (auto refusal = refusal_of_unread(words, next + 2, keys, "The check-in is not saved", std::string{set_example}))
        return std::unexpected{*std::move(refusal)};
    if (words.words.size() > next) {
        const auto day = parse_date_word(lower_case(words.words[next].text), today_of(desk, asker.user));
        if (!day) return refuse(day.error());
        const auto time = parse_time_of_day(words.words.size() > next + 1 ? words.words[next + 1].text : "10:00");
        if (!time) return refuse(time.error());
        const auto weekday = static_cast<int>(date::weekday{*day}.iso_encoding());
        requests.emplace_back(
            request::BookCheckin{weekday, static_cast<int>(time->count()), zone_of_person(desk, asker.user).name()});
    }
    const auto indicators = typed_indicators(words);
    if (!indicators) return refuse(indicators.error());
    requests.insert(requests.end(), indicators->begin(), indicators->end());
    if (requests.empty()) return refuse("it needs a weekday and a time, or an indicator with a target");
    return requests;
}

std::expected<std::vector<Request>, Reply> asked_to_log(const Case& rescue, const Words& words, std::size_t next) {
    std::vector<Request> requests;
    if (words.words.size() > next) {
        return std::unexpected{Reply::refuse(
            "Nothing is logged", fmt::format("\"{}\" is no name:number", words.rest_from(next)),
            fmt::format("`{}`; what was said is a touch: `/rescue touch what was said`", command_to_log(rescue)))};
    }
    for (const auto& pair : words.pairs) {
        if (pair.key == account_key) continue;
        const auto value = typed_decimal(pair.value.text);
        if (!value) {
            return std::unexpected{Reply::refuse(fmt::format("{} is not logged", pair.key),
                                                 fmt::format("\"{}\" is not a number", pair.value.text),
                                                 command_to_log(rescue))};
        }
        requests.emplace_back(request::LogIndicator{pair.key, *value});
    }
    if (requests.empty()) {
        return std::unexpected{Reply::refuse("Nothing is logged", "the numbers are missing", command_to_log(rescue))};
    }
    return requests;
}

/// `drop ontiem mistyped`
Request asked_to_drop(const Words& words, std::size_t next) {
    const auto name = words.words.size() > next ? words.words[next].text : std::string{};
    return request::DropIndicator{name, words.free_text_from(next + 1, {})};
}

std::expected<std::vector<Request>, Reply> asked_of_checkin(Desk& desk, const Asker& asker, const Case& rescue,
                                                            const Words& words, std::size_t next,
                                                            const CheckinWord& verb) {
    if (verb == "log") return asked_to_log(rescue, words, next + 1);
    if (verb == "drop") return std::vector<Request>{asked_to_drop(words, next + 1)};
    if (verb == "set") return asked_to_set(desk, asker, words, next + 1);
    if (verb.empty() && words.value("indicator") != nullptr)
        return asked_to_set(desk, asker, words, words.words.size());
    return std::unexpected{Reply::refuse(fmt::format("\"{}\" does nothing to a check-in", verb.text()),
                                         "it can be set and logged, and an indicator can be dropped",
                                         std::string{set_example})};
}

} // namespace

Answering checkin(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const CheckinWord verb{words, next};
    const bool says_nothing =
        verb.empty() && std::ranges::all_of(words.pairs, [](const KeyValue& pair) { return pair.key == account_key; });
    if (says_nothing) {
        const bool can_book = subject->rescue->is_open() && !asker.trigger_id.empty();
        if (!subject->rescue->checkin && can_book && !words.share) {
            co_return Reply::open(render::checkin(forms::context_of(asker, *subject), *subject->rescue));
        }
        const auto around = desk.around();
        co_return Reply::reading(
            render::checkin(*subject->rescue, render::Showing::to(asker.user, around, desk.now())));
    }
    auto requests = asked_of_checkin(desk, asker, *subject->rescue, words, next, verb);
    if (!requests) co_return requests.error();
    const auto changed =
        co_await desk.change_case(subject->rescue->id, *requests, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
