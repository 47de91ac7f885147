// Messages, modals and Homes of any size, filled with any text: Slack's limits hold, and no text mentions or links.
// Input: bytes that decide what is built, texts among them.

#include "bot/slack/views.hpp"
#include "tests/fuzz/claims.hpp"
#include "tests/fuzz/forged_markup.hpp"
#include "tests/fuzz/kept_limits.hpp"

#include <array>
#include <fuzzer/FuzzedDataProvider.h>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;
using namespace holdfast::slack;

class Builder {
public:
    Builder(const std::uint8_t* data, std::size_t size) : input_{data, size} {}

    Message message() { return {.text = prose(text()), .blocks = blocks(), .effect_id = text()}; }

    Modal modal() {
        Modal modal{.callback = slack::modal::touch, .title = text(), .blocks = {}, .submit = text(), .close = text()};
        for (auto& block : blocks()) modal.blocks.emplace_back(std::move(block));
        for (auto inputs = count(120); inputs > 0; --inputs)
            modal.blocks.emplace_back(
                Input{.block_id = text(), .label = text(), .element = input_element(), .hint = text()});
        return modal;
    }

    Home home() { return {.blocks = blocks()}; }

private:
    /// Short as a rule, now and then far beyond every limit.
    std::string text() {
        auto text = input_.ConsumeRandomLengthString(80);
        const auto times = input_.ConsumeIntegral<std::uint8_t>() < 250 ? 1 : 120;
        std::string repeated;
        for (int i = 0; i < times; ++i) repeated += text;
        return repeated;
    }

    /// Far too many of one thing in a message: of several at once they multiply to gigabytes that nobody builds.
    std::size_t count(std::size_t extreme) {
        const auto chosen = input_.ConsumeIntegral<std::uint8_t>();
        if (chosen < 250 || std::exchange(has_too_many_, true)) return chosen % 5;
        return extreme;
    }

    std::vector<Option> options() {
        const auto shown = text();
        std::vector<Option> options;
        const auto wanted = count(130);
        for (std::size_t i = 0; i < wanted; ++i)
            options.push_back({.text = shown, .value = i % 7 == 0 ? shown : std::to_string(i), .description = shown});
        return options;
    }

    Button button() {
        Button button{.text = text(), .action = action::touch_log, .value = text(), .style = style()};
        if (input_.ConsumeBool())
            button.confirm = Confirm{.title = text(), .text = text(), .confirm = text(), .deny = text()};
        if (input_.ConsumeBool()) button.url = text();
        return button;
    }

    Style style() {
        constexpr std::array styles{Style::plain, Style::primary, Style::danger};
        return input_.PickValueInArray(styles);
    }

    template <class Element>
    Element choice() {
        switch (input_.ConsumeIntegralInRange(0, 5)) {
        case 0: return StaticSelect{.options = options(), .placeholder = text(), .initial = text()};
        case 1: return UsersSelect{.placeholder = text(), .initial = UserId{text()}};
        case 2: return DatePicker{.initial = Day{date::days{input_.ConsumeIntegral<std::int32_t>() / 400}}};
        case 3: return TimePicker{.initial = MinuteOfDay{input_.ConsumeIntegral<std::int16_t>()}};
        case 4: return Checkboxes{.options = options(), .initial = {text(), "1", "1", "120"}};
        default: return RadioButtons{.options = options(), .initial = text()};
        }
    }

    ActionElement action_element() {
        switch (input_.ConsumeIntegralInRange(0, 2)) {
        case 0: return button();
        case 1: return Overflow{.action = action::card_more, .options = options()};
        default: return choice<ActionElement>();
        }
    }

    InputElement input_element() {
        switch (input_.ConsumeIntegralInRange(0, 3)) {
        case 0:
            return TextInput{.multiline = input_.ConsumeBool(),
                             .min_length = input_.ConsumeIntegral<std::uint16_t>(),
                             .max_length = input_.ConsumeIntegral<std::uint16_t>(),
                             .initial = text(),
                             .placeholder = text()};
        case 1:
            return NumberInput{.decimal = input_.ConsumeBool(),
                               .min = input_.ConsumeFloatingPoint<double>(),
                               .max = input_.ConsumeFloatingPoint<double>(),
                               .initial = input_.ConsumeFloatingPoint<double>(),
                               .placeholder = text()};
        case 2: return ExternalSelect{.placeholder = text()};
        default: return choice<InputElement>();
        }
    }

    std::vector<Mrkdwn> lines() {
        std::vector<Mrkdwn> lines;
        const auto line = bold(text()) + prose(text()) + code(text());
        lines.resize(count(40), line);
        return lines;
    }

    Block block() {
        switch (input_.ConsumeIntegralInRange(0, 6)) {
        case 0: return Header{.text = text(), .block_id = text()};
        case 1: return Section{.text = Mrkdwn::of("*{}*\n{}", text(), prose(text())), .block_id = text()};
        case 2: return Section{.text = text(), .fields = lines(), .accessory = action_element(), .block_id = text()};
        case 3: return Context{.lines = lines(), .block_id = text()};
        case 4: {
            Actions actions{.elements = {}, .block_id = text()};
            for (auto wanted = count(30); wanted > 0; --wanted) actions.elements.push_back(action_element());
            return actions;
        }
        case 5: return Image{.alt_text = text(), .source = PublicUrl{text()}, .title = text(), .block_id = text()};
        default: return Divider{};
        }
    }

    std::vector<Block> blocks() {
        std::vector<Block> kinds{block(), block(), block()};
        std::vector<Block> blocks;
        const auto wanted = count(150);
        for (std::size_t i = 0; i < wanted; ++i) blocks.push_back(kinds[i % kinds.size()]);
        return blocks;
    }

    FuzzedDataProvider input_;
    bool has_too_many_ = false;
};

void check(const nlohmann::json& payload, const std::string& broken_limit) {
    must(broken_limit.empty(), broken_limit);
    const auto forged = forged_in(payload);
    must(forged.empty(), forged);
    // Throws where a text is not UTF-8.
    static_cast<void>(payload.dump());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    Builder builder{data + 1, size - 1};
    switch (data[0] % 3) {
    case 0: {
        const auto message = builder.message();
        const auto body = payload(message);
        check(body, broken_limit_of_message(body));
        must(is_only_text(body["text"].get<std::string>()), "the text of a message is text");
        return 0;
    }
    case 1: {
        const auto view = payload(builder.modal());
        check(view, broken_limit_of_view(view));
        return 0;
    }
    default: {
        const auto view = payload(builder.home());
        check(view, broken_limit_of_view(view));
        return 0;
    }
    }
}
