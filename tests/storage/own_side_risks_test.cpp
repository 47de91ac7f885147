#include "storage/dossier.hpp"
#include "storage/erasure.hpp"
#include "storage/own_side_risks.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class OwnSideRisksTest : public StorageTest {
protected:
    static OwnSideRisk risk_about(const std::string& colleague, std::string note) {
        OwnSideRisk risk;
        risk.about = UserId{colleague};
        risk.reason = OwnSideReason::looking_elsewhere;
        risk.note = std::move(note);
        risk.noted_by = UserId{"U0BOSS"};
        risk.noted_at = at_ms(5);
        return risk;
    }

    void note(const AccountId& account, const OwnSideRisk& risk) {
        write([&](Transaction& tx) { note_own_side_risk(tx, account, risk); });
    }

    [[nodiscard]] std::vector<OwnSideRisk> kept() { return own_side_risks_of(reader(), acme); }
};

TEST_F(OwnSideRisksTest, S2_05_each_account_has_its_own_in_the_order_in_which_they_were_noted) {
    write([](Transaction& tx) { upsert_account(tx, plain_account("globex", "Globex")); });
    note(acme, risk_about("U0KIM", "first"));
    note(AccountId{"globex"}, risk_about("U0KIM", "elsewhere"));
    note(acme, risk_about("U0LEE", "second"));
    ASSERT_THAT(kept(), SizeIs(2));
    auto expected = risk_about("U0KIM", "first");
    expected.id = kept()[0].id;
    EXPECT_EQ(kept()[0], expected);
    EXPECT_EQ(kept()[1].note, "second");
}

TEST_F(OwnSideRisksTest, S2_05_the_first_settlement_stays) {
    note(acme, risk_about("U0KIM", ""));
    const auto id = kept()[0].id;
    EXPECT_TRUE(kept()[0].is_open());
    write([&](Transaction& tx) { settle_own_side_risk(tx, id, UserId{"U0BOSS"}, at_ms(7), "she stays"); });
    write([&](Transaction& tx) { settle_own_side_risk(tx, id, UserId{"U0LEE"}, at_ms(8), "later"); });
    EXPECT_EQ(kept()[0].settled_at, at_ms(7));
    EXPECT_EQ(kept()[0].settled_by, UserId{"U0BOSS"});
    EXPECT_EQ(kept()[0].settled_note, "she stays");
}

TEST_F(OwnSideRisksTest, S2_05_an_erased_colleague_takes_what_concerns_them_along) {
    note(acme, risk_about("U0KIM", "wants to move to Porto"));
    note(acme, risk_about("U0LEE", "ask U0KIM first"));
    const Redaction kim{{.name = "Kim", .addresses = {"U0KIM"}}, "a former colleague"};
    write([&](Transaction& tx) { static_cast<void>(redact_colleague(tx, UserId{"U0KIM"}, kim)); });
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept()[0].about, UserId{"U0LEE"});
    EXPECT_EQ(kept()[0].note, "ask a former colleague first");
    const Redaction boss{{.name = "Bo Boss", .addresses = {"U0BOSS"}}, "a former colleague"};
    write([&](Transaction& tx) { static_cast<void>(redact_colleague(tx, UserId{"U0BOSS"}, boss)); });
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept()[0].noted_by, UserId{"a former colleague"});
}

TEST_F(OwnSideRisksTest, S2_05_an_erased_contact_leaves_the_notes) {
    note(acme, risk_about("U0KIM", "goes to Zoe Quirk's new firm"));
    const Redaction zoe{{.name = "Zoe Quirk"}, "a former contact"};
    write([&](Transaction& tx) { static_cast<void>(redact_in_account(tx, acme, zoe)); });
    EXPECT_EQ(kept()[0].note, "goes to a former contact's new firm");
    EXPECT_EQ(kept()[0].about, UserId{"U0KIM"});
}

TEST_F(OwnSideRisksTest, S2_05_the_operators_dossiers_hold_them) {
    note(acme, risk_about("U0KIM", "wants to move to Porto"));
    const auto rows_in = [](const std::vector<KeptRows>& all) {
        const auto table = std::ranges::find(all, "own_side_risks", &KeptRows::table);
        return table == all.end() ? std::vector<std::string>{} : table->rows;
    };
    const auto of_account = rows_in(kept_about_account(reader(), acme));
    ASSERT_THAT(of_account, SizeIs(1));
    EXPECT_THAT(of_account[0], HasSubstr("Porto"));
    for (const std::string who : {"U0KIM", "U0BOSS"}) {
        const Redaction colleague{{.name = "Nobody Else", .addresses = {who}}, "a former colleague"};
        const auto of_colleague = rows_in(write([&](Transaction& tx) { return kept_about_colleague(tx, colleague); }));
        EXPECT_THAT(of_colleague, SizeIs(1)) << who;
    }
    const Redaction zoe{{.name = "Zoe Quirk"}, "a former contact"};
    EXPECT_THAT(rows_in(write([&](Transaction& tx) { return kept_about_contact(tx, acme, zoe); })), IsEmpty());
}

} // namespace
} // namespace holdfast
