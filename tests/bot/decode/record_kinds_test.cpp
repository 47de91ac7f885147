#include "bot/decode/record_kinds.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

TEST(RecordKinds, are_known_by_name_and_formats_by_content_type_and_file_name) {
    EXPECT_EQ(format_of_content_type("text/csv; charset=utf-8"), RecordFormat::csv);
    EXPECT_EQ(format_of_content_type("application/json"), RecordFormat::json);
    EXPECT_EQ(format_of_content_type("application/x-ndjson"), RecordFormat::ndjson);
    EXPECT_EQ(format_of_content_type("Application/JSON; Charset=UTF-8"), RecordFormat::json) << "knows no case";
    EXPECT_EQ(format_of_content_type("text/plain"), std::nullopt);
    EXPECT_EQ(format_of_file_name("orders.csv"), RecordFormat::csv);
    EXPECT_EQ(format_of_file_name("orders.jsonl"), RecordFormat::ndjson);
    EXPECT_EQ(format_of_file_name("orders.json"), RecordFormat::json);
    EXPECT_EQ(format_of_file_name("orders.xlsx"), std::nullopt);
    for (const auto name : record_kind_names) EXPECT_EQ(to_text(record_kind_from(name).value()), name);
    EXPECT_EQ(record_kind_from("foo"), std::nullopt);
}

} // namespace
} // namespace holdfast
