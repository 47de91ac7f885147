#include "bot/decode/record_source.hpp"
#include "bot/decode/utf8.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace holdfast {

namespace {

using nlohmann::json;

enum class Expected { one_object, object_or_array };

/// Receives the parts of a JSON text as the parser finds them and puts rows together; nothing else is built. Numbers
/// arrive as they were written, so that money stays exact.
class RowCollector final : public nlohmann::json_sax<json> {
public:
    /// @param delivery null: only the syntax is of interest
    /// @param first_line line of the first row; the rows of an array count on from there
    RowCollector(RecordKind kind, RowDelivery* delivery, Expected expected, std::size_t first_line)
        : kind_{kind}, delivery_{delivery}, expected_{expected}, line_{first_line} {}

    /// Where the syntax is broken, bytes from the start of the text.
    [[nodiscard]] std::size_t error_position() const noexcept { return error_position_; }
    /// The parser gave up behind a number that no double holds; up to there nothing is wrong with the syntax.
    [[nodiscard]] bool met_too_large_number() const noexcept { return met_too_large_number_; }

    bool null() override { return scalar({}); }
    bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& written) override { return scalar(written); }
    bool string(string_t& value) override { return scalar(std::move(value)); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override {
        ++level_;
        if (row_level_ == 0 && level_ == (in_array_ ? 2 : 1))
            begin_row();
        else
            refuse_nested();
        return true;
    }

    bool end_object() override {
        if (level_ == row_level_) end_row();
        --level_;
        return true;
    }

    bool start_array(std::size_t) override {
        ++level_;
        if (level_ == 1 && expected_ == Expected::object_or_array)
            in_array_ = true;
        else if (row_level_ != 0)
            refuse_nested();
        else if (level_ == (in_array_ ? 2 : 1))
            refuse_no_object();
        return true;
    }

    bool end_array() override {
        --level_;
        return true;
    }

    bool key(string_t& name) override {
        if (level_ != row_level_) return true;
        name_ = std::move(name);
        column_ = column_position(kind_, name_);
        if (!column_)
            remember({shown(name_, 40), unknown_column(kind_, name_)});
        else if (seen_.test(*column_))
            remember({name_, fmt::format("{}: appears twice", name_)});
        else
            seen_.set(*column_);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        constexpr int number_overflow = 406;
        error_position_ = position;
        met_too_large_number_ = error.id == number_overflow;
        return false;
    }

private:
    bool scalar(std::string value) {
        if (row_level_ == 0 && level_ == (in_array_ ? 1 : 0)) refuse_no_object();
        if (row_level_ != 0 && level_ == row_level_ && column_) values_[*column_] = std::move(value);
        return true;
    }

    void begin_row() {
        row_level_ = level_;
        for (auto& value : values_) value.clear();
        seen_.reset();
        problem_.reset();
    }

    void end_row() {
        row_level_ = 0;
        if (problem_) return refuse(*std::move(problem_));
        std::array<std::string_view, most_columns> row;
        std::ranges::copy(values_, row.begin());
        if (delivery_ != nullptr) delivery_->deliver(line_, row, seen_);
        ++line_;
    }

    void refuse(FieldProblem problem) {
        if (delivery_ != nullptr) delivery_->refuse(line_, std::move(problem));
        ++line_;
    }

    void refuse_no_object() { refuse({{}, "the row is not a JSON object"}); }

    void refuse_nested() {
        if (row_level_ != 0 && level_ == row_level_ + 1 && column_)
            remember({name_, fmt::format("{}: must be a text or a number, not a list or an object", name_)});
    }

    void remember(FieldProblem problem) {
        if (!problem_) problem_ = std::move(problem);
    }

    RecordKind kind_;
    RowDelivery* delivery_;
    Expected expected_;
    std::size_t line_;
    std::size_t error_position_ = 0;
    bool met_too_large_number_ = false;

    std::size_t level_ = 0;     ///< arrays and objects that are open
    std::size_t row_level_ = 0; ///< level of the row's object, 0 outside rows
    bool in_array_ = false;

    std::string name_;
    std::optional<std::size_t> column_;
    std::array<std::string, most_columns> values_;
    GivenColumns seen_;
    std::optional<FieldProblem> problem_;
};

bool is_too_large(RecordKind kind, std::string_view number) {
    RowCollector syntax{kind, nullptr, Expected::one_object, 1};
    return !json::sax_parse(number, &syntax) && syntax.met_too_large_number() &&
           syntax.error_position() == number.size();
}

/// The parser cannot go on behind a number that is too large. As a text it reaches its row the way it was written, as
/// all numbers do, and its column says what is wrong with it.
std::string with_too_large_numbers_as_texts(RecordKind kind, std::string_view text) {
    std::string result;
    bool in_string = false;
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(end)) {
        end = 1;
        if (text.front() == '"') in_string = !in_string;
        if (in_string && text.front() == '\\') end = std::min(text.size(), std::size_t{2});
        const bool is_number = !in_string && std::string_view{"-0123456789"}.contains(text.front());
        if (is_number) end = std::min(text.find_first_not_of("+-.0123456789Ee"), text.size());
        const std::string_view quote = is_number && is_too_large(kind, text.substr(0, end)) ? "\"" : "";
        result.append(quote).append(text.substr(0, end)).append(quote);
    }
    return result;
}

