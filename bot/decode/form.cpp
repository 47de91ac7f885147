#include "bot/decode/form.hpp"

#include "bot/decode/utf8.hpp"

#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include <algorithm>

namespace holdfast {

namespace {

std::string decoded(boost::urls::pct_string_view text) {
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    std::string result;
    text.decode(options, boost::urls::string_token::assign_to(result));
    return result;
}

} // namespace

std::expected<Form, std::string> Form::parse(std::string_view body) {
    // In Boost 1.81 parse_query reads up to the first NUL, however long it is told that the text is.
    const std::string terminated{body};
    const auto query = boost::urls::parse_query(terminated);
    if (!query || terminated.contains('\0'))
        return std::unexpected{"the form contains a character or an escape that forms may not contain"};
    if (query->size() > most_fields) return std::unexpected{"the form has too many fields"};

    Form form;
    form.fields_.reserve(query->size());
    for (const auto& field : *query) {
        auto name = decoded(field.key);
        auto value = decoded(field.value);
        if (!is_utf8(name) || !is_utf8(value)) return std::unexpected{"the form contains text that is not UTF-8"};
        form.fields_.emplace_back(std::move(name), std::move(value));
    }
    return form;
}

std::string_view Form::value(std::string_view name) const {
    for (const auto& [key, text] : fields_)
        if (key == name) return text;
    return {};
}

bool Form::has(std::string_view name) const {
    return std::ranges::any_of(fields_, [name](const auto& field) { return field.first == name; });
}

} // namespace holdfast
