#pragma once

#include "bot/net/http_exchange.hpp"
#include "bot/operate/doctor.hpp"
#include "config/secret.hpp"
#include "playbooks/calendar/instant.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace holdfast {

/// How the program's own public address is tried.
struct AddressQuestion {
    std::string url; ///< where Slack delivers: `https://…/slack/events`
    std::string signing_secret;
    std::string listens_at; ///< where a proxy has to pass requests on to
    bool needs_tls = true;  ///< the real Slack delivers to https alone
    Instant now;            ///< real time: what is signed
    std::chrono::milliseconds patience{0};
};

/// None where Slack needs no address of ours, or nothing can be signed.
[[nodiscard]] std::optional<AddressQuestion> question_about_address(const Settings& settings, Instant real_now,
                                                                    std::chrono::milliseconds patience);

/// Asks the address as Slack does before it takes one for its own: a signed `url_verification` (Slack contract,
/// section 5.1), over TLS where it is https. Works only while `holdfast serve` runs behind it.
[[nodiscard]] asio::awaitable<DoctorFinding> ask_own_address(asio::any_io_executor executor, AddressQuestion question);

/// What the answer to the challenge shows (D-2).
[[nodiscard]] DoctorFinding finding_about_address(const AddressQuestion& question, const std::string& challenge,
                                                  const HttpResult& answer);

/// Whether anybody answers where `holdfast serve` listens.
[[nodiscard]] asio::awaitable<bool> is_served(asio::any_io_executor executor, ListenAddress address);

} // namespace holdfast
