#include "storage/outbox.hpp"
#include "tests/storage/temporary_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <map>

namespace holdfast {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OutboxTest : public StorageTest {
protected:
    bool append(const std::string& effect, const std::string& lane, Instant not_before = at_ms(0)) {
        return write([&](Transaction& tx) {
            return append_effect(tx, {effect, std::nullopt, lane, "post", R"({"text":"hi"})", not_before}, at_ms(1));
        });
    }
    /// The next of each lane that has one, by lane.
    static std::vector<Effect> offered_by(Connection& db, Instant now) {
        std::vector<Effect> offered;
        for (const std::string& lane : lanes_with_work(db))
            if (auto effect = next_effect_of(db, lane, now)) offered.push_back(std::move(*effect));
        return offered;
    }
    std::vector<std::string> next(Instant now = at_ms(10)) {
        std::vector<std::string> ids;
        for (const Effect& effect : offered_by(reader(), now)) ids.push_back(effect.effect_id);
        return ids;
    }
    Effect effect(const std::string& effect_id) { return find_effect(reader(), effect_id).value(); }
    bool in_flight(const std::string& effect_id, Instant lease_until = at_ms(1000)) {
        const auto id = effect(effect_id).id;
        return write([&](Transaction& tx) { return effect_in_flight(tx, id, "me", lease_until); });
    }
    void done(const std::string& effect_id) {
        const auto id = effect(effect_id).id;
        write([&](Transaction& tx) { effect_done(tx, id, ChannelId{"C1"}, "1.5", at_ms(20)); });
    }
};

TEST_F(OutboxTest, offers_the_first_of_each_lane) {
    append("a1", "A");
    append("a2", "A");
    append("b1", "B");
    EXPECT_THAT(next(), ElementsAre("a1", "b1"));
    EXPECT_THAT(lanes_with_work(reader()), ElementsAre("A", "B"));
}

TEST_F(OutboxTest, knows_an_effect_that_it_has) {
    EXPECT_TRUE(append("a1", "A"));
    EXPECT_FALSE(append("a1", "B"));
    EXPECT_THAT(next(), ElementsAre("a1"));
}

TEST_F(OutboxTest, a_lane_waits_while_its_first_is_in_flight) {
    append("a1", "A");
    append("a2", "A");
    EXPECT_TRUE(in_flight("a1"));
    EXPECT_FALSE(in_flight("a1"));
    EXPECT_THAT(next(), IsEmpty());
    done("a1");
    EXPECT_THAT(next(), ElementsAre("a2"));
    EXPECT_EQ(effect("a1").state, EffectState::done);
    EXPECT_EQ(effect("a1").channel, ChannelId{"C1"});
    EXPECT_EQ(effect("a1").ts, "1.5");
    EXPECT_EQ(effect("a1").finished_at, at_ms(20));
}

TEST_F(OutboxTest, a_lane_waits_for_the_time_of_its_first) {
    append("a1", "A", at_ms(50));
    append("a2", "A");
    EXPECT_THAT(next(at_ms(49)), IsEmpty());
    EXPECT_EQ(next_effect_time(reader()), at_ms(50));
    EXPECT_THAT(next(at_ms(50)), ElementsAre("a1"));
}

TEST_F(OutboxTest, a_refused_effect_keeps_its_place) {
    append("a1", "A");
    append("a2", "A");
    in_flight("a1");
    const auto id = effect("a1").id;
    write([&](Transaction& tx) { effect_retry(tx, id, "ratelimited", at_ms(30)); });
    EXPECT_THAT(next(at_ms(29)), IsEmpty());
    EXPECT_THAT(next(at_ms(30)), ElementsAre("a1"));
    EXPECT_EQ(effect("a1").attempts, 1);
    EXPECT_EQ(effect("a1").error, "ratelimited");
}

TEST_F(OutboxTest, an_attempt_that_was_not_made_after_all_does_not_count) {
    append("a1", "A");
    in_flight("a1");
    const auto id = effect("a1").id;
    write([&](Transaction& tx) { effect_not_attempted(tx, id, EffectState::queued, "ratelimited", at_ms(0)); });
    EXPECT_THAT(next(), ElementsAre("a1"));
    EXPECT_EQ(effect("a1").state, EffectState::queued);
    EXPECT_EQ(effect("a1").attempts, 0);
    EXPECT_EQ(effect("a1").error, "ratelimited");
    in_flight("a1");
    write([&](Transaction& tx) { effect_not_attempted(tx, id, EffectState::doubtful, "ratelimited", at_ms(0)); });
    EXPECT_EQ(effect("a1").state, EffectState::doubtful);
    EXPECT_EQ(effect("a1").attempts, 0);
}

TEST_F(OutboxTest, all_that_is_not_finished_can_be_put_in_doubt_whoever_has_it) {
    for (const char* name : {"a1", "a2", "a3", "a4"}) append(name, name);
    in_flight("a2");
    const auto done = effect("a3").id;
    const auto dead = effect("a4").id;
    write([&](Transaction& tx) {
        effect_done(tx, done, ChannelId{"C1"}, "1.5", at_ms(2));
        effect_dead(tx, dead, "no", at_ms(2));
    });
    EXPECT_EQ(write([](Transaction& tx) { return doubt_unfinished_effects(tx); }), 2);
    EXPECT_EQ(effect("a1").state, EffectState::doubtful);
    EXPECT_EQ(effect("a2").state, EffectState::doubtful);
    EXPECT_EQ(effect("a3").state, EffectState::done);
    EXPECT_EQ(effect("a4").state, EffectState::dead);
    EXPECT_THAT(next(), ElementsAre("a1", "a2"));
}

TEST_F(OutboxTest, a_doubtful_effect_is_offered_as_such_before_what_follows) {
    append("a1", "A");
    append("a2", "A");
    in_flight("a1");
    const auto id = effect("a1").id;
    write([&](Transaction& tx) { effect_doubtful(tx, id, "timeout", at_ms(10)); });
    const auto offered = next_effect_of(reader(), "A", at_ms(10));
    ASSERT_TRUE(offered);
    EXPECT_EQ(offered->effect_id, "a1");
    EXPECT_EQ(offered->state, EffectState::doubtful);
    EXPECT_TRUE(in_flight("a1"));
    EXPECT_EQ(effect("a1").attempts, 2);
}

TEST_F(OutboxTest, a_dead_effect_lets_its_lane_go_on_and_keeps_its_reason) {
    append("a1", "A");
    append("a2", "A");
    const auto id = effect("a1").id;
    write([&](Transaction& tx) { effect_dead(tx, id, "channel_not_found", at_ms(5)); });
    EXPECT_THAT(next(), ElementsAre("a2"));
    EXPECT_EQ(effect("a1").state, EffectState::dead);
    EXPECT_EQ(effect("a1").error, "channel_not_found");
}

TEST_F(OutboxTest, at_start_what_was_in_flight_is_doubtful_but_not_what_another_holds) {
    append("mine", "A");
    append("held", "B");
    append("abandoned", "C");
    append("queued", "D");
    in_flight("mine");
    const auto take = [this](const std::string& effect_id, Instant until) {
        const auto id = effect(effect_id).id;
        write([&](Transaction& tx) { effect_in_flight(tx, id, "another", until); });
    };
    take("held", at_ms(101));
    take("abandoned", at_ms(100));
    reopen();
    EXPECT_EQ(write([](Transaction& tx) { return doubt_effects_in_flight(tx, "me", at_ms(100)); }), 2);
    EXPECT_EQ(effect("mine").state, EffectState::doubtful);
    EXPECT_EQ(effect("abandoned").state, EffectState::doubtful);
    EXPECT_EQ(effect("held").state, EffectState::in_flight);
    EXPECT_EQ(effect("queued").state, EffectState::queued);
}

TEST_F(OutboxTest, our_own_calls_may_outlive_their_lease_and_those_of_others_may_not) {
    append("mine", "A");
    append("abandoned", "B");
    append("held", "C");
    in_flight("mine", at_ms(50));
    const auto take = [this](const std::string& effect_id, Instant until) {
        const auto id = effect(effect_id).id;
        write([&](Transaction& tx) { effect_in_flight(tx, id, "another", until); });
    };
    take("abandoned", at_ms(100));
    take("held", at_ms(101));
    EXPECT_EQ(write([](Transaction& tx) { return doubt_effects_of_others(tx, "me", at_ms(100)); }), 1);
    EXPECT_EQ(effect("mine").state, EffectState::in_flight);
    EXPECT_EQ(effect("abandoned").state, EffectState::doubtful);
    EXPECT_EQ(effect("held").state, EffectState::in_flight);
}

TEST_F(OutboxTest, what_a_lane_had_in_flight_is_doubtful_but_not_what_another_holds) {
    append("mine", "A");
    append("elsewhere", "B");
    in_flight("mine");
    in_flight("elsewhere");
    write([](Transaction& tx) { doubt_effects_of_lane(tx, "A", "another"); });
    EXPECT_EQ(effect("mine").state, EffectState::in_flight);
    write([](Transaction& tx) { doubt_effects_of_lane(tx, "A", "me"); });
    EXPECT_EQ(effect("mine").state, EffectState::doubtful);
    EXPECT_EQ(effect("elsewhere").state, EffectState::in_flight);
}

TEST_F(OutboxTest, depth_counts_what_is_not_finished) {
    EXPECT_EQ(outbox_depth(reader()), (OutboxDepth{0, 0, 0, std::nullopt}));
    for (const char* id : {"a", "b", "c", "d"}) append(id, id);
    in_flight("a");
    in_flight("b");
    const auto id = effect("b").id;
    write([&](Transaction& tx) { effect_doubtful(tx, id, "", at_ms(0)); });
    in_flight("c");
    done("c");
    EXPECT_EQ(outbox_depth(reader()), (OutboxDepth{1, 1, 1, at_ms(1)}));
    EXPECT_THAT(work_by_lane(reader()),
                ElementsAre(LaneWork{"a", 1, at_ms(1)}, LaneWork{"b", 1, at_ms(1)}, LaneWork{"d", 1, at_ms(1)}));
}

TEST_F(OutboxTest, purging_forgets_only_what_was_finished_long_ago) {
    append("old", "A");
    append("open", "B");
    in_flight("old");
    done("old");
    const auto purge = [this](Instant before) {
        return write([&](Transaction& tx) { return purge_effects(tx, before, 10); });
    };
    EXPECT_EQ(purge(at_ms(20)), 0);
    EXPECT_EQ(purge(at_ms(21)), 1);
    EXPECT_EQ(find_effect(reader(), "old"), std::nullopt);
    EXPECT_TRUE(find_effect(reader(), "open"));
}

TEST_F(OutboxTest, every_lane_finishes_in_the_order_of_appending) {
    const auto property = [](Transaction& tx) {
        const auto lanes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3));
        tx.run("DELETE FROM outbox");
        std::map<std::string, std::vector<std::string>> appended;
        std::map<std::string, std::vector<std::string>> finished;
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            const NewEffect effect{
                fmt::format("e{}", i), std::nullopt, fmt::format("lane {}", lanes[i]), "post", "{}", at_ms(0)};
            append_effect(tx, effect, at_ms(1));
            appended[effect.lane].push_back(effect.effect_id);
        }
        auto offered = offered_by(tx, at_ms(10));
        while (!offered.empty()) {
            const Effect chosen = offered[*rc::gen::inRange<std::size_t>(0, offered.size())];
            const auto outcome =
                *rc::gen::element(EffectState::queued, EffectState::doubtful, EffectState::dead, EffectState::done);
            RC_ASSERT(effect_in_flight(tx, chosen.id, "me", at_ms(99)));
            switch (outcome) {
            case EffectState::queued: effect_retry(tx, chosen.id, "", at_ms(10)); break;
            case EffectState::doubtful: effect_doubtful(tx, chosen.id, "", at_ms(10)); break;
            case EffectState::dead: effect_dead(tx, chosen.id, "", at_ms(10)); break;
            default: effect_done(tx, chosen.id, {}, "", at_ms(10));
            }
            const auto after = find_effect(tx, chosen.effect_id);
            RC_ASSERT(after->state == outcome);
            if (after->finished_at) finished[chosen.lane].push_back(chosen.effect_id);
            offered = offered_by(tx, at_ms(10));
        }
        RC_ASSERT(finished == appended);
    };
    EXPECT_TRUE(write([&](Transaction& tx) { return rc::check([&] { property(tx); }); }));
}

} // namespace

} // namespace holdfast
