#include "bot/slack/block_json.hpp"

#include "bot/slack/element_json.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/web_address.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace holdfast::slack {
namespace {

using nlohmann::json;

void put_block_id(json& block, std::string_view id) {
    // Leaves room for the suffix that makes ids unique.
    constexpr std::size_t longest = limits::id - 15;
    const std::string line = one_line(id);
    if (!is_blank(line)) block["block_id"] = cut_at_word(line, longest);
}

/// At most `max_count` texts that share the room of one section text, so that no block can fill a message alone.
json mrkdwn_objects(std::span<const Mrkdwn> texts, std::size_t max_count, std::size_t max_length) {
    const std::size_t shown = texts.size() <= max_count ? texts.size() : max_count - 1;
    const std::size_t room = limits::text / std::max<std::size_t>(shown, 1);
    json objects = json::array();
    for (const Mrkdwn& text : texts.first(shown)) objects.push_back(mrkdwn_object(text, std::min(room, max_length)));
    if (shown < texts.size()) {
        objects.push_back(mrkdwn_object(Mrkdwn::of("… {} more", texts.size() - shown), max_length));
    }
    return objects;
}

void make_action_ids_unique(json& elements) {
    std::set<std::string> taken;
    for (json& element : elements) {
        const auto name = element["action_id"].get<std::string>();
        auto unique = name;
        for (int n = 2; !taken.insert(unique).second; ++n) unique = name + "#" + std::to_string(n);
        element["action_id"] = std::move(unique);
    }
}

void keep_one_primary(json& elements) {
    bool is_taken = false;
    for (json& element : elements) {
        if (element.value("style", "") != "primary") continue;
        if (is_taken) element.erase("style");
        is_taken = true;
    }
}

bool put_source(json& image, const SlackFile& file) {
    const bool is_file_id = file.id.size() > 1 && file.id.front() == 'F' && std::ranges::all_of(file.id, [](char c) {
                                return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                            });
    if (is_file_id) image["slack_file"] = {{"id", file.id}};
    return is_file_id;
}

bool put_source(json& image, const PublicUrl& source) {
    const auto url = web_address(source.url);
    if (url) image["image_url"] = *url;
    return url.has_value();
}

struct BlockWriter {
    std::optional<json> operator()(const Header& header) const {
        json block{{"type", "header"}, {"text", plain_text_object(header.text, limits::header)}};
        put_block_id(block, header.block_id);
        return block;
    }

    std::optional<json> operator()(const Section& section) const {
        json block{{"type", "section"}};
        const bool has_text = !is_blank(section.text.text());
        if (has_text || section.fields.empty()) block["text"] = mrkdwn_object(section.text, limits::text);
        if (!section.fields.empty()) block["fields"] = mrkdwn_objects(section.fields, limits::fields, limits::field);
        if (section.accessory) {
            if (auto accessory = element_json(*section.accessory)) block["accessory"] = std::move(*accessory);
        }
        put_block_id(block, section.block_id);
        return block;
    }

    std::optional<json> operator()(const Context& context) const {
        if (context.lines.empty()) return std::nullopt;
        json block{{"type", "context"},
                   {"elements", mrkdwn_objects(context.lines, limits::context_lines, limits::text)}};
        put_block_id(block, context.block_id);
        return block;
    }

    std::optional<json> operator()(const Divider&) const { return json{{"type", "divider"}}; }

    std::optional<json> operator()(const Actions& actions) const {
        json elements = json::array();
        for (const ActionElement& element : actions.elements) {
            if (elements.size() == limits::actions) break;
            if (auto written = element_json(element)) elements.push_back(std::move(*written));
        }
        if (elements.empty()) return std::nullopt;
        make_action_ids_unique(elements);
        keep_one_primary(elements);
        json block{{"type", "actions"}, {"elements", std::move(elements)}};
        put_block_id(block, actions.block_id);
        return block;
    }

    std::optional<json> operator()(const Image& image) const {
        std::string alt_text = one_line(image.alt_text);
        if (is_blank(alt_text)) alt_text = "Picture";
        json block{{"type", "image"}, {"alt_text", cut_at_word(alt_text, limits::alt_text)}};
        const bool has_source = std::visit([&](const auto& source) { return put_source(block, source); }, image.source);
        if (!has_source) return (*this)(Context{.lines = {alt_text}, .block_id = image.block_id});
        if (!is_blank(image.title)) block["title"] = plain_text_object(image.title, limits::alt_text);
        put_block_id(block, image.block_id);
        return block;
    }

    std::optional<json> operator()(const Input& input) const {
        json block{{"type", "input"},
                   {"label", plain_text_object(input.label, limits::label)},
                   {"element", element_json(input.element)},
                   {"optional", input.optional}};
        if (!is_blank(input.hint)) block["hint"] = plain_text_object(input.hint, limits::label);
        if (input.dispatch_action) block["dispatch_action"] = true;
        put_block_id(block, input.block_id);
        return block;
    }

    std::optional<json> operator()(const Block& block) const { return std::visit(*this, block); }
};

} // namespace

std::optional<json> block_json(const Block& block) {
    return std::visit(BlockWriter{}, block);
}

std::optional<json> block_json(const ModalBlock& block) {
    return std::visit(BlockWriter{}, block);
}

} // namespace holdfast::slack
