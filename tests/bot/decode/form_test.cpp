#include "bot/decode/form.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace holdfast {
namespace {

TEST(Form, reads_plus_as_space_and_escapes_as_bytes) {
    const auto form = Form::parse("command=%2Frescue&text=touch+acme+50%25+%C3%BC%2B1&empty=&bare");
    ASSERT_TRUE(form) << form.error();
    EXPECT_EQ(form->value("command"), "/rescue");
    EXPECT_EQ(form->value("text"), "touch acme 50% ü+1");
    EXPECT_TRUE(form->has("empty"));
    EXPECT_EQ(form->value("empty"), "");
    EXPECT_TRUE(form->has("bare"));
    EXPECT_FALSE(form->has("absent"));
    EXPECT_EQ(form->value("absent"), "");
    EXPECT_EQ(form->size(), 4U);
}

TEST(Form, gives_the_first_of_repeated_fields) {
    const auto form = Form::parse("a=1&a=2");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("a"), "1");
}

TEST(Form, refuses_what_no_form_contains) {
    for (const std::string bad :
         {"a=%4", "a=%zz", "a=%", "a=\x01", "a=\xff", "a=b c", "a=%ff", "%ff=a", "a=%C3", "a=%ED%A0%80"})
        EXPECT_FALSE(Form::parse(bad)) << bad;
}

TEST(Form, bounds_the_number_of_fields) {
    std::string body = "f=1";
    for (std::size_t i = 1; i < Form::most_fields; ++i) body += "&f=1";
    EXPECT_TRUE(Form::parse(body));
    EXPECT_FALSE(Form::parse(body + "&f=1"));
}

std::string encoded(std::string_view text) {
    std::string result;
    for (const char c : text) result += c == ' ' ? "+" : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

RC_GTEST_PROP(Form, gives_back_any_text_that_was_encoded, ()) {
    const auto name = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
    const auto value = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
    const auto form = Form::parse("first=1&" + encoded(name) + "=" + encoded(value));
    RC_ASSERT(form.has_value());
    RC_ASSERT(form->value(name) == (name == "first" ? "1" : value));
}

RC_GTEST_PROP(Form, survives_arbitrary_bytes, (const std::string& body)) {
    const auto form = Form::parse(body);
    RC_ASSERT(form.has_value() || !form.error().empty());
}

TEST(Form, ends_where_the_text_ends) {
    const std::string_view longer = "command=%2Frescue&text=health&ssl_check=1";
    const auto form = Form::parse(longer.substr(0, 29));
    ASSERT_TRUE(form);
    EXPECT_EQ(form->size(), 2U);
    EXPECT_EQ(form->value("text"), "health");
}

TEST(Form, is_refused_with_a_bare_nul_instead_of_being_read_up_to_it) {
    EXPECT_FALSE(Form::parse(std::string_view("a=b\0&c=d", 8)));
    EXPECT_EQ(Form::parse("a=%00")->value("a"), std::string_view("\0", 1));
}

} // namespace
} // namespace holdfast
