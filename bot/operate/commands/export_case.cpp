#include "bot/operate/commands/export_case.hpp"

#include "bot/handle/case_book.hpp"
#include "bot/handle/surroundings.hpp"
#include "bot/operate/loaded_rules.hpp"
#include "storage/accounts.hpp"
#include "storage/database.hpp"
#include "storage/private_file.hpp"
#include "storage/trial_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string_view>

namespace holdfast {

namespace {

std::optional<CaseRecord> wanted_case(Connection& db, std::string_view wanted) {
    const std::string text{wanted};
    if (auto record = find_latest_case(db, AccountId{text})) return record;
    if (auto record = find_case(db, CaseId{text})) return record;
    return find_case_by_title(db, wanted.starts_with('#') ? wanted.substr(1) : wanted);
}

/// `acme#1` becomes `acme-1`: a name that no shell and no file system takes amiss.
std::string file_stem(const CaseId& id) {
    std::string stem = id.value;
    const auto is_harmless = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    std::ranges::replace_if(stem, [&](char c) { return !is_harmless(static_cast<unsigned char>(c)); }, '-');
    return stem;
}

} // namespace

CommandResult export_case(const Settings& settings, const ExportOptions& options, const std::filesystem::path& folder,
                          std::ostream& out) {
    const auto rules = load_rules(settings);
    if (!rules) return std::unexpected{rules.error()};
    const auto copy = TrialCopy::of(settings.database);
    if (!copy) return std::unexpected{copy.error()};
    const Database database{copy->file()};
    auto reader = database.reader();
    const auto record = wanted_case(reader, options.wanted);
    if (!record)
        return std::unexpected{
            fmt::format("\"{}\" is neither an account that had a rescue nor a room", options.wanted)};

    const CaseHistory history{*record, find_account(reader, record->account), events_of(reader, record->id)};
    const auto around = surroundings(reader, *rules);
    const NameOf name = [&reader](const UserId& user) { return name_of(reader, user); };
    if (options.formats.size() == 1) {
        out << write_record(options.formats.front(), history, around, name);
        return EXIT_SUCCESS;
    }
    for (const auto format : options.formats) {
        const auto path = folder / fmt::format("{}.{}", file_stem(record->id), to_text(format));
        if (!write_for_owner_alone(path, write_record(format, history, around, name)))
            return std::unexpected{fmt::format("{} cannot be written", path.string())};
        out << path.string() << "\n";
    }
    return EXIT_SUCCESS;
}

} // namespace holdfast
