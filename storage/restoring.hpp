#pragma once

#include "storage/connection.hpp"
#include "storage/instance_lock.hpp"

#include <expected>
#include <filesystem>
#include <string>

namespace holdfast {

/// Replaces the database by a copy, all of it or nothing. Refuses a copy that is damaged, not ours or from a newer
/// version, and a database that is in use; has the right to serve it meanwhile (InstanceLock). A database too damaged
/// to be opened is kept beside as `….damaged`, one of a newer version as `….newer`. Needs room for the copy twice, for
/// it stands beside as `….restoring` meanwhile. What is there afterwards differs from the copy only in what
/// is_restored() says.
/// @return what went wrong, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> restore(const std::filesystem::path& copy,
                                                       const std::filesystem::path& database);

/// Removes what a restore() that was killed left beside the database: a whole copy of it, in the end.
/// @param right to serve the database; whoever has it knows that none is at work
/// @return what cannot be removed and why, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> remove_half_restored(const std::filesystem::path& database,
                                                                    const InstanceLock& right);
/// The same for whoever has not that right: it is taken for the moment where there is something to be removed.
[[nodiscard]] std::expected<void, std::string> remove_half_restored(const std::filesystem::path& database);

/// Whether this is a copy that restore() put in place, and what it does not know of, the calls made since it was taken,
/// has not been reckoned with yet.
[[nodiscard]] bool is_restored(Connection& db);
/// That has been reckoned with.
void forget_restoring(Transaction& tx);

} // namespace holdfast
