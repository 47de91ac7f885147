#include "storage/unknown_colleagues.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UnknownColleagues : public DeliveryTest {
protected:
    UnknownColleagues() {
        start();
        program->people.on_news([this](const UserId& who) { news.push_back(who.value); });
    }

    bool is_found(const std::string& who) {
        return program->network.run(program->people.find(UserId{who})).has_value();
    }

    std::vector<std::string> news;
};

TEST_F(UnknownColleagues, S1_24_an_address_that_slack_does_not_know_is_remembered_and_is_news_once) {
    EXPECT_FALSE(is_found("Gone@example.com"));
    EXPECT_FALSE(is_found("Gone@example.com"));
    EXPECT_TRUE(is_unknown_colleague(reader(), UserId{"gone@example.com"}));
    EXPECT_THAT(news, ElementsAre("Gone@example.com"));
}

TEST_F(UnknownColleagues, S1_24_whom_slack_does_not_name_just_now_is_not_unknown) {
    slack.refuse("users.info", "missing_scope", slack_double::always);
    EXPECT_FALSE(is_found(ann));
    EXPECT_FALSE(is_unknown_colleague(reader(), UserId{ann}));
    EXPECT_THAT(news, IsEmpty());
}

TEST_F(UnknownColleagues, S1_24_somebody_who_turns_up_after_all_is_known_again) {
    write([this](Transaction& tx) { return remember_unknown_colleague(tx, UserId{kim}, now()); });
    EXPECT_TRUE(is_found(kim));
    EXPECT_FALSE(is_unknown_colleague(reader(), UserId{kim}));
    EXPECT_THAT(news, ElementsAre(kim));
    EXPECT_TRUE(is_found(kim));
    EXPECT_THAT(news, ElementsAre(kim)) << "the same again is no news";
}

} // namespace
} // namespace holdfast
