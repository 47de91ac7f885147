// A summary draft is seen by its writer alone until it is sent, whichever way somebody asks for it.
#include "bot/files/file_workshop.hpp"
#include "bot/slack/file_wish.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/outbox.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string secret = "the new carrier starts on Monday";
const std::string writer = "U0KIM";
const std::string stranger = "U0NOSY";

/// Kim, who has no part in the rescue but sits in its room, has logged a touch: a draft of hers waits.
void log_touch(Office& office) {
    office.type("U0MANAGER", "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
    office.type(writer, "touch kind:meeting with:\"Ines Roth\" " + secret, "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->summaries, SizeIs(1));
    ASSERT_EQ(office.rescue("acme")->summaries.front().writer.value, writer);
    // What was said is the room's; what the customer will read is changed until it is sent.
    office.type(writer, "summary acme 1 edit Dear Ines, we move to Hamburg");
    office.surface().seen.clear();
}

const std::string text_of_draft = "Hamburg";

/// The record as the room gets it.
std::string shared_record(Office& office, const std::string& format) {
    office.wait(std::chrono::minutes{1});
    office.type("U0MANAGER", "timeline acme export " + format + " share");
    auto reader = office.database().reader();
    const auto payload = reader.first<std::string>(
        "SELECT payload FROM outbox WHERE lane = :lane AND method = :method ORDER BY id DESC LIMIT 1",
        slack::room_lane(CaseId{"acme#1"}), slack::upload_method);
    const auto wish = slack::file_wish_from(slack::outgoing_from(payload.value())).value();
    EXPECT_EQ(wish.format, format);
    return make_file(reader, office.desk().rules(), wish).value().bytes;
}

const std::vector<std::string> formats{"md", "json", "csv"};

} // namespace

TEST(DraftPrivacy, S1_08_typed_others_are_refused_and_told_whose_it_is) {
    Office office;
    log_touch(office);
    for (const std::string typed : {"summary acme", "summary acme 1", "summary acme last", "summary acme 1 sent",
                                    "summary acme 1 discard why", "summary acme 1 edit mine now"}) {
        for (const std::string channel : {"C0SALES", "C0ROOM"}) {
            const auto answer = office.type(stranger, typed, channel);
            EXPECT_THAT(answer, AllOf(HasSubstr("<@U0KIM>"), HasSubstr("Try:"), Not(HasSubstr(text_of_draft))))
                << typed;
        }
    }
    EXPECT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::draft);
    EXPECT_THAT(office.rescue("acme")->summaries.front().text, HasSubstr(text_of_draft));
}

TEST(DraftPrivacy, S1_08_the_list_says_only_whose_draft_it_is) {
    Office office;
    log_touch(office);
    const auto list = office.type(stranger, "summary acme list");
    EXPECT_THAT(list, HasSubstr("a draft by <@U0KIM>, not sent yet"));
    EXPECT_THAT(list, Not(HasSubstr("Show")));
    EXPECT_THAT(office.type(writer, "summary acme list"), HasSubstr("Show"));
}

TEST(DraftPrivacy, S1_08_buttons_are_refused_to_others) {
    Office office;
    log_touch(office);
    for (const std::string button : {"summary.edit", "summary.copy", "summary.sent", "summary.discard"}) {
        office.surface().seen.clear();
        office.press(stranger, button, "acme#1|1");
        ASSERT_THAT(office.surface().seen, SizeIs(1)) << button;
        EXPECT_EQ(office.surface().seen.back().how, "answer") << button;
        EXPECT_THAT(readable(office.surface().seen.back().json),
                    AllOf(HasSubstr("<@U0KIM>"), Not(HasSubstr(text_of_draft))))
            << button;
    }
    EXPECT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::draft);
}

TEST(DraftPrivacy, S1_08_a_form_of_somebody_else_changes_nothing_and_names_the_writer) {
    Office office;
    log_touch(office);
    office.press(writer, "summary.edit", "acme#1|1");
    ASSERT_EQ(office.surface().seen.back().how, "form");
    const auto errors = office.submit(stranger, {{"text", "value", "plain_text_input", {"mine now"}}});
    EXPECT_THAT(errors.dump(), HasSubstr("Kim"));
    EXPECT_THAT(office.rescue("acme")->summaries.front().text, HasSubstr(text_of_draft));
}

TEST(DraftPrivacy, S1_08_not_even_those_in_charge_read_it_or_mark_it_as_sent) {
    Office office;
    log_touch(office);
    office.type("U0MANAGER", "role acme lead <@U0OWNER>");
    for (const std::string reader : {"U0OWNER", "U0MANAGER", "U0EXEC"}) {
        EXPECT_THAT(office.type(reader, "summary acme 1"), AllOf(HasSubstr("<@U0KIM>"), Not(HasSubstr(text_of_draft))));
        EXPECT_THAT(office.type(reader, "summary acme list"), Not(HasSubstr("Show")));
        office.press(reader, "summary.sent", "acme#1|1");
    }
    EXPECT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::draft);
}

