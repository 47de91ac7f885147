// What Slack should show is compared with what it shows by fingerprints that are stored.
#include "playbooks/digest/fingerprint.hpp"
#include "storage/living_messages.hpp"
#include "tests/bot/handle/office.hpp"

#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;

namespace {

class ShownInSlack : public testing::Test {
protected:
    ShownInSlack() {
        office.type("U0MANAGER", "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
        id = office.rescue("acme")->id;
    }

    void draw_again() {
        office.database().write_now([this](Transaction& tx) { office.desk().draw_again(tx, id); });
    }
    void card_is_posted(const std::string& hash) {
        office.database().write_now(
            [&](Transaction& tx) { message_posted(tx, id, "card", ChannelId{"C0ROOM"}, "1772528400.000100", hash); });
    }
    LivingMessage card() {
        auto reader = office.database().reader();
        return find_message(reader, id, "card").value();
    }

    Office office;
    CaseId id;
};

} // namespace

TEST(Fingerprint, is_the_same_in_every_version_of_the_program) {
    EXPECT_EQ(fingerprint("abc"), "ba7816bf8f01cfea");
}

TEST_F(ShownInSlack, what_a_version_with_other_fingerprints_has_drawn_is_drawn_once_more_and_then_left_alone) {
    const std::string older = "00c0ffee00c0ffee";
    card_is_posted(older);
    office.database().write_now(
        [&](Transaction& tx) { tx.run("UPDATE living_messages SET wanted_hash = :hash WHERE slot = 'card'", older); });
    ASSERT_EQ(card().wanted_hash, card().posted_hash);
    draw_again();
    EXPECT_EQ(card().wanted_hash, fingerprint(card().wanted_payload.value()));
    EXPECT_NE(card().wanted_hash, card().posted_hash) << "edited in place";
    card_is_posted(card().wanted_hash);
    draw_again();
    EXPECT_EQ(card().wanted_hash, card().posted_hash);
}
