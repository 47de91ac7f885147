#pragma once

#include "bot/decode/record_kinds.hpp"
#include "bot/decode/typed_row.hpp"

#include <cstddef>
#include <expected>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// A row that was refused; the rows around it count all the same.
struct Rejection {
    std::size_t line = 0; ///< as for `RecordSink::row`
    std::string column;   ///< empty when the row as a whole is wrong
    std::string reason;   ///< a sentence for whoever sent the row, naming the column
};

/// The first of many rejections, and how many there are: a body of one MiB can hold half a million wrong rows.
struct Rejections {
    std::size_t most = std::numeric_limits<std::size_t>::max(); ///< that are kept
    std::vector<Rejection> first = {};                          ///< in the order in which they came
    std::size_t in_all = 0;

    void add(Rejection rejection);
};

/// Where the rows go, one after the other. Both functions are needed; what they throw reaches the caller of
/// `RecordReader::feed` or `finish`.
struct RecordSink {
    /// @param line CSV and NDJSON: the line on which the row begins, the first line of the text (in CSV the header)
    ///             being 1. JSON: the row's place in the array, counting from 1.
    std::function<void(std::size_t line, TypedRow row)> row;
    std::function<void(Rejection rejection)> reject;
};

struct ReadTotals {
    std::size_t rows = 0;
    std::size_t rejected = 0;
};

class RecordSource;

/// The one reader of files and of bodies sent to /v1: CSV, NDJSON and JSON become the same rows. Takes the text in
/// pieces of any size. CSV and NDJSON are handed on row by row and need memory for one row only; JSON is kept until
/// it is complete, and a document with an error in it yields no rows.
///
/// A returned error concerns the text as a whole (a header with an unknown column, a quote that is never closed):
/// nothing behind it is read. Rows delivered before it are good.
class RecordReader {
public:
    /// Longest CSV value and longest NDJSON line, bytes. What is longer is no row but a quote that was never closed.
    static constexpr std::size_t longest_value = 1U << 20U;
    /// Longest JSON document, bytes.
    static constexpr std::size_t longest_document = 64U << 20U;

    RecordReader(RecordKind kind, RecordFormat format, RecordSink sink);
    RecordReader(const RecordReader&) = delete;
    RecordReader& operator=(const RecordReader&) = delete;
    ~RecordReader();

    [[nodiscard]] std::expected<void, std::string> feed(std::string_view piece);
    /// To be called once, after the last piece.
    [[nodiscard]] std::expected<ReadTotals, std::string> finish();

private:
    [[nodiscard]] std::expected<void, std::string> pass_on(std::string_view piece);

    std::string byte_order_mark_; ///< the part of a byte order mark seen so far
    bool at_start_ = true;
    std::unique_ptr<RecordSource> source_;
};

/// Reads a text that is there as a whole.
[[nodiscard]] std::expected<ReadTotals, std::string> read_records(RecordKind kind, RecordFormat format,
                                                                  std::string_view text, RecordSink sink);

} // namespace holdfast
