#include "bot/operate/commands/make_token.hpp"

#include "config/api_tokens_file.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>
#include <ostream>

namespace holdfast {

CommandResult make_token(const TokenOptions& options, std::ostream& out) {
    if (!is_api_token_name(options.name))
        return std::unexpected{
            fmt::format("\"{}\" is no name for a token; use a to z, 0 to 9, '.', '_' and '-', such as "
                        "crm-feed",
                        options.name)};
    Sha256 random;
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        return std::unexpected{"the system gives no random numbers"};
    const auto secret = "hft_" + to_hex(random);
    const auto may = [&](std::string_view scope) { return std::ranges::count(options.scopes, scope) > 0; };
    const ApiToken token{
        .name = options.name, .may_read = may("read"), .may_write = may("write"), .digest = sha256(secret)};
    out << fmt::format("{}\n{}\n", secret, to_line(token));
    return EXIT_SUCCESS;
}

} // namespace holdfast
