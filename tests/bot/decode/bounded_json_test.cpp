#include "bot/decode/bounded_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace holdfast {
namespace {

std::string nested(int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

TEST(BoundedJson, counts_nesting_outside_strings_only) {
    EXPECT_FALSE(nested_deeper_than(nested(64), 64));
    EXPECT_TRUE(nested_deeper_than(nested(65), 64));
    EXPECT_FALSE(nested_deeper_than(R"(["[[[[", "\"[[[[", "\\"])", 1));
    EXPECT_TRUE(nested_deeper_than(R"(["\\", [1]])", 1));
    EXPECT_FALSE(nested_deeper_than("[1],[1],[1]", 1));
    EXPECT_FALSE(nested_deeper_than("\"\\", 1));
}

TEST(BoundedJson, parses_up_to_the_bounds) {
    EXPECT_TRUE(parse_bounded(nested(64)));
    EXPECT_FALSE(parse_bounded(nested(65)));
    EXPECT_FALSE(parse_bounded(std::string(100'000, '[')));
    EXPECT_TRUE(parse_bounded("[1]", {.bytes = 3}));
    EXPECT_FALSE(parse_bounded("[1] ", {.bytes = 3}));
}

TEST(BoundedJson, refuses_broken_text) {
    for (const std::string bad : {"", "{", "{]", "nul", "[1,]", "\"\xff\"", R"("\ud83d")", "{} {}", "\x01"})
        EXPECT_FALSE(parse_bounded(bad)) << bad;
}

} // namespace
} // namespace holdfast
