#pragma once

#include "bot/handle/subject.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace holdfast::verbs {

/// What `/rescue plan template [named]` does: shows the templates, or puts the rows of one into the plan, those that
/// are open there already left out (S1-21).
[[nodiscard]] boost::asio::awaitable<Reply> use_template(Desk& desk, Asker asker, Subject subject, std::string named);

} // namespace holdfast::verbs
