#include "playbooks/rescue/command_words.hpp"

#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/roles.hpp"
#include "playbooks/signals/signal.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace holdfast {

namespace {

using std::operator""sv;

/// What stands behind a verb where no account is named.
struct Understood {
    std::string_view verb;
    std::span<const std::string_view> words{};
    bool numbers = false; ///< of a step, a row, a page
    bool text = false;
};

constexpr std::array call_words{"reached"sv, "noanswer"sv, "no-answer"sv, "moved"sv, "delegate"sv};
constexpr std::array checkin_words{"set"sv, "log"sv, "drop"sv};
constexpr std::array close_words{"recovered"sv, "lost"sv, "false-alarm"sv, "false"sv};
constexpr std::array people_words{"add"sv, "left"sv, "map"sv};
constexpr std::array plan_words{"add"sv, "done"sv, "move"sv, "drop"sv, "show"sv, "template"sv};
constexpr std::array promise_words{"approve"sv, "refuse"sv, "none"sv};
constexpr std::array risk_words{"settle"sv};
constexpr std::array role_words{"take"sv, "drop"sv};
constexpr std::array service_words{"stop"sv, "extend"sv, "keep"sv, "not-needed"sv, "show"sv};
constexpr std::array sponsor_words{"contact"sv};
constexpr std::array summary_words{"list"sv, "last"sv, "sent"sv, "discard"sv, "edit"sv};
constexpr std::array timeline_words{"add"sv, "export"sv};

constexpr std::array verbs{
    Understood{"call", call_words},
    Understood{"checkin", checkin_words},
    Understood{"close", close_words},
    Understood{"flag"},
    Understood{"people", people_words},
    Understood{"plan", plan_words},
    Understood{"promise", promise_words, false, true},
    Understood{"risk", risk_words, true, true},
    Understood{"role", role_words},
    Understood{"service", service_words, false, true},
    Understood{"sponsor", sponsor_words, false, true},
    Understood{"step", {}, true},
    Understood{"summary", summary_words, true},
    Understood{"timeline", timeline_words, true},
    Understood{"touch", {}, false, true},
};

std::string lower_case(std::string_view word) {
    std::string lower{word};
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool is_number(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// @param word in lower case
bool understands(const Understood& own, std::string_view word) {
    if (own.numbers && is_number(word)) return true;
    if (own.verb == "role" && rescue_role_from(word)) return true;
    if (own.verb == "flag") {
        const auto kind = signal_kind_from(word);
        return kind && is_qualitative(*kind);
    }
    return std::ranges::find(own.words, word) != own.words.end();
}

/// These are about whoever types them or about everything; an account has no place in them, or one of its own.
constexpr std::array about_no_account{"help"sv, "list"sv, "todo"sv, "doctor"sv, "snooze"sv, "account"sv};

} // namespace

bool is_own_word(std::string_view verb, std::string_view word) {
    const auto own = std::ranges::find(verbs, verb, &Understood::verb);
    return own != verbs.end() && understands(*own, lower_case(word));
}

bool begins_with_text(std::string_view verb) {
    const auto own = std::ranges::find(verbs, verb, &Understood::verb);
    return own != verbs.end() && own->text;
}

bool is_word_of_commands(std::string_view word) {
    const auto lower = lower_case(word);
    // The last word of any command may be `share`.
    return lower == "share" ||
           std::ranges::any_of(verbs, [&](const Understood& own) { return understands(own, lower); });
}

std::string with_account(std::string_view text, const AccountId& account) {
    constexpr std::string_view opening = "`/rescue ";
    std::string result;
    for (auto begin = text.find(opening); begin != std::string_view::npos; begin = text.find(opening)) {
        const auto verb_begin = begin + opening.size();
        const auto verb_end = std::min(text.find_first_of("` \n", verb_begin), text.size());
        const auto verb = text.substr(verb_begin, verb_end - verb_begin);
        result += text.substr(0, verb_end);
        const bool is_about_one = !verb.empty() && std::ranges::find(about_no_account, verb) == about_no_account.end();
        if (is_about_one) result += " " + typed(account);
        text.remove_prefix(verb_end);
    }
    return result.append(text);
}

} // namespace holdfast
