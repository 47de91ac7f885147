#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/customer_people.hpp"
#include "bot/handle/subject.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/rescue/event.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace holdfast {

/// `/rescue account add ID name:"…" …`
[[nodiscard]] boost::asio::awaitable<Reply> add_account(Desk& desk, Asker asker, Words words);
/// `/rescue account set ACCOUNT key:value …`: only those in charge of the account, or an admin.
[[nodiscard]] boost::asio::awaitable<Reply> set_account(Desk& desk, Asker asker, Account account, Words words);

/// Adds somebody at the customer; with a rescue open, to its thread as well (S1-06).
[[nodiscard]] boost::asio::awaitable<Reply> add_person(Desk& desk, Asker asker, Subject subject, Person person,
                                                       NameGiven how = NameGiven::plainly);
[[nodiscard]] boost::asio::awaitable<Reply> person_left(Desk& desk, Asker asker, Subject subject,
                                                        std::string typed_name);

/// Names the customer's sponsor; the time until which they must be called follows their zone (Q12).
[[nodiscard]] boost::asio::awaitable<Reply> name_sponsor(Desk& desk, Asker asker, Subject subject, SponsorContact given,
                                                         NameGiven how = NameGiven::plainly);

} // namespace holdfast
