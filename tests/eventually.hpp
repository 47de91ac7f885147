#pragma once

#include <chrono>
#include <thread>

namespace holdfast {

/// Asks again and again, for things that tell nobody when they change. The time is for machines that are busy with
/// something else; only a test that fails takes all of it. @return whether it held in time
template <class Condition>
[[nodiscard]] bool eventually(Condition holds, std::chrono::milliseconds timeout = std::chrono::seconds{15}) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

} // namespace holdfast
