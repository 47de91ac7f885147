#include "bot/deliver/held_lease.hpp"

#include "storage/failure.hpp"
#include "storage/leases.hpp"

#include <spdlog/spdlog.h>

namespace holdfast {

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds lease_time{15};
constexpr seconds prolonged_every{5};
constexpr seconds asked_for_every{1};

} // namespace

HeldLease::HeldLease(Database& database, const Clock& real_time, std::string name, std::string holder)
    : database_{database}, real_time_{real_time}, name_{std::move(name)}, holder_{std::move(holder)} {}

asio::awaitable<bool> HeldLease::hold() {
    if (steady_clock::now() < ask_again_) co_return is_held_;
    const auto take = [this, now = real_time_.now()](Transaction& tx) {
        return take_lease(tx, name_, holder_, now, now + lease_time);
    };
    is_held_ = false; // should the write throw
    is_held_ = co_await database_.write(take);
    ask_again_ = steady_clock::now() + (is_held_ ? prolonged_every : asked_for_every);
    co_return is_held_;
}

asio::awaitable<void> HeldLease::release() {
    if (!is_held_) co_return;
    is_held_ = false;
    const auto give_back = [this](Transaction& tx) { release_lease(tx, name_, holder_); };
    try {
        co_await database_.write(give_back);
    } catch (const StorageFailure& failure) {
        spdlog::warn("The right \"{}\" runs out by itself: {}", name_, failure.what());
    }
}

} // namespace holdfast