class JsonSource final : public RecordSource {
public:
    explicit JsonSource(RowDelivery delivery) : delivery_{std::move(delivery)} {}

    std::expected<void, std::string> feed(std::string_view piece) override {
        if (too_long_ || text_.size() + piece.size() > RecordReader::longest_document) {
            too_long_ = true;
            return std::unexpected{fmt::format("a JSON document may have {} bytes at most; send NDJSON or CSV instead",
                                               RecordReader::longest_document)};
        }
        text_ += piece;
        return {};
    }

    std::expected<void, std::string> finish() override {
        if (!is_utf8(text_)) return std::unexpected{"the text is not valid UTF-8"};
        RowCollector syntax{delivery_.kind(), nullptr, Expected::object_or_array, 1};
        if (!json::sax_parse(text_, &syntax)) {
            const auto position = syntax.error_position();
            if (!syntax.met_too_large_number())
                return std::unexpected{fmt::format("the text is not valid JSON: look at byte {}", position)};
            text_ = with_too_large_numbers_as_texts(delivery_.kind(), text_);
            if (!json::accept(text_))
                return std::unexpected{fmt::format("the text is not valid JSON: look behind byte {}", position)};
        }
        RowCollector rows{delivery_.kind(), &delivery_, Expected::object_or_array, 1};
        json::sax_parse(text_, &rows);
        return {};
    }

    const ReadTotals& totals() const noexcept override { return delivery_.totals(); }

private:
    RowDelivery delivery_;
    std::string text_;
    bool too_long_ = false;
};

class NdjsonSource final : public RecordSource {
public:
    explicit NdjsonSource(RowDelivery delivery) : delivery_{std::move(delivery)} {}

    std::expected<void, std::string> feed(std::string_view piece) override {
        while (!piece.empty()) {
            const auto end = piece.find('\n');
            const auto part = piece.substr(0, end);
            if (begun_.size() + part.size() > RecordReader::longest_value)
                return std::unexpected{
                    fmt::format("line {} is longer than {} bytes; one JSON object a line is expected", line_,
                                RecordReader::longest_value)};
            if (end == std::string_view::npos) {
                begun_ += part;
                return {};
            }
            if (begun_.empty()) {
                take_line(part);
            } else {
                begun_ += part;
                take_line(begun_);
                begun_.clear();
            }
            piece.remove_prefix(end + 1);
        }
        return {};
    }

    std::expected<void, std::string> finish() override {
        take_line(begun_);
        begun_.clear();
        return {};
    }

    const ReadTotals& totals() const noexcept override { return delivery_.totals(); }

private:
    void take_line(std::string_view text) {
        const auto line = line_++;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos) return;
        if (!is_utf8(text)) return delivery_.refuse(line, {{}, "the line is not valid UTF-8"});
        // Rows reach the sink at their closing brace, so what may follow it is looked at first.
        std::string readable;
        if (!json::accept(text)) {
            readable = with_too_large_numbers_as_texts(delivery_.kind(), text);
            if (!json::accept(readable)) return delivery_.refuse(line, {{}, "the line is not valid JSON"});
            text = readable;
        }
        RowCollector row{delivery_.kind(), &delivery_, Expected::one_object, line};
        json::sax_parse(text, &row);
    }

    RowDelivery delivery_;
    std::string begun_; ///< the part of the current line that came with earlier pieces
    std::size_t line_ = 1;
};

} // namespace

std::unique_ptr<RecordSource> json_source(RowDelivery delivery) {
    return std::make_unique<JsonSource>(std::move(delivery));
}

std::unique_ptr<RecordSource> ndjson_source(RowDelivery delivery) {
    return std::make_unique<NdjsonSource>(std::move(delivery));
}

} // namespace holdfast
