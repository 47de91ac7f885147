#include "storage/own_side_risks.hpp"
#include "tests/bot/operate/program.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Acme, for which somebody noted in confidence that Ana is a risk.
class OwnSideRisksOnTheServer : public ::testing::Test {
protected:
    OwnSideRisksOnTheServer() {
        program_.write("accounts.csv", "id,name,renewal_date,owner\nacme,Acme GmbH,2026-06-01,U0ANA\n");
        EXPECT_EQ(program_.run("import accounts accounts.csv").status, 0);
        EXPECT_THAT(program_.run("sweep --as-of 2026-05-04").out, HasSubstr("opened acme#1"));
        Database database{program_.folder / "holdfast.db"};
        OwnSideRisk risk;
        risk.about = UserId{"U0ANA"};
        risk.reason = OwnSideReason::near_retirement;
        risk.note = "moves to Lisbon";
        risk.noted_by = UserId{"U0BOSS"};
        database.write_now([&](Transaction& tx) { note_own_side_risk(tx, AccountId{"acme"}, risk); });
    }

    [[nodiscard]] std::string bytes() const { return program_.read("holdfast.db") + program_.read("holdfast.db-wal"); }

    Program program_;
};

TEST_F(OwnSideRisksOnTheServer, S2_05_the_operator_has_them_with_all_that_is_kept_but_in_no_record) {
    for (const std::string dossier : {"export acme --everything", "export acme --everything --format json",
                                      "export --person U0ANA", "export --person U0BOSS"}) {
        const auto run = program_.run(dossier);
        EXPECT_EQ(run.status, 0) << run.err;
        EXPECT_THAT(run.out, HasSubstr("moves to Lisbon")) << dossier;
    }
    for (const std::string format : {"md", "json", "csv"}) {
        const auto run = program_.run("export acme --format " + format);
        EXPECT_EQ(run.status, 0) << run.err;
        EXPECT_THAT(run.out, Not(HasSubstr("Lisbon"))) << format;
    }
}

TEST_F(OwnSideRisksOnTheServer, S2_05_no_byte_is_left_of_what_concerned_an_erased_colleague) {
    EXPECT_THAT(bytes(), HasSubstr("moves to Lisbon"));
    EXPECT_THAT(program_.run("erase U0ANA").out, HasSubstr("own_side_risks"));
    ASSERT_EQ(program_.run("erase U0ANA --yes").status, 0);
    for (const std::string trace : {"moves to Lisbon", "U0ANA", "near-retirement"})
        EXPECT_THAT(bytes(), Not(HasSubstr(trace))) << trace;
}

TEST_F(OwnSideRisksOnTheServer, S2_05_whoever_noted_one_is_erased_from_it) {
    ASSERT_EQ(program_.run("erase U0BOSS --yes").status, 0);
    EXPECT_THAT(bytes(), Not(HasSubstr("U0BOSS")));
    EXPECT_THAT(program_.run("export acme --everything").out, HasSubstr("moves to Lisbon"));
}

} // namespace
} // namespace holdfast
