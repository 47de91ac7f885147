#include "tests/faults/preload/page.hpp"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace holdfast::faults {

namespace {

ControlPage* map_page() {
    const char* const file = std::getenv(page_variable);
    if (file == nullptr) std::abort();
    const int descriptor = open(file, O_RDWR | O_CLOEXEC);
    void* const memory = mmap(nullptr, sizeof(ControlPage), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (descriptor < 0 || memory == MAP_FAILED) std::abort();
    close(descriptor);
    return static_cast<ControlPage*>(memory);
}

/// The program never outlives the driver.
[[gnu::constructor]] void die_with_driver() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

} // namespace

ControlPage& page() {
    static ControlPage* const mapped = map_page();
    return *mapped;
}

void die() {
    kill(getpid(), SIGKILL);
    while (true) pause();
}

std::optional<Deed> visit(Point point) {
    page().visits[static_cast<std::size_t>(point)].fetch_add(1);
    for (Trap& trap : page().traps) {
        if (trap.point.load() != point || trap.countdown.fetch_sub(1) != 1) continue;
        trap.point = Point::nowhere;
        const Deed deed = trap.deed;
        // What it takes off the disk the driver does, once nothing writes any more.
        if (cuts_power(deed)) die();
        return deed;
    }
    return std::nullopt;
}

} // namespace holdfast::faults
