#include "playbooks/catalog/yaml_documents.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace holdfast {
namespace {

TEST(YamlDocuments, one_is_read_and_another_is_found) {
    EXPECT_FALSE(read_documents("").first);
    EXPECT_FALSE(read_documents("# only a comment\n").first);
    const auto one = read_documents("---\na: 1\n...\n");
    EXPECT_EQ((*one.first)["a"].as<int>(), 1);
    EXPECT_FALSE(one.second);
    const auto two = read_documents("a: 1\n---\n\nb: 2\n");
    ASSERT_TRUE(two.second);
    EXPECT_EQ(two.second->line, 3);
}

TEST(YamlDocuments, a_text_that_the_parser_never_gets_through_is_refused) {
    for (const char* text : {", b", "# comment\n, b", ",", "- a\n, b"}) {
        try {
            EXPECT_TRUE(read_documents(text).first) << text;
        } catch (const YAML::Exception&) {
            // Either is right, as long as it ends.
        }
    }
    EXPECT_THROW(std::ignore = read_documents(", b"), YAML::Exception);
}

} // namespace
} // namespace holdfast
