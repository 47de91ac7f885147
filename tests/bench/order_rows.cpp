#include "tests/bench/order_rows.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace holdfast::bench {

using std::chrono::system_clock;

OrderRows::OrderRows(std::uint64_t cycle, std::string api_token)
    : cycle_{cycle}, api_token_{std::move(api_token)},
      // Fewer than a million a second are sent: the numbers of two runs never meet.
      number_{static_cast<std::uint64_t>(
          std::chrono::floor<std::chrono::microseconds>(system_clock::now()).time_since_epoch().count())} {}

std::string OrderRows::next() {
    const auto number = number_++;
    const auto body =
        fmt::format(R"({{"account":"acme{}","date":"{:%F}","amount":{}.50,"id":"S-{}"}})", number % cycle_,
                    fmt::gmtime(system_clock::to_time_t(system_clock::now())), 1'000 + number % 7, number);
    return fmt::format("POST /v1/orders HTTP/1.1\r\n"
                       "Host: 127.0.0.1\r\n"
                       "Authorization: Bearer {}\r\n"
                       "Content-Type: application/json\r\n"
                       "Idempotency-Key: {}\r\n"
                       "Content-Length: {}\r\n"
                       "\r\n"
                       "{}",
                       api_token_, number, body.size(), body);
}

} // namespace holdfast::bench
