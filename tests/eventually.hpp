#pragma once

#include <chrono>
#include <thread>

namespace holdfast {

/// Asks again and again, for things that tell nobody when they change. @return whether it held in time
template <class Condition>
[[nodiscard]] bool eventually(Condition holds, std::chrono::milliseconds timeout = std::chrono::seconds{5}) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

} // namespace holdfast
