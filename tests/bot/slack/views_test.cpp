#include "bot/slack/text.hpp"
#include "bot/slack/views.hpp"
#include "tests/bot/slack/hostile_views.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <set>
#include <stdexcept>

namespace holdfast::slack {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

json only_block(const Block& block) {
    return payload(Message{.text = "x"_mrkdwn, .blocks = {block}})["blocks"].at(0);
}

json only_element(const InputElement& element) {
    const Modal modal{.callback = modal::touch,
                      .title = "Touch",
                      .blocks = {Input{.block_id = "b", .label = "Label", .element = element}}};
    return payload(modal)["blocks"].at(0)["element"];
}

std::vector<Option> numbered_options(int count) {
    std::vector<Option> options;
    for (int i = 0; i < count; ++i)
        options.push_back({.text = "Option " + std::to_string(i), .value = std::to_string(i)});
    return options;
}

TEST(Blocks, write_mrkdwn_verbatim_and_plain_text_with_emoji) {
    const json section = only_block(Section{.text = "*Stage*"_mrkdwn, .fields = {"a"_mrkdwn, Mrkdwn{}}});
    EXPECT_EQ(section["text"], json({{"type", "mrkdwn"}, {"text", "*Stage*"}, {"verbatim", true}}));
    EXPECT_EQ(section["fields"].size(), 2U);
    EXPECT_EQ(section["fields"][1]["text"], "–");
    const json header = only_block(Header{.text = "Acme\n<b>"});
    EXPECT_EQ(header["text"], json({{"type", "plain_text"}, {"text", "Acme <b>"}, {"emoji", true}}));
}

TEST(Blocks, show_a_dash_for_blank_text) {
    EXPECT_EQ(only_block(Header{.text = "\u200B "})["text"]["text"], "–");
    EXPECT_EQ(only_block(Section{})["text"]["text"], "–");
    EXPECT_EQ(payload(Message{.text = {}})["text"], "–");
}

TEST(Blocks, say_how_many_fields_and_lines_are_missing) {
    const std::vector<Mrkdwn> lines(14, "line"_mrkdwn);
    EXPECT_EQ(only_block(Section{.fields = lines})["fields"].back()["text"], "… 5 more");
    EXPECT_EQ(only_block(Context{.lines = lines})["elements"].back()["text"], "… 5 more");
    EXPECT_EQ(only_block(Context{.lines = lines})["elements"].size(), 10U);
}

TEST(Blocks, keep_action_ids_apart_within_a_block) {
    const Button pick{.text = "Acme", .action = action::account_pick, .value = "1", .style = Style::primary};
    const json elements = only_block(Actions{.elements = {pick, pick, pick}})["elements"];
    EXPECT_EQ(elements[0]["action_id"], "account.pick");
    EXPECT_EQ(elements[1]["action_id"], "account.pick#2");
    EXPECT_EQ(elements[2]["action_id"], "account.pick#3");
    EXPECT_EQ(action_name("account.pick#3"), action::account_pick);
    EXPECT_EQ(elements[0]["style"], "primary");
    EXPECT_FALSE(elements[1].contains("style"));
}

TEST(Blocks, show_alt_text_where_a_picture_has_no_usable_source) {
    EXPECT_EQ(only_block(Image{.alt_text = "Trend", .source = SlackFile{"F012ABC"}})["slack_file"]["id"], "F012ABC");
    const json block = only_block(Image{.alt_text = "Trend", .source = PublicUrl{"not an address"}});
    EXPECT_EQ(block["type"], "context");
    EXPECT_EQ(block["elements"][0]["text"], "Trend");
}

TEST(Elements, become_a_menu_that_answers_alike_when_the_options_are_many) {
    const auto kind = [](const ActionElement& element) {
        return only_block(Actions{.elements = {element}})["elements"][0]["type"].get<std::string>();
    };
    EXPECT_EQ(kind(Overflow{.action = action::card_more, .options = numbered_options(5)}), "overflow");
    EXPECT_EQ(kind(Overflow{.action = action::card_more, .options = numbered_options(6)}), "static_select");
    EXPECT_EQ(kind(RadioButtons{.options = numbered_options(10)}), "radio_buttons");
    EXPECT_EQ(kind(RadioButtons{.options = numbered_options(11)}), "static_select");
    EXPECT_EQ(kind(Checkboxes{.options = numbered_options(10)}), "checkboxes");
    EXPECT_EQ(kind(Checkboxes{.options = numbered_options(11)}), "multi_static_select");
}

TEST(Elements, keep_the_initial_option_among_the_first_hundred) {
    const json select = only_element(StaticSelect{.options = numbered_options(300), .initial = "250"});
    EXPECT_EQ(select["options"].size(), 100U);
    EXPECT_EQ(select["options"].back()["value"], "250");
    EXPECT_EQ(select["initial_option"], select["options"].back());
    EXPECT_FALSE(only_element(StaticSelect{.options = numbered_options(3), .initial = "9"}).contains("initial_option"));
}

TEST(Elements, leave_out_options_that_cannot_be_told_apart_or_sent) {
    const json select = only_element(StaticSelect{.options = {{.text = "A", .value = "1"},
                                                              {.text = "B", .value = "1"},
                                                              {.text = "C", .value = std::string(151, 'v')}}});
    EXPECT_EQ(select["options"].size(), 1U);
    EXPECT_EQ(only_element(StaticSelect{.options = {}})["options"][0]["value"], no_value);
}

TEST(Elements, carry_typed_initial_values) {
    EXPECT_EQ(only_element(DatePicker{.initial = Day{date::local_days{date::year{2026} / 3 / 4}}})["initial_date"],
              "2026-03-04");
    EXPECT_EQ(only_element(TimePicker{.initial = MinuteOfDay{14h + 5min}})["initial_time"], "14:05");
    EXPECT_EQ(only_element(UsersSelect{.initial = UserId{"U1"}})["initial_user"], "U1");
    EXPECT_FALSE(only_element(UsersSelect{.initial = UserId{"kim@acme.example"}}).contains("initial_user"));
    const json number = only_element(NumberInput{.decimal = true, .min = 10, .max = 1, .initial = 2.5});
    EXPECT_EQ(number["min_value"], "1");
    EXPECT_EQ(number["max_value"], "10");
    EXPECT_EQ(number["initial_value"], "2.5");
    EXPECT_EQ(only_element(TextInput{.multiline = true, .initial = "a\nb"})["initial_value"], "a\nb");
}

TEST(Message, D_4_that_is_too_long_keeps_its_buttons_and_says_what_is_missing) {
    Message message{.text = "card"_mrkdwn};
    for (int i = 0; i < 70; ++i) message.blocks.emplace_back(Section{.text = Mrkdwn::of("line {}", i)});
    message.blocks.emplace_back(Actions{.elements = {Button{.text = "Log touch", .action = action::touch_log}}});
    const json blocks = payload(message)["blocks"];
    ASSERT_EQ(blocks.size(), 50U);
    EXPECT_EQ(blocks[47]["text"]["text"], "line 47");
    EXPECT_EQ(blocks[48]["elements"][0]["text"], "… 22 more lines are not shown.");
    EXPECT_EQ(blocks[49]["type"], "actions");
}

TEST(Message, D_4_text_of_all_blocks_stays_within_what_slack_takes) {
    Message message{.text = "card"_mrkdwn};
    for (int i = 0; i < 5; ++i) message.blocks.emplace_back(Section{.text = std::string(2'900, 'x')});
    const json blocks = payload(message)["blocks"];
    ASSERT_EQ(blocks.size(), 4U);
    EXPECT_EQ(blocks[3]["elements"][0]["text"], "… 2 more lines are not shown.");
}

TEST(Message, ids_and_alt_texts_of_control_characters_alone_are_left_out) {
    const Message message{.text = "x"_mrkdwn,
                          .blocks = {Header{.text = "Title", .block_id = "\x01"},
                                     Image{.alt_text = "\x01\x02", .source = SlackFile{"F0123ABCD"}}}};
    const auto blocks = payload(message)["blocks"];
    EXPECT_FALSE(blocks[0].contains("block_id"));
    EXPECT_EQ(blocks[1]["alt_text"], "Picture");
}

TEST(Message, carries_its_effect_id_where_it_is_found_again_after_a_crash) {
    const Message message{.text = "x"_mrkdwn, .effect_id = "e-1", .thread_ts = "1772615579.000100"};
    EXPECT_EQ(payload(message)["metadata"],
              json({{"event_type", "holdfast_effect"}, {"event_payload", {{"id", "e-1"}}}}));
    EXPECT_EQ(payload(message)["thread_ts"], "1772615579.000100");
    const json reply = reply_to_asker(message);
    EXPECT_EQ(reply["response_type"], "ephemeral");
    EXPECT_FALSE(reply.contains("metadata"));
    EXPECT_EQ(reply_in_channel(message)["response_type"], "in_channel");
}

TEST(Modal, has_a_submit_button_when_it_asks_something) {
    Modal modal{.callback = modal::plan, .title = "A title that is much too long for Slack", .blocks = {Divider{}}};
    EXPECT_FALSE(payload(modal).contains("submit"));
    EXPECT_EQ(payload(modal)["title"]["text"], "A title that is much…");
    EXPECT_EQ(payload(modal)["callback_id"], "plan");
    modal.blocks.emplace_back(Input{.block_id = "a", .label = "A", .element = TextInput{}});
    modal.blocks.emplace_back(Input{.block_id = "a", .label = "B", .element = TextInput{}});
    const json view = payload(modal);
    EXPECT_EQ(view["submit"]["text"], "Save");
    EXPECT_EQ(view["blocks"][1]["block_id"], "a");
    EXPECT_EQ(view["blocks"][2]["block_id"], "a#2");
    EXPECT_EQ(view["blocks"][1]["element"]["action_id"], "value");
}

TEST(Modal, refuses_to_cut_the_programs_own_data) {
    Modal modal{
        .callback = modal::plan, .title = "Plan", .blocks = {Divider{}}, .private_metadata = std::string(3'001, 'x')};
    EXPECT_THROW((void)payload(modal), std::length_error);
    modal.private_metadata = "\xFF";
    EXPECT_THROW((void)payload(modal), std::invalid_argument);
}

TEST(Answers, to_a_submission_name_the_fields) {
    const std::vector<std::pair<std::string, std::string>> errors{{"owner", "Choose who does it."}};
    EXPECT_EQ(field_errors(errors),
              json({{"response_action", "errors"}, {"errors", {{"owner", "Choose who does it."}}}}));
}

TEST(Answers, to_what_is_typed_into_a_search_are_a_hundred_options_at_most) {
    const std::vector<Option> accounts{{.text = "Acme <GmbH>", .value = "acme"},
                                       {.text = "Acme again", .value = "acme"},
                                       {.text = "Too long to be sent", .value = std::string(151, 'v')}};
    const json answer = suggested_options(accounts);
    ASSERT_EQ(answer["options"].size(), 1U);
    EXPECT_EQ(answer["options"][0]["text"]["type"], "plain_text");
    EXPECT_EQ(answer["options"][0]["text"]["text"], "Acme <GmbH>");
    EXPECT_EQ(answer["options"][0]["value"], "acme");
    EXPECT_EQ(suggested_options(numbered_options(300))["options"].size(), 100U);
    EXPECT_EQ(suggested_options({})["options"], json::array()) << "nothing fits";
}

/// Visits every object below.
template <class Visit>
void each_object(const json& value, const Visit& visit) {
    if (value.is_object()) visit(value);
    if (value.is_structured()) {
        for (const json& part : value) each_object(part, visit);
    }
}

std::size_t text_length(const json& value) {
    std::size_t length = 0;
    each_object(value, [&](const json& object) {
        if (object.contains("text") && object["text"].is_string()) {
            length += test::code_points(object["text"].get<std::string>());
        }
    });
    return length;
}

void expect_safe_markup(const json& view) {
    each_object(view, [](const json& object) {
        if (object.value("type", "") != "mrkdwn") return;
        const auto text = object["text"].get<std::string>();
        RC_ASSERT(object["verbatim"] == true);
        RC_ASSERT(!text.contains('<'));
        RC_ASSERT(test::is_well_formed(text));
        RC_ASSERT(!text.empty() && test::code_points(text) <= 3'000U);
    });
}

void expect_unique_ids(const json& blocks) {
    std::set<std::string> block_ids;
    for (const json& block : blocks) {
        if (!block.contains("block_id")) continue;
        const auto id = block["block_id"].get<std::string>();
        RC_ASSERT(id.size() <= 255U);
        RC_ASSERT(block_ids.insert(id).second);
    }
}

RC_GTEST_PROP(Views, D_4_keep_every_limit_of_a_message_and_forge_nothing, ()) {
    const json body = payload(test::some_message());
    const json blocks = body.value("blocks", json::array());
    RC_ASSERT(blocks.size() <= 50U);
    RC_ASSERT(text_length(blocks) < 10'000U);
    RC_ASSERT(body["text"].get<std::string>().size() <= 4'000U);
    RC_ASSERT(!body["text"].get<std::string>().contains('<'));
    expect_safe_markup(body);
    expect_unique_ids(blocks);
}

RC_GTEST_PROP(Views, D_4_keep_every_limit_of_a_modal_and_the_home, ()) {
    for (const json& view : {payload(test::some_modal()), payload(test::some_home())}) {
        RC_ASSERT(view["blocks"].size() <= 100U);
        RC_ASSERT(view.dump().size() <= 250'000U);
        expect_safe_markup(view);
        expect_unique_ids(view["blocks"]);
    }
}

} // namespace
} // namespace holdfast::slack
