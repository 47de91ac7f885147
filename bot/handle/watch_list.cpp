#include "bot/handle/watch_list.hpp"

#include "storage/accounts.hpp"
#include "storage/signal_readings.hpp"

namespace holdfast {

std::vector<render::WatchRow> watch_list(Reader& reader) {
    std::vector<render::WatchRow> rows;
    for (const auto& reading : readings_in_state(reader, "watch")) {
        const auto account = find_account(reader, reading.account);
        if (account) rows.push_back({account->id, account->name, reading.words});
    }
    return rows;
}

} // namespace holdfast
