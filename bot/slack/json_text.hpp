#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast {

/// JSON on one line, as it is sent and kept. Whatever people typed may be in it: bytes that are no UTF-8 are replaced,
/// where nlohmann's own dump would throw.
template <class Json>
[[nodiscard]] std::string json_text(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace holdfast
