#pragma once

#include "bot/handle/subject.hpp"
#include "playbooks/accounts/touch.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace holdfast {

/// How a touch came in.
struct TouchReport {
    Touch touch;
    bool sponsor_call = false; ///< reported as the call to the sponsor; another person's name makes it a touch
    bool shows_draft = false;  ///< the answer carries the draft, so that it need not be sent as well
};

struct TouchResult {
    Changed changed;
    int number = 0;                      ///< of the touch; 0 when nothing was logged
    std::optional<slack::Message> aside; ///< what whoever logged it must know beside it
};

/// Logs a touch in the open rescue with its drafted summary (S1-08), and for the account.
[[nodiscard]] boost::asio::awaitable<TouchResult> log_touch(Desk& desk, Asker asker, Subject subject,
                                                            TouchReport report);

/// The same for an account without a rescue: remembered for the detectors and for health.
[[nodiscard]] boost::asio::awaitable<Reply> log_touch_without_rescue(Desk& desk, Asker asker, Account account,
                                                                     Touch touch);

/// What a command answers: the draft with its buttons.
[[nodiscard]] Reply reply_with_draft(Desk& desk, const TouchResult& result);

} // namespace holdfast
