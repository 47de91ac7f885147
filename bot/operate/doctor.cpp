#include "bot/operate/doctor.hpp"

#include "bot/net/http_server.hpp"
#include "bot/net/http_url.hpp"
#include "config/api_tokens_file.hpp"
#include "config/loader.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/catalog/catalog.hpp"
#include "storage/connection.hpp"
#include "storage/database_check.hpp"
#include "storage/failure.hpp"
#include "storage/instance_lock.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <exception>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>

namespace holdfast {

namespace {

DoctorFinding good(std::string what) {
    return {true, std::move(what), {}};
}

DoctorFinding bad(std::string what, std::string fix) {
    return {false, std::move(what), std::move(fix)};
}

DoctorFinding examine_secrets(const Settings& settings) {
    if (const auto ready = check_ready_to_serve(settings); !ready)
        return bad(fmt::format("secrets: {} is missing", ready.error().key),
                   fmt::format("{} {}", ready.error().key, ready.error().message));
    return good(settings.uses_socket_mode() ? "secrets: bot token and app token are set (Socket Mode)"
                                            : "secrets: bot token and signing secret are set");
}

DoctorFinding examine_feeds(const Settings& settings) {
    const auto& secrets = settings.secrets;
    if (!secrets.api_tokens_file) {
        return good(secrets.api_token.empty() ? "feeds: /v1 is closed, since no token is configured"
                                              : "feeds: /v1 is open to the bearer of HOLDFAST_API_TOKEN");
    }
    const auto tokens = read_api_tokens(*secrets.api_tokens_file);
    if (!tokens) return bad("feeds: " + to_text(tokens.error()), "correct that line of HOLDFAST_API_TOKENS_FILE");
    return good(fmt::format("feeds: /v1 is open to {} named tokens{}", tokens->size(),
                            secrets.api_token.empty() ? "" : " and to the bearer of HOLDFAST_API_TOKEN"));
}

/// A file without tables, as a start leaves it that was cut short; the next one makes them.
bool has_no_tables(const std::filesystem::path& database) {
    try {
        Reader reader{database};
        return checked_schema_version(reader) == 0;
    } catch (const StorageFailure&) {
        return false;
    }
}

/// What keeps `holdfast serve` from writing beside a database: the lock, and the log of what was changed.
std::optional<DoctorFinding> examine_surroundings(const std::filesystem::path& database) {
    const auto folder = std::filesystem::weakly_canonical(std::filesystem::absolute(database)).parent_path();
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return bad(fmt::format("database: no file can be created in {}", folder.string()),
                   fmt::format("create that folder and let Holdfast write there: more files stand beside {}",
                               database.string()));
    try {
        static_cast<void>(is_being_served(database));
    } catch (const StorageFailure& failure) {
        return bad(fmt::format("database: {}", failure.what()),
                   "run Holdfast as the user who owns that file, or delete it while Holdfast is stopped");
    }
    return std::nullopt;
}

DoctorFinding examine_database(const Settings& settings) {
    const auto& file = settings.database;
    if (const auto flaw = flaw_of_name(file)) return bad("database: " + *flaw, "set HOLDFAST_DB to another file");
    if (auto problem = examine_surroundings(file)) return *std::move(problem);
    if (!std::filesystem::exists(file))
        return good(fmt::format("database: {} does not exist yet and will be created", file.string()));
    const bool is_empty = has_no_tables(file);
    if (const auto checked = is_empty ? std::expected<void, std::string>{} : check_database(file); !checked)
        return bad("database: " + checked.error(), "restore a backup with holdfast restore FILE, or set "
                                                   "HOLDFAST_DB to another file");
    if (::access(file.c_str(), W_OK) != 0)
        return bad(fmt::format("database: {} cannot be written", file.string()),
                   "run Holdfast as the user who owns the file");
    if (is_empty) return good(fmt::format("database: {} is empty; holdfast serve creates the tables", file.string()));
    std::string open;
    for (const auto& one : open_to_others(file)) open += " " + one.string();
    if (open.empty()) return good(fmt::format("database: {} is whole", file.string()));
    return bad(fmt::format("database: others than its owner may use{}", open), "chmod 600" + open);
}

/// Nobody else may listen there but the bot whose database this is.
DoctorFinding examine_listening(const Settings& settings) {
    const auto& [host, port] = settings.listen;
    try {
        if (is_being_served(settings.database)) return good("listening: holdfast serve runs with this database");
    } catch (const StorageFailure&) { // NOLINT(bugprone-empty-catch)
        // What is wrong with the lock is said about the database.
    }
    try {
        asio::io_context io;
        const HttpServer server{io, {host, port}, {}, {}};
        return good(fmt::format("listening: nobody else does on {} port {}", host, port));
    } catch (const std::exception& failure) {
        return bad(fmt::format("listening: {}", failure.what()),
                   "set HOLDFAST_LISTEN to an address of this machine and a port that no other program has");
    }
}

DoctorFinding examine_playbooks(const Settings& settings) {
    const auto directory = settings.playbooks.value_or(std::filesystem::path{}).string();
    const auto catalog = load_catalog(directory);
    if (catalog) return good(directory.empty() ? "playbooks: the built-in ones" : "playbooks: " + directory);
    return bad("playbooks: " + catalog.error().front().in_one_line(),
               fmt::format("holdfast playbooks check {} shows every mistake", directory));
}

DoctorFinding examine_time_zones(const Settings& settings) {
    const std::string fix = "install the package tzdata";
    try {
        if (find_zone(settings.time_zone) != nullptr)
            return good("time zones: known, the company's is " + settings.time_zone);
        return bad(fmt::format("time zones: {} is not known", settings.time_zone), fix);
    } catch (const std::exception& failure) {
        return bad(fmt::format("time zones: {}", failure.what()), fix);
    }
}

DoctorFinding examine_addresses(const Settings& settings) {
    const auto api = parse_http_url(settings.slack_api_url);
    if (!api) return bad(fmt::format("Slack's address: {}", api.error()), "correct SLACK_API_URL, or leave it out");
    return good("Slack's address: " + settings.slack_api_url);
}

} // namespace

std::vector<DoctorFinding> examine_offline(const Settings& settings) {
    return {examine_secrets(settings),  examine_addresses(settings), examine_listening(settings),
            examine_database(settings), examine_playbooks(settings), examine_time_zones(settings),
            examine_feeds(settings)};
}

} // namespace holdfast