TEST(DraftPrivacy, S1_08_the_draft_of_somebody_who_has_left_goes_to_the_lead_who_finishes_it) {
    Office office;
    log_touch(office);
    office.type("U0MANAGER", "role acme lead <@U0OWNER>");
    EXPECT_THAT(office.told("U0OWNER"), Each(Not(HasSubstr(text_of_draft))));
    EventCallback gone;
    gone.event_id = "EvGone";
    gone.type = "user_change";
    gone.event_json = R"({"user": {"id": "U0KIM", "deleted": true, "profile": {"real_name": "Kim"}}})";
    office.send(gone);
    EXPECT_THAT(office.told("U0OWNER"),
                Contains(AllOf(HasSubstr(text_of_draft), HasSubstr("<@U0KIM> has left Slack, so this draft is yours"),
                               HasSubstr("Only you see this"))));
    EXPECT_THAT(office.type("U0MANAGER", "summary acme 1"),
                AllOf(HasSubstr("<@U0OWNER>"), HasSubstr("has left Slack")));
    office.press("U0OWNER", "summary.sent", "acme#1|1");
    EXPECT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::sent);
}

TEST(DraftPrivacy, S1_08_why_a_summary_was_discarded_is_its_writers_alone) {
    Office office;
    log_touch(office);
    office.type(writer, "summary acme 1 discard Ines must not know of Bremen");
    EXPECT_THAT(office.lines("acme"), Each(Not(HasSubstr("Bremen"))));
    for (const std::string typed : {"timeline acme", "summary acme list", "summary acme 1"})
        EXPECT_THAT(office.type("U0MANAGER", typed), Not(HasSubstr("Bremen"))) << typed;
    EXPECT_THAT(office.type(writer, "summary acme 1"), HasSubstr("Bremen"));
}

TEST(DraftPrivacy, S1_08_what_was_sent_is_everybodys_and_the_thread_says_it_in_one_line) {
    Office office;
    log_touch(office);
    EXPECT_THAT(office.lines("acme"), Each(Not(HasSubstr(text_of_draft))));
    EXPECT_THAT(readable(office.living("acme", "card")), Not(HasSubstr(text_of_draft)));
    office.press(writer, "summary.sent", "acme#1|1");
    EXPECT_THAT(office.type(stranger, "summary acme 1"), HasSubstr(text_of_draft));
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("sent the summary of touch 1")));
}

TEST(DraftPrivacy, the_latest_summary_is_the_latest_that_the_asker_may_read) {
    Office office;
    log_touch(office);
    office.type(stranger, "touch kind:call with:\"Dana Fox\" the contract came up", "C0ROOM");
    ASSERT_THAT(office.rescue("acme")->summaries, SizeIs(2));
    EXPECT_THAT(office.type(writer, "summary acme"), HasSubstr(text_of_draft));
}

TEST(DraftPrivacy, S1_08_a_shared_record_tells_the_touch_but_no_draft) {
    for (const auto& format : formats) {
        Office office;
        log_touch(office);
        EXPECT_THAT(shared_record(office, format), AllOf(HasSubstr(secret), Not(HasSubstr(text_of_draft)))) << format;
    }
}

TEST(DraftPrivacy, S1_08_a_shared_record_tells_neither_text_nor_reason_of_what_was_discarded) {
    for (const auto& format : formats) {
        Office office;
        log_touch(office);
        office.type(writer, "summary acme 1 discard Ines must not know of Bremen");
        ASSERT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::discarded);
        const auto record = shared_record(office, format);
        EXPECT_THAT(record, AllOf(HasSubstr(secret), Not(HasSubstr(text_of_draft)), Not(HasSubstr("Bremen"))))
            << format;
        EXPECT_THAT(record, HasSubstr("discarded the summary of touch 1.")) << format;
    }
}

TEST(DraftPrivacy, S1_08_a_shared_record_tells_what_was_sent_but_not_what_was_written_before) {
    Office office;
    log_touch(office);
    office.type(writer, "summary acme 1 edit Dear Ines, we move to Kiel");
    office.type(writer, "summary acme 1 sent");
    ASSERT_EQ(office.rescue("acme")->summaries.front().state, SummaryState::sent);
    for (const auto& format : formats)
        EXPECT_THAT(shared_record(office, format), Not(HasSubstr(text_of_draft))) << format;
    for (const std::string format : {"md", "json"})
        EXPECT_THAT(shared_record(office, format), HasSubstr("we move to Kiel")) << format;
    const auto record = nlohmann::json::parse(shared_record(office, "json"));
    EXPECT_EQ(record["touches"][0]["summary"]["text"], "Dear Ines, we move to Kiel");
}
