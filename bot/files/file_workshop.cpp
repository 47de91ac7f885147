#include "bot/files/file_workshop.hpp"

#include "bot/files/indicators_file.hpp"
#include "bot/files/orders_file.hpp"
#include "bot/files/people_file.hpp"
#include "bot/files/record_file.hpp"
#include "storage/failure.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <exception>
#include <utility>

namespace holdfast {

namespace {

// Slack takes more; nobody reads more.
constexpr std::size_t most_bytes = std::size_t{5} * 1024 * 1024;

asio::awaitable<std::expected<FileContent, std::string>> make_here(Reader& reader, const Rules& rules,
                                                                   slack::FileWish wish) {
    std::expected<FileContent, std::string> made;
    try {
        made = make_file(reader, rules, wish);
    } catch (const StorageFailure&) {
        // Passes, and says nothing against the file.
        throw;
    } catch (const std::exception& failure) {
        made = std::unexpected{fmt::format("it could not be made: {}", failure.what())};
    }
    co_return made;
}

} // namespace

asio::awaitable<std::expected<FileContent, std::string>> FileWorkshop::make(slack::FileWish wish) {
    auto work = make_here(reader_, rules_, std::move(wish));
    co_return co_await asio::co_spawn(worker_, std::move(work), asio::use_awaitable);
}

std::expected<FileContent, std::string> make_file(Connection& db, const Rules& rules, const slack::FileWish& wish) {
    auto made = [&]() -> std::expected<FileContent, std::string> {
        switch (wish.kind) {
        case slack::FileKind::record: return record_file(db, rules, wish);
        case slack::FileKind::people: return people_file(db, rules, wish);
        case slack::FileKind::indicators: return indicators_file(db, rules, wish);
        case slack::FileKind::orders: return orders_file(db, rules, wish);
        }
        std::unreachable();
    }();
    if (made && made->bytes.size() > most_bytes) made->bytes.clear();
    return made;
}

} // namespace holdfast
