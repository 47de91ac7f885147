#pragma once

#include <string>

namespace holdfast {

/// What Slack gets back at once: the body of the 200, or the payload of the socket's acknowledgement.
struct SlackAnswer {
    std::string json_body; ///< empty: an empty 200
};

} // namespace holdfast
