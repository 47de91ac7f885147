#include "bot/decode/record_source.hpp"
#include "bot/decode/utf8.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <csv.h>
#include <exception>
#include <new>
#include <string>
#include <vector>

namespace holdfast {

namespace {

/// libcsv grows its buffer with the value; a quote that is never closed must not take the whole file into memory.
void* bounded_realloc(void* memory, std::size_t size) {
    constexpr std::size_t slack = 4096;
    return size > RecordReader::longest_value + slack ? nullptr : std::realloc(memory, size);
}

class CsvSource final : public RecordSource {
public:
    explicit CsvSource(RowDelivery delivery) : delivery_{std::move(delivery)} {
        // Line ends are reported even on blank lines, so that line numbers come out right.
        if (csv_init(&parser_, CSV_REPALL_NL) != 0) throw std::bad_alloc{};
        csv_set_realloc_func(&parser_, bounded_realloc);
        csv_set_blk_size(&parser_, 4096);
    }
    CsvSource(const CsvSource&) = delete;
    CsvSource& operator=(const CsvSource&) = delete;
    ~CsvSource() override { csv_free(&parser_); }

    std::expected<void, std::string> feed(std::string_view piece) override {
        if (!failure_.empty()) return std::unexpected{failure_};
        const auto taken = csv_parse(&parser_, piece.data(), piece.size(), on_value, on_row_end, this);
        if (taken != piece.size())
            fail(fmt::format("line {}: a value is longer than {} bytes; is a quote opened there and never closed?",
                             line_, RecordReader::longest_value));
        return outcome();
    }

    std::expected<void, std::string> finish() override {
        if (!failure_.empty()) return std::unexpected{failure_};
        // Stray quotes inside the text are forgiven, one that is still open at its end is not.
        csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        if (csv_fini(&parser_, on_value, on_row_end, this) != 0)
            fail(fmt::format("line {}: a quoted value is never closed; nothing from there on was read", line_));
        if (auto result = outcome(); !result) return result;
        if (columns_.empty())
            return std::unexpected{
                fmt::format("the text is empty; the first line names the columns: {}", known_columns(kind()))};
        return {};
    }

    const ReadTotals& totals() const noexcept override { return delivery_.totals(); }

private:
    /// More values than any kind has columns are counted, not kept.
    static constexpr std::size_t most_kept = most_columns + 1;

    // The two functions that libcsv calls. An exception must not travel through C.

    static void on_value(void* bytes, std::size_t size, void* self) {
        static_cast<CsvSource*>(self)->guarded(
            [&](CsvSource& source) { source.keep({static_cast<const char*>(bytes), size}); });
    }

    static void on_row_end(int terminator, void* self) {
        static_cast<CsvSource*>(self)->guarded([&](CsvSource& source) { source.end_row(terminator); });
    }

    template <class Action>
    void guarded(Action action) noexcept {
        if (thrown_ || !failure_.empty()) return;
        try {
            action(*this);
        } catch (...) {
            thrown_ = std::current_exception();
        }
    }

    std::expected<void, std::string> outcome() {
        if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
        if (!failure_.empty()) return std::unexpected{failure_};
        return {};
    }

    void fail(std::string message) {
        if (failure_.empty()) failure_ = std::move(message);
    }

    void keep(std::string_view value) {
        lines_inside_ += static_cast<std::size_t>(std::ranges::count(value, '\n'));
        if (++values_ > most_kept) return;
        bytes_ += value;
        ends_[values_ - 1] = bytes_.size();
    }

    /// @param terminator the byte that ended the row, -1 at the end of the text. CRLF arrives as a row and a blank row.
    void end_row(int terminator) {
        const bool second_half_of_crlf = values_ == 0 && terminator == '\n' && after_carriage_return_;
        after_carriage_return_ = terminator == '\r';
        if (second_half_of_crlf) return;
        if (values_ > 0) {
            if (columns_.empty())
                take_header();
            else
                take_row();
        }
        line_ += lines_inside_ + 1;
        lines_inside_ = 0;
        values_ = 0;
        bytes_.clear();
    }

    std::string_view kept(std::size_t i) const {
        const auto begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view{bytes_}.substr(begin, ends_[i] - begin);
    }

    void take_header() {
        if (!is_utf8(bytes_)) return fail(fmt::format("line {}: the header is not valid UTF-8", line_));
        std::vector<std::size_t> columns;
        for (std::size_t i = 0; i < std::min(values_, most_kept); ++i) {
            const auto position = column_position(kind(), kept(i));
            if (!position) return fail(fmt::format("line {}: {}", line_, unknown_column(kind(), kept(i))));
            if (std::ranges::find(columns, *position) != columns.end())
                return fail(fmt::format("line {}: column \"{}\" appears twice", line_, kept(i)));
            columns.push_back(*position);
            given_.set(*position);
        }
        const auto known = columns_of(kind());
        for (std::size_t i = 0; i < known.size(); ++i)
            if (known[i].required && std::ranges::find(columns, i) == columns.end())
                return fail(fmt::format("line {}: column \"{}\" is missing; known: {}", line_, known[i].name,
                                        known_columns(kind())));
        columns_ = std::move(columns);
    }

    void take_row() {
        if (values_ != columns_.size())
            return delivery_.refuse(
                line_,
                {{}, fmt::format("the row has {} values, the header names {} columns", values_, columns_.size())});
        if (!is_utf8(bytes_)) return delivery_.refuse(line_, {{}, "the row is not valid UTF-8"});
        std::array<std::string_view, most_columns> row{};
        for (std::size_t i = 0; i < columns_.size(); ++i) row[columns_[i]] = kept(i);
        delivery_.deliver(line_, row, given_);
    }

    RecordKind kind() const noexcept { return delivery_.kind(); }

    RowDelivery delivery_;
    csv_parser parser_{};
    std::vector<std::size_t> columns_; ///< of each header name its position in `columns_of(kind)`

    GivenColumns given_; ///< the same as a set

    std::string bytes_; ///< the values of the current row, one behind the other
    std::array<std::size_t, most_kept> ends_{};
    std::size_t values_ = 0;
    std::size_t line_ = 1; ///< where the current row begins
    std::size_t lines_inside_ = 0;
    bool after_carriage_return_ = false;

    std::string failure_;
    std::exception_ptr thrown_;
};

} // namespace

std::unique_ptr<RecordSource> csv_source(RowDelivery delivery) {
    return std::make_unique<CsvSource>(std::move(delivery));
}

} // namespace holdfast
