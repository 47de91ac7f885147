#pragma once

#include "bot/slack/views.hpp"
#include "tests/bot/slack/hostile_text.hpp"

#include <rapidcheck.h>

#include <string>
#include <vector>

/// Views of any size and kind, filled with what should break them.
namespace holdfast::slack::test {

inline std::string some_text() {
    return *hostile_text();
}

/// Small mostly, now and then far beyond every limit.
inline std::size_t some_count(std::size_t extreme) {
    return *rc::gen::weightedOneOf<std::size_t>({{8, rc::gen::inRange<std::size_t>(0, 6)},
                                                 {1, rc::gen::just(extreme)},
                                                 {1, rc::gen::inRange<std::size_t>(6, 30)}});
}

inline std::vector<Option> some_options() {
    const std::size_t count = some_count(230);
    const std::string text = some_text().substr(0, 300);
    std::vector<Option> options;
    options.reserve(count + 1);
    for (std::size_t i = 0; i < count; ++i) {
        options.push_back({.text = text + std::to_string(i), .value = std::to_string(i % 200), .description = text});
    }
    if (*rc::gen::arbitrary<bool>()) options.push_back({.text = text, .value = some_text()});
    return options;
}

inline Style some_style() {
    return *rc::gen::element(Style::plain, Style::primary, Style::danger);
}

inline Button some_button() {
    Button button{.text = some_text(), .action = action::touch_log, .value = some_text(), .style = some_style()};
    if (*rc::gen::arbitrary<bool>())
        button.confirm = Confirm{.title = some_text(), .text = some_text(), .deny = some_text()};
    button.url = *rc::gen::element<std::string>("", "https://acme.example/x?y=1&z", "no address", "https://a\nb");
    return button;
}

template <class Element>
Element some_choice() {
    switch (*rc::gen::inRange(0, 6)) {
    case 0: return StaticSelect{.options = some_options(), .placeholder = some_text(), .initial = "3"};
    case 1:
        return UsersSelect{.placeholder = some_text(),
                           .initial = UserId{*rc::gen::element<std::string>("", "U1", "<@U1>")}};
    case 2: return DatePicker{.initial = Day{date::days{*rc::gen::inRange(-5'000'000, 5'000'000)}}};
    case 3: return TimePicker{.initial = MinuteOfDay{*rc::gen::inRange(-100, 1'600)}, .placeholder = some_text()};
    case 4: return Checkboxes{.options = some_options(), .initial = {"1", "3", "150", "none"}};
    default: return RadioButtons{.options = some_options(), .initial = "199"};
    }
}

inline ActionElement some_action() {
    switch (*rc::gen::inRange(0, 4)) {
    case 0:
    case 1: return some_button();
    case 2: return Overflow{.action = action::card_more, .options = some_options()};
    default: return some_choice<ActionElement>();
    }
}

inline InputElement some_input_element() {
    switch (*rc::gen::inRange(0, 4)) {
    case 0:
        return TextInput{.multiline = *rc::gen::arbitrary<bool>(),
                         .min_length = *rc::gen::inRange<std::size_t>(0, 5'000),
                         .max_length = *rc::gen::inRange<std::size_t>(0, 5'000),
                         .initial = some_text(),
                         .placeholder = some_text()};
    case 1:
        return NumberInput{.decimal = *rc::gen::arbitrary<bool>(),
                           .min = *rc::gen::arbitrary<double>(),
                           .max = *rc::gen::arbitrary<double>(),
                           .initial = *rc::gen::arbitrary<double>(),
                           .placeholder = some_text()};
    case 2: return ExternalSelect{.placeholder = some_text()};
    default: return some_choice<InputElement>();
    }
}

inline std::vector<Mrkdwn> some_lines(std::size_t extreme) {
    std::vector<Mrkdwn> lines;
    const std::size_t count = some_count(extreme);
    lines.reserve(count);
    for (std::size_t i = 0; i < count; ++i) lines.push_back(bold(some_text()) + prose(some_text()));
    return lines;
}

inline Block some_block() {
    const std::string id = *rc::gen::element<std::string>("", "same", "same", std::string(400, 'i'), "<!channel>");
    switch (*rc::gen::inRange(0, 7)) {
    case 0: return Header{.text = some_text(), .block_id = id};
    case 1: return Section{.text = prose(some_text()), .block_id = id};
    case 2: return Section{.text = some_text(), .fields = some_lines(40), .accessory = some_action(), .block_id = id};
    case 3: return Context{.lines = some_lines(40), .block_id = id};
    case 4: {
        Actions actions{.elements = {}, .block_id = id};
        const std::size_t count = some_count(60);
        actions.elements.reserve(count);
        for (std::size_t i = 0; i < count; ++i) actions.elements.push_back(some_action());
        return actions;
    }
    case 5:
        return Image{.alt_text = some_text(),
                     .source = SlackFile{*rc::gen::element<std::string>("F0123ABCD", "", "<F>")},
                     .title = some_text(),
                     .block_id = id};
    default:
        return Image{.alt_text = some_text(), .source = PublicUrl{"https://acme.example/chart.png"}, .block_id = id};
    }
}

/// A few different blocks, repeated up to far more than a view may have.
inline std::vector<Block> some_blocks() {
    std::vector<Block> kinds{some_block(), some_block(), some_block(), Divider{}};
    std::vector<Block> blocks;
    const std::size_t count = some_count(150);
    for (std::size_t i = 0; i < count; ++i) blocks.push_back(kinds[i % kinds.size()]);
    if (*rc::gen::arbitrary<bool>()) blocks.emplace_back(Actions{.elements = {some_button()}});
    return blocks;
}

inline Message some_message() {
    return {.text = prose(some_text()),
            .blocks = some_blocks(),
            .effect_id = some_text(),
            .thread_ts = "1772615579.000100"};
}

inline Modal some_modal() {
    Modal modal{
        .callback = modal::touch, .title = some_text(), .blocks = {}, .close = some_text(), .private_metadata = "{}"};
    for (Block& block : some_blocks()) modal.blocks.emplace_back(std::move(block));
    const std::size_t inputs = some_count(120);
    for (std::size_t i = 0; i < inputs; ++i) {
        modal.blocks.emplace_back(
            Input{.block_id = "field", .label = some_text(), .element = some_input_element(), .hint = some_text()});
    }
    return modal;
}

inline Home some_home() {
    return {.blocks = some_blocks()};
}

} // namespace holdfast::slack::test
