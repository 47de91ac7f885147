#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {

/// The decoded fields of an `application/x-www-form-urlencoded` body, in the order in which they came.
class Form {
public:
    /// A slash command has 15 fields; more than this many is not a form that anybody meant to send.
    static constexpr std::size_t most_fields = 100;

    /// @return the fields, or what is wrong: broken escapes, too many fields, text that is not UTF-8.
    [[nodiscard]] static std::expected<Form, std::string> parse(std::string_view body);

    /// Value of the first field of that name; empty when absent.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

} // namespace holdfast
