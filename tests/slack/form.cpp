#include "tests/slack/form.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace holdfast::slack_double {

namespace urls = boost::urls;

Fields decode_form(std::string_view text) {
    const auto parsed = urls::parse_query(urls::string_view{text.data(), text.size()});
    if (!parsed) return {};
    const urls::encoding_opts plus_is_space{true};
    Fields fields;
    for (const auto& parameter : *parsed) {
        fields.emplace_back(parameter.key.decode(plus_is_space), parameter.value.decode(plus_is_space));
    }
    return fields;
}

std::string encode_form(const Fields& fields) {
    const urls::encoding_opts plus_is_space{true};
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        text += urls::encode(name, urls::unreserved_chars, plus_is_space);
        text += '=';
        text += urls::encode(value, urls::unreserved_chars, plus_is_space);
    }
    return text;
}

} // namespace holdfast::slack_double
