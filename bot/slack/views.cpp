#include "bot/slack/views.hpp"

#include "bot/slack/block_json.hpp"
#include "bot/slack/element_json.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>

namespace holdfast::slack {
namespace {

using nlohmann::json;

/// How much of a view its blocks take, or may take.
struct Extent {
    std::size_t blocks = 0;
    std::size_t text = 0;
    std::size_t bytes = 0;

    Extent& operator+=(const Extent& more) {
        blocks += more.blocks;
        text += more.text;
        bytes += more.bytes;
        return *this;
    }
    [[nodiscard]] Extent operator+(const Extent& more) const { return Extent{*this} += more; }
    [[nodiscard]] bool fits(const Extent& room) const {
        return blocks <= room.blocks && text <= room.text && bytes <= room.bytes;
    }
};

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
constexpr Extent message_room{.blocks = limits::message_blocks, .text = limits::message_block_text, .bytes = unlimited};
constexpr Extent view_room{.blocks = limits::view_blocks, .text = unlimited, .bytes = limits::view_block_bytes};

/// Characters of every text object inside.
std::size_t text_in(const json& value) {
    std::size_t length = 0;
    if (value.is_object() && value.contains("text") && value["text"].is_string()) {
        length += slack_length(value["text"].get_ref<const std::string&>());
    }
    if (value.is_structured()) {
        for (const json& part : value) length += text_in(part);
    }
    return length;
}

Extent extent_of(const json& block) {
    return {.blocks = 1, .text = text_in(block), .bytes = block.dump().size() + 1};
}

Extent extent_of(std::span<const json> blocks) {
    Extent sum;
    for (const json& block : blocks) sum += extent_of(block);
    return sum;
}

json omission(std::size_t count) {
    const Mrkdwn line =
        count == 1 ? "… one more line is not shown."_mrkdwn : Mrkdwn::of("… {} more lines are not shown.", count);
    return {{"type", "context"}, {"elements", {mrkdwn_object(line, limits::text)}}};
}

/// Where the rows of buttons begin that close the view and should survive a cut; the end when they alone are large.
std::size_t closing_rows(std::span<const json> blocks, const Extent& room) {
    std::size_t begin = blocks.size();
    Extent rows;
    while (begin > 0 && blocks[begin - 1]["type"] == "actions") {
        rows += extent_of(blocks[begin - 1]);
        const Extent twice = rows + rows;
        if (!twice.fits(room)) break;
        begin -= 1;
    }
    return begin;
}

/// All blocks, or as many from the top as fit with the closing rows and a line that says how many are missing.
json fitted(std::span<const json> blocks, const Extent& room) {
    if (extent_of(blocks).fits(room)) return blocks;

    const std::size_t closing = closing_rows(blocks, room);
    Extent used = extent_of(omission(blocks.size())) + extent_of(blocks.subspan(closing));
    json result = json::array();
    for (const json& block : blocks.first(closing)) {
        used += extent_of(block);
        if (!used.fits(room)) break;
        result.push_back(block);
    }
    result.push_back(omission(closing - result.size()));
    for (const json& block : blocks.subspan(closing)) result.push_back(block);
    return result;
}

void make_block_ids_unique(json& blocks) {
    std::set<std::string> taken;
    for (json& block : blocks) {
        if (!block.contains("block_id")) continue;
        const auto id = block["block_id"].get<std::string>();
        auto unique = id;
        for (int n = 2; !taken.insert(unique).second; ++n) unique = id + "#" + std::to_string(n);
        block["block_id"] = std::move(unique);
    }
}

template <class AnyBlock>
json blocks_json(const std::vector<AnyBlock>& blocks, const Extent& room) {
    std::vector<json> written;
    written.reserve(blocks.size());
    for (const AnyBlock& block : blocks) {
        if (auto block_object = block_json(block)) written.push_back(std::move(*block_object));
    }
    json result = fitted(written, room);
    make_block_ids_unique(result);
    return result;
}

/// The text of a message within both of its limits, characters and bytes.
std::string message_text(const Mrkdwn& text) {
    if (is_blank(text.text())) return "–";
    std::size_t room = limits::message_text;
    Mrkdwn shown = text.cut(room);
    while (shown.text().size() > limits::message_text_bytes) {
        room = room * 9 / 10;
        shown = text.cut(room);
    }
    return shown.text();
}

void put_own_data(json& view, const char* key, const std::string& value, std::size_t max) {
    if (value.empty()) return;
    if (!is_utf8(value)) throw std::invalid_argument{fmt::format("{} of a view is not UTF-8", key)};
    if (slack_length(value) > max) {
        throw std::length_error{fmt::format("{} of a view is longer than {} characters", key, max)};
    }
    view[key] = value;
}

json body_of_reply(const Message& message, std::string_view audience) {
    json body = payload(message);
    body.erase("metadata");
    body["response_type"] = audience;
    body["replace_original"] = false;
    return body;
}

} // namespace

json payload(const Message& message) {
    json body{{"text", message_text(message.text)}};
    if (!message.blocks.empty()) body["blocks"] = blocks_json(message.blocks, message_room);
    if (!message.effect_id.empty()) {
        body["metadata"] = {{"event_type", "holdfast_effect"},
                            {"event_payload", {{"id", one_line(message.effect_id)}}}};
    }
    if (!message.thread_ts.empty()) body["thread_ts"] = one_line(message.thread_ts);
    return body;
}

json payload(const Modal& modal) {
    json view{{"type", "modal"},
              {"callback_id", modal.callback.name()},
              {"title", plain_text_object(modal.title, limits::view_title)},
              {"close", plain_text_object(modal.close, limits::view_title)},
              {"blocks", blocks_json(modal.blocks, view_room)},
              {"notify_on_close", modal.notify_on_close}};
    const bool asks =
        std::ranges::any_of(modal.blocks, [](const ModalBlock& block) { return std::holds_alternative<Input>(block); });
    if (asks || !is_blank(modal.submit)) {
        const std::string_view submit = is_blank(modal.submit) ? "Save" : std::string_view{modal.submit};
        view["submit"] = plain_text_object(submit, limits::view_title);
    }
    put_own_data(view, "private_metadata", modal.private_metadata, limits::private_metadata);
    put_own_data(view, "external_id", modal.external_id, limits::id);
    return view;
}

json payload(const Home& home) {
    json view{{"type", "home"}, {"blocks", blocks_json(home.blocks, view_room)}};
    put_own_data(view, "private_metadata", home.private_metadata, limits::private_metadata);
    return view;
}

json reply_to_asker(const Message& message) {
    return body_of_reply(message, "ephemeral");
}

json reply_in_channel(const Message& message) {
    return body_of_reply(message, "in_channel");
}

json field_errors(std::span<const std::pair<std::string, std::string>> text_by_block_id) {
    json errors = json::object();
    for (const auto& [block_id, text] : text_by_block_id) errors[block_id] = one_line(text);
    return {{"response_action", "errors"}, {"errors", std::move(errors)}};
}

json suggested_options(std::span<const Option> options) {
    return {{"options", list_of(options)}};
}

} // namespace holdfast::slack
