#include "playbooks/rescue/plan_linter.hpp"

#include "playbooks/wording/letter_case.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <array>
#include <cctype>
#include <sstream>

namespace holdfast {

namespace {

constexpr std::array<std::string_view, 6> vague_beginnings{"look into", "discuss",     "follow up",
                                                           "follow-up", "think about", "check in"};

std::ptrdiff_t word_count(std::string_view text) {
    std::ptrdiff_t words = 0;
    bool inside = false;
    for (const auto c : text) {
        const auto blank = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

/// In small letters, with one blank between words.
std::string plain_words(std::string_view text) {
    std::istringstream words{lower_case(text)};
    std::string plain;
    for (std::string word; words >> word;) plain += (plain.empty() ? "" : " ") + word;
    return plain;
}

/// "check in" begins "check in with Dana", and not "check inventory levels".
bool begins_with_words(std::string_view text, std::string_view words) {
    if (!text.starts_with(words)) return false;
    const auto behind = text.substr(words.size());
    const auto is_part_of_word = [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; };
    return behind.empty() || !is_part_of_word(static_cast<unsigned char>(behind.front()));
}

bool blank(std::string_view text) {
    return word_count(text) == 0;
}

} // namespace

std::vector<PlanFlaw> plan_flaws(const std::vector<request::PlanRowInput>& rows, Day today, const Policy& policy) {
    std::vector<PlanFlaw> flaws;
    const auto last = today + date::days{policy.plan_horizon_days};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (blank(row.text)) flaws.push_back({i, "text", "Say what is to be done."});
        if (row.owner.empty()) flaws.push_back({i, "owner", "Name one owner: a row without an owner is nobody's."});
        if (!row.due) {
            flaws.push_back({i, "due", "Give a date: a row without a date is never late."});
        } else if (*row.due < today) {
            flaws.push_back({i, "due", fmt::format("{} is in the past.", date::format("%F", *row.due))});
        } else if (*row.due > last) {
            flaws.push_back(
                {i, "due",
                 fmt::format("The plan covers two weeks: choose a date until {}.", date::format("%F", last))});
        }
    }
    return flaws;
}

std::string vagueness(std::string_view text) {
    const auto plain = plain_words(text);
    for (const auto beginning : vague_beginnings) {
        if (begins_with_words(plain, beginning)) {
            return fmt::format("\"{}\" says little: name what will be different afterwards", beginning);
        }
    }
    if (word_count(text) < 3) return "fewer than three words: say what exactly will be done";
    return {};
}

std::vector<std::string> plan_advice(const Case& state, const Policy& policy) {
    std::vector<std::string> advice;
    int open = 0;
    for (const auto& row : state.plan) {
        if (row.state != PlanRowState::open) continue;
        ++open;
        if (const auto flaw = vagueness(row.text); !flaw.empty()) {
            advice.push_back(fmt::format("Row {} is vague: {}.", row.number, flaw));
        }
    }
    if (open > policy.plan_soft_cap) {
        advice.push_back(
            fmt::format("{} open rows: a plan of more than {} is hard to keep in view.", open, policy.plan_soft_cap));
    }
    return advice;
}

} // namespace holdfast
