#pragma once

#include "tests/faults/control_page.hpp"

#include <dlfcn.h>
#include <optional>

// What the parts of the library share that is loaded into the program under test before the C library: the clock,
// waiting, files and sockets go through it. The program itself knows nothing of it, so what is tested is what is
// shipped.

namespace holdfast::faults {

/// What the driver wants and sees.
[[nodiscard]] ControlPage& page();

/// The function of the C library that one of ours stands before.
template <class Function>
Function* next_symbol(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// SIGKILL, at once.
[[noreturn]] void die();

/// Counts a visit. @return the deed of the trap that springs here, if one does and the program goes on
[[nodiscard]] std::optional<Deed> visit(Point point);

} // namespace holdfast::faults
