#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/reply.hpp"

#include <boost/asio/awaitable.hpp>

/// One function per verb of /rescue, each in the file of its name.
namespace holdfast::verbs {

using Answering = boost::asio::awaitable<Reply>;

Answering help(Desk& desk, const Asker& asker, const Words& words);
Answering health(Desk& desk, const Asker& asker, const Words& words);
Answering list(Desk& desk, const Asker& asker, const Words& words);
Answering status(Desk& desk, const Asker& asker, const Words& words);
Answering todo(Desk& desk, const Asker& asker, const Words& words);
Answering open(Desk& desk, const Asker& asker, const Words& words);
Answering flag(Desk& desk, const Asker& asker, const Words& words);
Answering call(Desk& desk, const Asker& asker, const Words& words);
Answering touch(Desk& desk, const Asker& asker, const Words& words);
Answering summary(Desk& desk, const Asker& asker, const Words& words);
Answering step(Desk& desk, const Asker& asker, const Words& words);
Answering plan(Desk& desk, const Asker& asker, const Words& words);
Answering role(Desk& desk, const Asker& asker, const Words& words);
Answering sponsor(Desk& desk, const Asker& asker, const Words& words);
Answering service(Desk& desk, const Asker& asker, const Words& words);
Answering checkin(Desk& desk, const Asker& asker, const Words& words);
Answering promise(Desk& desk, const Asker& asker, const Words& words);
Answering people(Desk& desk, const Asker& asker, const Words& words);
Answering risk(Desk& desk, const Asker& asker, const Words& words);
Answering timeline(Desk& desk, const Asker& asker, const Words& words);
Answering close(Desk& desk, const Asker& asker, const Words& words);
Answering account(Desk& desk, const Asker& asker, const Words& words);
Answering doctor(Desk& desk, const Asker& asker, const Words& words);
Answering snooze(Desk& desk, const Asker& asker, const Words& words);

} // namespace holdfast::verbs
