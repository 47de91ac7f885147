// All that is kept about an account, with what was sent about it outside of a rescue.
#include "storage/dossier.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>

#include <iterator>

namespace holdfast::test {

namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DossierTest : public testing::Test {
protected:
    [[nodiscard]] std::vector<std::string> sent_about(const std::string& account) {
        auto reader = office.database().reader();
        for (auto& [table, rows] : kept_about_account(reader, AccountId{account}))
            if (table == "outbox") return std::move(rows);
        return {};
    }

    Office office;
};

TEST_F(DossierTest, has_the_messages_about_an_account_without_a_rescue) {
    office.type("U0KIM", "flag acorn champion-slow three days without an answer");
    office.type("U0OWNER", "people acorn map");
    const auto sent = sent_about("acorn");
    EXPECT_THAT(sent, SizeIs(2));
    EXPECT_THAT(sent, Contains(AllOf(HasSubstr("watch/acorn/"), HasSubstr("three days without an answer"))));
    EXPECT_THAT(sent, Contains(HasSubstr("completeUploadExternal")));
    EXPECT_THAT(sent_about("acme"), IsEmpty());
}

TEST_F(DossierTest, has_the_messages_of_a_rescue_once) {
    office.type("U0OWNER", "open acme late deliveries");
    office.give_room("acme", "C0ACME");
    office.type("U0OWNER", "people map", "C0ACME");
    const auto in_outbox = office.database().reader().first<int>("SELECT count(*) FROM outbox");
    EXPECT_EQ(std::ssize(sent_about("acme")), in_outbox.value());
}

} // namespace

} // namespace holdfast::test
