#include "playbooks/summary/internal_words.hpp"
#include "playbooks/summary/sponsor_contact.hpp"
#include "tests/playbooks/summary/example_case.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

Case acme() {
    Case rescue;
    rescue.account_name = "Acme GmbH";
    rescue.sponsor.name = "Dana Fox";
    return rescue;
}

TEST(SponsorContact, S1_03_gives_the_direct_contact_of_our_owner_in_the_name_of_whoever_sends_it) {
    const OwnerContact kim{"Kim Lee", "+43 1 234 56", "kim.lee@example.com"};
    EXPECT_EQ(sponsor_contact_text(acme(), kim, {"Jo Park"}, built_in_catalog()), R"(Hello Dana,

From today Kim Lee is personally responsible for Acme GmbH on our side and can decide on people and priorities. Please go straight to Kim Lee with anything that matters, at any time.

Kim Lee
Phone: +43 1 234 56
E-mail: kim.lee@example.com

Kind regards
Jo Park
)");
}

TEST(SponsorContact, S1_03_an_owner_who_writes_it_speaks_of_themselves) {
    const OwnerContact kim{"Kim Lee", "+43 1 234 56", "kim.lee@example.com"};
    EXPECT_EQ(sponsor_contact_text(acme(), kim, {"Kim Lee", true}, built_in_catalog()), R"(Hello Dana,

From today I am personally responsible for Acme GmbH on our side and can decide on people and priorities. Please come straight to me with anything that matters, at any time.

Kind regards
Kim Lee
Phone: +43 1 234 56
E-mail: kim.lee@example.com
)");
}

TEST(SponsorContact, S1_03_leaves_out_what_is_not_known_and_asks_for_the_name_of_an_unknown_sender) {
    const std::string text = sponsor_contact_text({}, {"Kim Lee", "", "kim.lee@example.com"}, {}, built_in_catalog());
    EXPECT_TRUE(text.starts_with("Hello,\n\nFrom today Kim Lee is personally responsible for you on our side")) << text;
    EXPECT_FALSE(text.contains("Phone"));
    EXPECT_TRUE(text.ends_with("Kind regards\n[your name]\n")) << text;

    const std::string bare = sponsor_contact_text({}, {"Kim Lee", " ", ""}, {"Jo Park"}, built_in_catalog());
    EXPECT_TRUE(bare.ends_with("at any time.\n\nKind regards\nJo Park\n")) << bare;
}

TEST(SponsorContact, S0_35_holds_no_internal_word) {
    const OwnerContact kim{"Kim Lee", "+43 1 234 56", "kim.lee@example.com"};
    for (const auto& sender : {ContactSender{"Kim Lee", true}, ContactSender{"Jo Park"}})
        EXPECT_TRUE(internal_words_in(sponsor_contact_text(acme(), kim, sender, built_in_catalog())).empty());
}

} // namespace
} // namespace holdfast
