#include "playbooks/rescue/promises.hpp"

#include "playbooks/wording/whole_words.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace holdfast {

namespace {

std::vector<std::string> promise_words_in(std::string_view text, const Catalog& catalog) {
    const WholeWords words{text};
    std::vector<std::string> found;
    std::ranges::copy_if(catalog.promise_words, std::back_inserter(found),
                         [&](const std::string& word) { return words.contain(word); });
    return found;
}

} // namespace

std::vector<std::string> unexplained_promises(const Case& state, const Summary& summary, const Catalog& catalog) {
    const bool is_recorded = std::ranges::find(state.promises, summary.touch, &Promise::touch) != state.promises.end();
    if (summary.state != SummaryState::draft || summary.promises_nothing || is_recorded) return {};
    return promise_words_in(summary.text, catalog);
}

std::string promising_line(const Summary& summary, const Catalog& catalog) {
    std::string_view rest = summary.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        if (!promise_words_in(line, catalog).empty()) return std::string{line};
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

std::vector<Promise> promises_in(const Case& state, int touch) {
    std::vector<Promise> found;
    std::ranges::copy_if(state.promises, std::back_inserter(found),
                         [&](const Promise& promise) { return promise.touch == touch; });
    return found;
}

} // namespace holdfast
