#include "bot/record/case_csv.hpp"

#include <fmt/format.h>

#include <iterator>

namespace holdfast {

std::string csv_value(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string case_csv(const Timeline& timeline) {
    std::string csv = "number,at,by,kind,text\r\n";
    for (const auto& entry : timeline.entries) {
        if (entry.words.empty()) continue;
        fmt::format_to(std::back_inserter(csv), "{},{},{},{},{}\r\n", entry.number, record_time(entry.at),
                       csv_value(entry.by), entry.kind, csv_value(entry.words));
    }
    return csv;
}

} // namespace holdfast
