// What fails when the clock speaks keeps nothing else from being done.

#include "bot/remind/clockwork.hpp"
#include "storage/accounts.hpp"
#include "storage/digests.hpp"
#include "storage/history.hpp"
#include "storage/meta.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/people.hpp"
#include "storage/reminders.hpp"
#include "tests/bot/handle/office.hpp"
#include "tests/bot/receive/heard_log.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace holdfast::test {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const AccountId acme{"acme"};
const AccountId acorn{"acorn"};

/// It is Tuesday 3 March 2026, 09:12 in Berlin.
class ClockworkTest : public ::testing::Test {
protected:
    /// From here on the database refuses such rows, as it does when something about them alone is wrong.
    void refuse(const std::string& table, const std::string& rows) {
        run(fmt::format("CREATE TRIGGER refusal BEFORE INSERT ON {} WHEN {}"
                        " BEGIN SELECT RAISE(ABORT, 'not this one'); END",
                        table, rows));
    }
    void heal() { run("DROP TRIGGER refusal"); }
    void run(const std::string& script) {
        office.database().write_now([&](Transaction& tx) { tx.run_script(script); });
    }

    /// Another system reports a sign that opens a rescue by itself.
    void report(const AccountId& account) {
        office.database().write_now([&](Transaction& tx) {
            const std::array rows{FlagRow{account, Flag{office.now(), "imported", "", "", "NPS"}}};
            store_flags(tx, rows);
            request_evaluation(tx, account, office.now());
        });
    }
    void order(const AccountId& account, const std::string& id, Day day, std::int64_t cents) {
        office.database().write_now([&](Transaction& tx) {
            const std::array rows{OrderRow{account, {day, Money{cents}}, id}};
            store_orders(tx, rows);
            request_evaluation(tx, account, office.now());
        });
    }

    std::vector<AccountId> pending() {
        std::vector<AccountId> accounts;
        for (const auto& one : pending_evaluations(office.desk().reader(), 10)) accounts.push_back(one.account);
        return accounts;
    }
    std::optional<std::string> kept(std::string_view key) { return find_meta(office.desk().reader(), key); }
    std::optional<std::string> company_orders() { return kept("company/orders-of-a-year-cents"); }
    long long number(std::string_view sql) { return office.desk().reader().first<long long>(sql).value(); }

    int times_logged(std::string_view words) const {
        const auto text = log.text();
        int times = 0;
        for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++times;
        return times;
    }

    holdfast::testing::HeardLog log;
    Office office;
};

