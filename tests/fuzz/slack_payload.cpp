// What Slack could deliver, over HTTP or a socket. Input: the content type on a line, or `socket`, then the body.

#include "bot/decode/slack_payload.hpp"

#include "bot/decode/utf8.hpp"
#include "bot/decode/words.hpp"
#include "tests/fuzz/claims.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;

void check_state(const ViewState& state) {
    for (const auto* block : {"account", "text", "by_when", "tags", "time", "value"}) {
        static_cast<void>(state.text(block));
        static_cast<void>(state.options(block));
        static_cast<void>(state.user(block));
        static_cast<void>(state.date(block));
        static_cast<void>(state.time(block));
    }
}

struct Check {
    void operator()(const SlashCommand& command) const {
        must(is_utf8(command.text) && is_utf8(command.user.value), "a command is UTF-8");
        static_cast<void>(parse_words(command.text));
    }
    void operator()(const BlockAction& action) const {
        must(action.action.values.empty() ? action.action.value.empty()
                                          : action.action.value == action.action.values.front(),
             "the value is the first of the values");
        check_state(action.state);
    }
    void operator()(const ViewSubmission& submission) const { check_state(submission.view.state); }
    void operator()(const ViewClosed& closed) const { check_state(closed.view.state); }
    void operator()(const Shortcut& shortcut) const {
        must(shortcut.message.has_value() == (shortcut.kind == Shortcut::Kind::message),
             "a message shortcut has its message");
        if (shortcut.message) static_cast<void>(as_typed(shortcut.message->text));
    }
    void operator()(const BlockSuggestion& suggestion) const { must(is_utf8(suggestion.value), "typed text is UTF-8"); }
    void operator()(const EventCallback& event) const {
        must(nlohmann::json::accept(event.event_json), "an event is kept as JSON");
        static_cast<void>(as_typed(event.text));
    }
    void operator()(const UrlVerification& verification) const {
        must(is_utf8(verification.challenge), "a challenge can be sent back");
    }
    void operator()(const SslCheck&) const {}
    void operator()(const AppRateLimited&) const {}
    void operator()(const Unknown& unknown) const { must(is_utf8(unknown.type), "a type can be logged"); }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [content_type, body] = split_line(text_of(data, size));
    if (content_type == "socket") {
        const auto frame = decode_socket_frame(body);
        must(frame || !frame.error().empty(), "a refusal says why");
        if (frame && frame->request) std::visit(Check{}, *frame->request);
        return 0;
    }
    const auto request = decode_slack_request(content_type, body);
    must(request || !request.error().empty(), "a refusal says why");
    if (request) std::visit(Check{}, *request);
    return 0;
}
