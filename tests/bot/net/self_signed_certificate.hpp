#pragma once

#include <string>

namespace holdfast {

/// A key and a certificate made out to itself, as PEM text.
struct SelfSignedCertificate {
    std::string key;
    std::string certificate;
};

/// `alternative_names` as OpenSSL writes them: `DNS:localhost,IP:127.0.0.1`. Valid for an hour.
[[nodiscard]] SelfSignedCertificate make_self_signed_certificate(const std::string& alternative_names);

} // namespace holdfast