TEST_F(ClockworkTest, an_account_that_cannot_be_evaluated_leaves_the_others_alone_and_nothing_half_written) {
    report(acme);
    report(acorn);
    refuse("case_events", "NEW.case_id LIKE 'acme%'");
    office.tick();
    EXPECT_NE(office.rescue("acorn"), nullptr);
    EXPECT_EQ(number("SELECT COUNT(*) FROM cases WHERE account_id = 'acme'"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM signal_readings WHERE account_id = 'acme'"), 0);
    EXPECT_THAT(pending(), ElementsAre(acme));
}

TEST_F(ClockworkTest, an_account_that_cannot_be_evaluated_is_logged_once_and_tried_again_after_a_pause) {
    report(acme);
    refuse("case_events", "NEW.case_id LIKE 'acme%'");
    office.tick();
    for (int round = 0; round < 5; ++round) {
        office.wait(1min);
        office.tick();
    }
    EXPECT_EQ(times_logged("account=acme evaluation failed"), 1) << log.text();
    heal();
    office.tick();
    EXPECT_EQ(office.rescue("acme"), nullptr) << "it rests";
    office.wait(10min);
    office.tick();
    EXPECT_NE(office.rescue("acme"), nullptr);
    EXPECT_THAT(pending(), IsEmpty());
}

TEST_F(ClockworkTest, more_failing_accounts_than_are_taken_at_a_time_do_not_stand_before_the_others) {
    office.database().write_now([&](Transaction& tx) {
        for (int i = 0; i < 150; ++i) {
            Account account;
            account.id = AccountId{fmt::format("aa{:03}", i)};
            account.name = account.id.value;
            upsert_account(tx, account);
        }
    });
    refuse("signal_readings", "NEW.account_id LIKE 'aa%'");
    report(acorn);
    office.tick();
    EXPECT_NE(office.rescue("acorn"), nullptr);
    EXPECT_EQ(number("SELECT COUNT(*) FROM pending_evaluations"), 150);
}

TEST_F(ClockworkTest, S1_24_reminders_come_whatever_happens_to_everything_else) {
    office.type("U0MANAGER", "open acme late deliveries");
    office.tick();
    run("ALTER TABLE pending_evaluations RENAME TO elsewhere; ALTER TABLE digests RENAME TO nowhere;"
        "ALTER TABLE meta RENAME TO lost");
    office.at_berlin("2026-03-03T17:31");
    office.tick();
    EXPECT_THAT(office.told("U0EXEC"), Contains(HasSubstr("ended without a call")));
    // The first question finds its statement prepared, and may be refused in other words than the next.
    office.wait(1min);
    office.tick();
    const auto said = times_logged("evaluating accounts failed");
    EXPECT_GE(said, 1) << log.text();
    for (int round = 0; round < 5; ++round) {
        office.wait(1min);
        office.tick();
    }
    EXPECT_EQ(times_logged("evaluating accounts failed"), said) << log.text();
}

TEST_F(ClockworkTest, S1_24_a_reminder_that_cannot_be_fired_keeps_those_of_other_rescues_from_nothing) {
    office.type("U0MANAGER", "open acme late deliveries");
    office.database().write_now([](Transaction& tx) {
        Person sponsor;
        sponsor.account = acorn;
        sponsor.name = "Ann Roe";
        sponsor.phone = "+49 30 456";
        sponsor.time_zone = "Europe/Berlin";
        sponsor.sponsor = true;
        upsert_person(tx, sponsor);
    });
    office.type("U0MANAGER", "open acorn late deliveries");
    refuse("case_events", "NEW.case_id LIKE 'acme%'");
    office.at_berlin("2026-03-03T17:31");
    office.tick();
    EXPECT_THAT(office.told("U0EXEC"), Contains(AllOf(HasSubstr("Acorn"), HasSubstr("ended without a call"))));
    EXPECT_THAT(office.told("U0EXEC"), Not(Contains(AllOf(HasSubstr("Acme"), HasSubstr("ended without a call")))));
    heal();
    office.wait(1s);
    office.tick();
    EXPECT_THAT(office.told("U0EXEC"), Contains(AllOf(HasSubstr("Acme"), HasSubstr("ended without a call"))));
}

TEST_F(ClockworkTest, S1_24_any_number_of_reminders_of_which_nothing_comes_are_passed) {
    office.type("U0MANAGER", "open acme late deliveries");
    office.database().write_now([&](Transaction& tx) {
        std::vector<KeptReminder> forsaken;
        for (int i = 0; i < 250; ++i) forsaken.push_back({fmt::format("call/{:03}", i), office.now() - 1h});
        replace_reminders(tx, CaseId{"gone#1"}, forsaken);
    });
    office.at_berlin("2026-03-03T17:31");
    office.tick();
    EXPECT_THAT(office.told("U0EXEC"), Contains(HasSubstr("ended without a call")));
    office.wait(1min);
    office.tick();
    EXPECT_EQ(times_logged("case=gone#1 reminder=call/007 failed"), 1);
}

TEST_F(ClockworkTest, a_rescue_that_cannot_be_drawn_for_the_new_day_stops_neither_the_others_nor_the_day) {
    office.type("U0MANAGER", "open acme late deliveries");
    office.type("U0MANAGER", "open acorn late deliveries");
    office.tick();
    run("DELETE FROM reminders");
    refuse("reminders", "NEW.case_id LIKE 'acme%'");
    office.at_berlin("2026-03-04T00:01");
    office.tick();
    EXPECT_THAT(reminders_of(office.desk().reader(), CaseId{"acorn#1"}), Not(IsEmpty()));
    EXPECT_THAT(reminders_of(office.desk().reader(), CaseId{"acme#1"}), IsEmpty());
    EXPECT_EQ(kept("clockwork/last-day"), "2026-03-04");
    office.wait(1min);
    office.tick();
    EXPECT_EQ(times_logged("could not be drawn"), 1) << log.text();
}

TEST_F(ClockworkTest, D_10_one_digest_that_cannot_go_out_holds_up_nobody_elses) {
    office.type("U0MANAGER", "open acme late deliveries");
    refuse("digests", "NEW.user_id = 'U0MANAGER'");
    office.at_berlin("2026-03-04T09:12");
    office.tick();
    const auto was_sent = [&](const char* user) {
        return digest_sent(office.desk().reader(), UserId{user}, Day{date::year{2026} / 3 / 4});
    };
    EXPECT_TRUE(was_sent("U0OWNER"));
    EXPECT_FALSE(was_sent("U0MANAGER"));
    heal();
    office.wait(1s);
    office.tick();
    EXPECT_TRUE(was_sent("U0MANAGER"));
}

TEST_F(ClockworkTest, Q14_the_orders_of_the_company_are_added_up_at_once_and_then_within_the_hour) {
    const Day day{date::year{2026} / 2 / 10};
    order(acme, "1", day, 100'00);
    office.tick();
    EXPECT_EQ(company_orders(), "10000");
    order(acorn, "1", day, 50'00);
    office.tick();
    EXPECT_EQ(company_orders(), "10000") << "not after each evaluation";
    office.wait(1h);
    office.tick();
    EXPECT_EQ(company_orders(), "15000");

    run("DELETE FROM orders");
    office.wait(1h);
    office.tick();
    EXPECT_EQ(company_orders(), "15000") << "nobody was told of anything new";
    report(acme);
    office.tick();
    EXPECT_EQ(company_orders(), std::nullopt) << "no orders say nothing";
}

TEST_F(ClockworkTest, Q14_amounts_that_cannot_be_added_up_take_nothing_down) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    for (unsigned month = 1; month <= 12; ++month)
        for (const char* id : {"a", "b"})
            order(acme, fmt::format("{}{}", id, month), Day{date::year{2025} / date::month{month} / 15}, most);
    office.tick();
    EXPECT_THAT(pending(), IsEmpty());
    EXPECT_EQ(company_orders(), std::to_string(most));
    EXPECT_THAT(office.type("U0OWNER", "health acme"), HasSubstr("Acme GmbH"));
}

} // namespace
} // namespace holdfast::test
