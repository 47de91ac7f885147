#include "playbooks/catalog/catalog.hpp"

#include "playbooks/accounts/name_table.hpp"
#include "playbooks/catalog/file_errors.hpp"
#include "playbooks/catalog/mustache_file.hpp"
#include "playbooks/catalog/playbook_file.hpp"
#include "playbooks/catalog/yaml_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace holdfast {

namespace {

/// What `summary/draft` puts in for the note after a touch; the built-in file explains each. `late` is never there any
/// more, and copies that people edited still ask for it.
constexpr std::array<std::string_view, 34> touch_names{
    "first_name", "call",     "meeting",      "email",           "message",   "visit",      "event",
    "gift",       "incoming", "progress",     "moved",           "done",      "text",       "next",
    "when",       "overdue",  "who",          "dates",           "only_date", "first_date", "last_date",
    "checkin",    "weekday",  "time",         "place",           "next_on",   "services",   "what",
    "until",      "sender",   "next_actions", "overdue_actions", "late",      "."};
/// What `summary/sponsor_contact` puts in.
constexpr std::array<std::string_view, 9> contact_names{"first_name", "account", "owner",  "from_owner", "reachable",
                                                        "phone",      "email",   "sender", "."};

/// One screen, and one section of a Slack message (S1-19).
constexpr std::ptrdiff_t longest_method = 2500;

std::ptrdiff_t characters_in(std::string_view utf8) {
    return std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

std::string read_method(const PlaybookFile& file, std::vector<CatalogError>& all_errors) {
    FileErrors errors{file.shown, all_errors};
    std::string text = file.text.substr(0, file.text.find_last_not_of(" \t\r\n") + 1);
    if (text.empty()) errors.add(0, {}, "is empty; remove the file to use the built-in one");
    if (characters_in(text) > longest_method) {
        errors.add(0, {},
                   fmt::format("must have at most {} characters to fit on one screen, not {}", longest_method,
                               characters_in(text)));
    }
    return text;
}

} // namespace

std::string_view to_text(Duty duty) {
    return name_of(duty_names, duty);
}

std::optional<Duty> duty_from(std::string_view text) {
    return enumerator_named<Duty>(duty_names, text);
}

std::string CatalogError::in_one_line() const {
    const std::string place = line > 0 ? fmt::format("{}:{}", file, line) : file;
    return key.empty() ? fmt::format("{}: {}", place, message) : fmt::format("{}: {}: {}", place, key, message);
}

std::expected<Catalog, std::vector<CatalogError>> load_catalog(std::string_view directory) {
    std::vector<CatalogError> errors;
    const auto files = playbook_files(directory, errors);

    Catalog catalog;
    catalog.steps = read_steps(files.at("nine-step-rescue.yaml"), errors);
    auto role_texts = read_roles(files.at("roles.yaml"), errors);
    catalog.roles = std::move(role_texts.roles);
    catalog.sponsor_call_points = std::move(role_texts.sponsor_call_points);
    catalog.plan_templates = read_plan_templates(files.at("plan-templates.yaml"), errors);
    catalog.concessions = read_concessions(files.at("concessions.yaml"), errors);
    catalog.promise_words = read_promise_words(files.at("promise-words.yaml"), errors);
    catalog.summary_template = read_mustache(files.at("summaries/touch.mustache"), touch_names, errors);
    catalog.contact_template = read_mustache(files.at("summaries/contact.mustache"), contact_names, errors);
    catalog.method_on_one_page = read_method(files.at("method.txt"), errors);

    if (errors.empty()) return catalog;
    std::ranges::sort(errors, {}, [](const CatalogError& e) { return std::tie(e.file, e.line, e.key, e.message); });
    return std::unexpected(std::move(errors));
}

} // namespace holdfast
