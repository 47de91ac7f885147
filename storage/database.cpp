#include "storage/database.hpp"

#include "storage/meta.hpp"
#include "storage/private_file.hpp"

#include <string>

namespace holdfast {

Database::Database(std::filesystem::path file, std::size_t queue_limit)
    : file_{std::move(file)}, writer_{created_for_owner_alone(file_), queue_limit} {
    // Only now is it known to be a database of ours.
    close_to_others(file_);
}

boost::asio::awaitable<void> Database::prove_writing() {
    // What is stored already is not written again, so it has to be something new each time.
    auto something_new = [](Transaction& tx) {
        constexpr std::string_view key = "proofs_of_writing";
        const auto before = find_meta(tx, key);
        store_meta(tx, key, std::to_string(before ? std::stoll(*before) + 1 : 1));
    };
    co_await write(std::move(something_new));
    writer_.forget_trouble();
}

} // namespace holdfast
