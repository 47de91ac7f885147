#include "bot/render/answers.hpp"

namespace holdfast::render {

slack::Message plain_copy(const std::string& text) {
    slack::Message message;
    message.text = slack::prose(text);
    return message;
}

} // namespace holdfast::render
