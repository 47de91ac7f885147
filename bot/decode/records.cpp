#include "bot/decode/records.hpp"

#include "bot/decode/record_source.hpp"
#include "bot/decode/utf8.hpp"

#include <fmt/core.h>

#include <utility>

namespace holdfast {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::unique_ptr<RecordSource> source_for(RecordFormat format, RowDelivery delivery) {
    switch (format) {
    case RecordFormat::csv: return csv_source(std::move(delivery));
    case RecordFormat::json: return json_source(std::move(delivery));
    case RecordFormat::ndjson: return ndjson_source(std::move(delivery));
    }
    std::unreachable();
}

} // namespace

void Rejections::add(Rejection rejection) {
    ++in_all;
    if (first.size() < most) first.push_back(std::move(rejection));
}

RecordReader::RecordReader(RecordKind kind, RecordFormat format, RecordSink sink)
    : source_{source_for(format, RowDelivery{kind, std::move(sink)})} {}

RecordReader::~RecordReader() = default;

std::expected<void, std::string> RecordReader::feed(std::string_view piece) {
    while (at_start_ && !piece.empty()) {
        if (piece.front() != byte_order_mark[byte_order_mark_.size()]) return pass_on(piece);
        byte_order_mark_ += piece.front();
        piece.remove_prefix(1);
        if (byte_order_mark_ != byte_order_mark) continue;
        byte_order_mark_.clear();
        at_start_ = false;
    }
    return at_start_ ? std::expected<void, std::string>{} : source_->feed(piece);
}

std::expected<void, std::string> RecordReader::pass_on(std::string_view piece) {
    at_start_ = false;
    // What looked like the beginning of a byte order mark was not one: it belongs to the text.
    if (auto fed = source_->feed(std::exchange(byte_order_mark_, {})); !fed) return fed;
    return source_->feed(piece);
}

std::expected<ReadTotals, std::string> RecordReader::finish() {
    if (at_start_)
        if (auto fed = pass_on({}); !fed) return std::unexpected{std::move(fed.error())};
    if (auto finished = source_->finish(); !finished) return std::unexpected{std::move(finished.error())};
    return source_->totals();
}

std::expected<ReadTotals, std::string> read_records(RecordKind kind, RecordFormat format, std::string_view text,
                                                    RecordSink sink) {
    RecordReader reader{kind, format, std::move(sink)};
    if (auto fed = reader.feed(text); !fed) return std::unexpected{std::move(fed.error())};
    return reader.finish();
}

std::string unknown_column(RecordKind kind, std::string_view name) {
    constexpr std::size_t most_shown = 40;
    return fmt::format("unknown column \"{}\"; known: {}", shown(name, most_shown), known_columns(kind));
}

} // namespace holdfast
