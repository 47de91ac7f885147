#pragma once

#include <stdexcept>
#include <string>

namespace holdfast {

/// The database could not do what was asked. Nothing of the change that met it was kept; `what()` says to an
/// operator what happened and what to do, and never contains stored data.
class StorageFailure : public std::runtime_error {
public:
    enum class Kind {
        full,         ///< no space left on the disk
        read_only,    ///< file or directory may not be written
        damaged,      ///< not a database, or a broken one
        busy,         ///< another process held the database for longer than the busy timeout
        constraint,   ///< the change contradicts the schema, for example a row of an unknown account
        newer_schema, ///< written by a newer version of Holdfast
        foreign,      ///< a database of another program
        unavailable   ///< cannot be opened or read
    };

    StorageFailure(Kind kind, const std::string& message) : std::runtime_error{message}, kind_{kind} {}
    [[nodiscard]] Kind kind() const noexcept { return kind_; }

private:
    Kind kind_;
};

/// More changes are waiting than may wait; the one that met this was not begun and can be tried again.
class Overloaded : public std::runtime_error {
public:
    Overloaded() : std::runtime_error{"Too many changes are waiting to be stored. Try again in a moment."} {}
};

} // namespace holdfast
