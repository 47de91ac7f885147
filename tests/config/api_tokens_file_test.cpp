#include "config/api_tokens_file.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace holdfast {
namespace {

using testing::HasSubstr;
using testing::Not;

// SHA-256 of "abc" (FIPS 180-2, B.1).
constexpr std::string_view abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

class ApiTokensFile : public testing::Test {
protected:
    ~ApiTokensFile() override { std::filesystem::remove_all(folder_); }

    auto read(std::string_view text) {
        std::ofstream{file} << text;
        return read_api_tokens(file);
    }

    std::string complaint(std::string_view text) {
        const auto tokens = read(text);
        return tokens ? "taken" : to_text(tokens.error());
    }

private:
    std::string pattern_ = (std::filesystem::temp_directory_path() / "holdfast-tokens-XXXXXX").string();
    const std::filesystem::path folder_{::mkdtemp(pattern_.data())};

protected:
    const std::filesystem::path file = folder_ / "tokens";
};

TEST_F(ApiTokensFile, holds_names_scopes_and_digests_or_tokens) {
    const auto tokens = read("# who may\n\n crm\tread,write  sha256:" + std::string{abc} +
                             "  # the CRM\r\nreports read another-token\n");
    ASSERT_TRUE(tokens) << to_text(tokens.error());
    const std::vector<ApiToken> expected{{"crm", true, true, sha256("abc")},
                                         {"reports", true, false, sha256("another-token")}};
    EXPECT_EQ(*tokens, expected);
    EXPECT_EQ(to_line(expected[0]), "crm read,write sha256:" + std::string{abc});
    EXPECT_FALSE(expected[1].may(ApiScope::write));
}

TEST_F(ApiTokensFile, may_name_a_token_twice_while_it_is_being_replaced) {
    EXPECT_TRUE(read("crm read old-token\ncrm read new-token\n"));
    EXPECT_THAT(complaint("crm read one-token\nreports read one-token\n"), HasSubstr(":2:14: this token stands"));
}

TEST_F(ApiTokensFile, mistakes_are_named_with_their_place_and_never_repeat_a_token) {
    EXPECT_THAT(complaint("crm read t0k3n\nt0k3n\n"), HasSubstr("tokens:2:1: must hold a name"));
    EXPECT_THAT(complaint("crm read t0k3n too many\n"), HasSubstr(":1:1: must hold"));
    EXPECT_THAT(complaint("T0K3N read t0k3n\n"), HasSubstr(":1:1: a name has"));
    EXPECT_THAT(complaint("default read t0k3n\n"), HasSubstr("HOLDFAST_API_TOKEN"));
    EXPECT_THAT(complaint("crm read, t0k3n\n"), HasSubstr(":1:5: the scopes are"));
    EXPECT_THAT(complaint("crm t0k3n t0k3n\n"), HasSubstr(":1:5: the scopes are"));
    EXPECT_THAT(complaint("crm read sha256:t0k3n\n"), HasSubstr(":1:10: sha256: wants the 64"));
    for (const auto* text :
         {"t0k3n\n", "t0k3n read t0k3n x\n", "T0k3n read x\n", "crm t0k3n x\n", "crm read sha256:t0k3n"})
        EXPECT_THAT(complaint(text), Not(HasSubstr("0k3n"))) << text;
    EXPECT_THAT(to_text(read_api_tokens("/nowhere/tokens").error()), HasSubstr("cannot be read"));
}

} // namespace
} // namespace holdfast
