#include "bot/operate/doctor.hpp"

#include "bot/net/http_url.hpp"
#include "config/api_tokens_file.hpp"
#include "config/loader.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/catalog/catalog.hpp"
#include "storage/backup.hpp"

#include <fmt/format.h>

#include <exception>
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

DoctorFinding examine_database(const Settings& settings) {
    const auto& file = settings.database;
    if (std::filesystem::exists(file)) {
        const auto checked = check_database(file);
        if (!checked)
            return bad("database: " + checked.error(), "restore a backup with holdfast restore FILE, or set "
                                                       "HOLDFAST_DB to another file");
        if (::access(file.c_str(), W_OK) == 0) return good(fmt::format("database: {} is whole", file.string()));
        return bad(fmt::format("database: {} cannot be written", file.string()),
                   "run Holdfast as the user who owns the file");
    }
    const auto folder = std::filesystem::absolute(file).parent_path();
    if (::access(folder.c_str(), W_OK) == 0)
        return good(fmt::format("database: {} does not exist yet and will be created", file.string()));
    return bad(fmt::format("database: {} cannot be created", file.string()),
               fmt::format("create the folder {} and let Holdfast write there", folder.string()));
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
    return {examine_secrets(settings),   examine_addresses(settings),  examine_database(settings),
            examine_playbooks(settings), examine_time_zones(settings), examine_feeds(settings)};
}

} // namespace holdfast
