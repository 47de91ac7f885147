#include "config/secret.hpp"

#include <ostream>

namespace holdfast {

std::ostream& operator<<(std::ostream& out, const Secret& secret) {
    return out << (secret.empty() ? "" : "***");
}

} // namespace holdfast
