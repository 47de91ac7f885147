// Rows of files and of bodies sent to /v1. Input: kind, format and size of the pieces on a line (`orders csv 7`), then
// the text.

#include "bot/decode/records.hpp"

#include "bot/decode/utf8.hpp"
#include "tests/fuzz/claims.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;

struct ReadText {
    std::vector<std::pair<std::size_t, TypedRow>> rows;
    std::vector<std::string> rejected;
    bool readable = true;

    bool operator==(const ReadText&) const = default;
};

ReadText read(RecordKind kind, RecordFormat format, std::string_view text, std::size_t piece) {
    ReadText result;
    const RecordSink sink{[&](std::size_t line, TypedRow row) { result.rows.emplace_back(line, std::move(row)); },
                          [&](const Rejection& rejection) {
                              must(is_utf8(rejection.reason) && !rejection.reason.empty(), "a rejection says why");
                              result.rejected.push_back(std::to_string(rejection.line) + rejection.reason);
                          }};
    RecordReader reader{kind, format, sink};
    for (std::size_t at = 0; at < text.size(); at += piece) {
        const auto fed = reader.feed(text.substr(at, piece));
        if (fed) continue;
        must(!fed.error().empty(), "a refusal says why");
        result.readable = false;
        return result;
    }
    const auto totals = reader.finish();
    result.readable = totals.has_value();
    if (totals) must(totals->rows == result.rows.size() && totals->rejected == result.rejected.size(), "totals add up");
    return result;
}

RecordFormat format_named(std::string_view name) {
    if (name == "json") return RecordFormat::json;
    if (name == "ndjson") return RecordFormat::ndjson;
    return RecordFormat::csv;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [choice, text] = split_line(text_of(data, size));
    std::istringstream words{std::string{choice}};
    std::string kind;
    std::string format;
    std::size_t piece = 1;
    words >> kind >> format >> piece;
    const auto known = record_kind_from(kind).value_or(RecordKind::orders);
    const auto whole = read(known, format_named(format), text, text.size() + 1);
    const auto in_pieces = read(known, format_named(format), text, std::clamp<std::size_t>(piece, 1, 64));
    must(whole == in_pieces, "the same rows arrive, however their bytes do");
    return 0;
}
