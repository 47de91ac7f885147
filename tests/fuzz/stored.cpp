// What lies in the database, should it be damaged: an error, never a wrong event. Input: the kind of an event,
// `outgoing` or `room-wish` on a line, then its body.

#include "bot/slack/outgoing.hpp"
#include "playbooks/rescue/state.hpp"
#include "storage/event_codec.hpp"
#include "tests/fuzz/claims.hpp"

#include <exception>
#include <stdexcept>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;

void check_event(std::string_view type, std::string_view body) {
    try {
        const auto event = decode_event(type, body);
        const auto written = encode(event);
        must(written.type == type, "an event keeps its kind");
        const auto again = encode(decode_event(written.type, written.body));
        must(again.body == written.body, "an event that is written can be read");
        Case rescue;
        evolve(rescue, {1, Instant{}, UserId{"U1"}, event});
    } catch (const std::runtime_error&) {
        // The answer to damage.
    }
}

template <class Reader>
void check_row(Reader reader, std::string_view body) {
    try {
        const auto row = reader(body);
        const auto written = to_text(row);
        must(to_text(reader(written)) == written, "a row that is written can be read");
    } catch (const std::exception&) {
        // The answer to damage.
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [type, body] = split_line(text_of(data, size));
    if (type == "outgoing") check_row(slack::outgoing_from, body);
    if (type == "room-wish") check_row(slack::room_wish_from, body);
    check_event(type, body);
    return 0;
}
