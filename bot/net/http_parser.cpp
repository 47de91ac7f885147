#include "bot/net/http_parser.hpp"

namespace holdfast {

template class HttpParser<true>;
template class HttpParser<false>;

} // namespace holdfast
