#include "storage/reminders.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RemindersTest : public StorageTest {
protected:
    const CaseId id{"acme#1"};

    long long replace(const CaseId& of, const std::vector<KeptReminder>& wanted) {
        return write([&](Transaction& tx) { return replace_reminders(tx, of, wanted); });
    }
};

TEST_F(RemindersTest, only_the_difference_is_written) {
    EXPECT_EQ(replace(id, {{"call", at_ms(10)}, {"plan", at_ms(20)}}), 2);
    EXPECT_EQ(replace(id, {{"plan", at_ms(20)}, {"call", at_ms(10)}}), 0);
    EXPECT_EQ(replace(id, {{"call", at_ms(11)}, {"plan", at_ms(20)}, {"note", at_ms(5)}}), 2);
    EXPECT_THAT(reminders_of(reader(), id), ElementsAre(KeptReminder{"note", at_ms(5)}, KeptReminder{"call", at_ms(11)},
                                                        KeptReminder{"plan", at_ms(20)}));
    EXPECT_EQ(replace(id, {}), 3);
    EXPECT_THAT(reminders_of(reader(), id), IsEmpty());
}

TEST_F(RemindersTest, of_other_cases_are_left_alone) {
    replace(id, {{"call", at_ms(10)}});
    replace(CaseId{"other#1"}, {{"call", at_ms(5)}});
    replace(id, {});
    EXPECT_THAT(due_reminders(reader(), at_ms(100), std::nullopt, 10),
                ElementsAre(DueReminder{CaseId{"other#1"}, "call", at_ms(5)}));
}

TEST_F(RemindersTest, are_due_at_their_very_instant_earliest_first) {
    EXPECT_EQ(next_due(reader()), std::nullopt);
    replace(id, {{"b", at_ms(20)}, {"a", at_ms(10)}, {"c", at_ms(21)}});
    EXPECT_EQ(next_due(reader()), at_ms(10));
    EXPECT_THAT(due_reminders(reader(), at_ms(20), std::nullopt, 10),
                ElementsAre(DueReminder{id, "a", at_ms(10)}, DueReminder{id, "b", at_ms(20)}));
    EXPECT_THAT(due_reminders(reader(), at_ms(20), std::nullopt, 1), ElementsAre(DueReminder{id, "a", at_ms(10)}));
    EXPECT_THAT(due_reminders(reader(), at_ms(9), std::nullopt, 10), IsEmpty());
}

TEST_F(RemindersTest, that_are_due_come_in_pages_that_go_on_behind_one_that_may_be_gone) {
    const CaseId other{"other#1"};
    replace(id, {{"a", at_ms(10)}, {"b", at_ms(10)}, {"c", at_ms(30)}});
    replace(other, {{"a", at_ms(10)}, {"d", at_ms(20)}});
    const auto first = due_reminders(reader(), at_ms(20), std::nullopt, 2);
    ASSERT_THAT(first, ElementsAre(DueReminder{id, "a", at_ms(10)}, DueReminder{id, "b", at_ms(10)}));
    replace(id, {{"a", at_ms(10)}});
    EXPECT_THAT(due_reminders(reader(), at_ms(20), first.back(), 2),
                ElementsAre(DueReminder{other, "a", at_ms(10)}, DueReminder{other, "d", at_ms(20)}));
    EXPECT_EQ(next_due_after(reader(), at_ms(9)), at_ms(10));
    EXPECT_EQ(next_due_after(reader(), at_ms(10)), at_ms(20)) << "what is due at that instant has been looked at";
    EXPECT_EQ(next_due_after(reader(), at_ms(20)), std::nullopt);
}

TEST_F(RemindersTest, whatever_was_there_the_wanted_ones_are_there_afterwards) {
    const auto property = [this](Transaction& tx, const std::map<std::string, std::uint16_t>& wish) {
        std::vector<KeptReminder> wanted;
        for (const auto& [key, due] : wish) wanted.push_back({key, at_ms(due)});
        replace_reminders(tx, id, wanted);
        auto kept = reminders_of(tx, id);
        std::ranges::sort(kept, {}, &KeptReminder::key);
        RC_ASSERT(kept == wanted);
        RC_ASSERT(replace_reminders(tx, id, wanted) == 0);
    };
    EXPECT_TRUE(write([&](Transaction& tx) {
        return rc::check([&](const std::map<std::string, std::uint16_t>& wish) { property(tx, wish); });
    }));
}

} // namespace

} // namespace holdfast
