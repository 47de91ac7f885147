#pragma once

#include "tests/bench/requests.hpp"

#include <cstdint>
#include <string>

namespace holdfast::bench {

/// Orders as an ERP sends them, one in each POST /v1/orders.
class OrderRows final : public Requests {
public:
    /// @param cycle the orders are those of acme0, acme1, … acme<cycle - 1> in turn
    OrderRows(std::uint64_t cycle, std::string api_token);

    [[nodiscard]] std::string next() override;

private:
    std::uint64_t cycle_;
    std::string api_token_;
    std::uint64_t number_;
};

} // namespace holdfast::bench
