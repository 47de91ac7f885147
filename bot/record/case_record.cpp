#include "bot/record/case_record.hpp"

#include "bot/record/case_csv.hpp"
#include "bot/record/case_json.hpp"
#include "bot/record/case_markdown.hpp"
#include "playbooks/accounts/name_table.hpp"

#include <utility>

namespace holdfast {

std::string_view to_text(RecordExport format) {
    return name_of(record_export_names, format);
}

std::optional<RecordExport> record_export_from(std::string_view text) {
    return enumerator_named<RecordExport>(record_export_names, text);
}

std::string write_record(RecordExport format, const CaseHistory& history, const Surroundings& around,
                         const NameOf& name_of_person) {
    const auto timeline = timeline_of(history, around, name_of_person);
    switch (format) {
    case RecordExport::markdown: return case_markdown(history, timeline, name_of_person);
    case RecordExport::json: return case_json(history, timeline);
    case RecordExport::csv: return case_csv(timeline);
    }
    std::unreachable();
}

} // namespace holdfast
