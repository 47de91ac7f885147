#include "bot/remind/morning_digest.hpp"
#include "storage/accounts.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace holdfast::test {
namespace {

TEST(MorningDigest, D_10_somebody_on_record_by_address_gets_one_digest_under_the_id_that_is_found) {
    Office office;
    office.database().write_now([](Transaction& tx) {
        auto acme = find_account(tx, AccountId{"acme"}).value();
        acme.owner = UserId{"newcomer@example.com"};
        upsert_account(tx, acme);
    });
    office.type("U0MANAGER", "open acme the CFO asked how the contract can be ended");
    ASSERT_NE(office.rescue("acme"), nullptr);
    const auto is_for = [&](std::string_view who) {
        const auto rescues = office.desk().book().all_open(office.desk().reader());
        const auto mornings = mornings_due(office.desk(), rescues, office.now());
        return std::ranges::any_of(mornings, [&](const Morning& morning) { return morning.to.value == who; });
    };
    EXPECT_FALSE(is_for("newcomer@example.com"));
    EXPECT_TRUE(is_for("U0MANAGER"));
}

} // namespace
} // namespace holdfast::test
