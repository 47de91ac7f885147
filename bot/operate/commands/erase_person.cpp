#include "bot/operate/commands/erase_person.hpp"

#include "bot/decode/plain_values.hpp"
#include "bot/handle/erasing.hpp"
#include "bot/operate/loaded_rules.hpp"
#include "storage/accounts.hpp"
#include "storage/database.hpp"

#include <fmt/format.h>

#include <map>
#include <ostream>
#include <pwd.h>
#include <unistd.h>
#include <utility>

namespace holdfast {

namespace {

/// Undoes a dry run.
struct Undo {};

/// The operator, as the system knows them.
std::string operator_name() {
    const auto* entry = ::getpwuid(::geteuid());
    return fmt::format("{} on the command line", entry == nullptr ? fmt::to_string(::geteuid()) : entry->pw_name);
}

Erasure erase(Transaction& tx, Ledger& ledger, const EraseOptions& options, const std::optional<Account>& account,
              const ErasureOrder& order) {
    if (account) return erase_contact(tx, ledger, *account, options.person, order);
    return erase_colleague(tx, ledger, UserId{options.person}, order);
}

void say(const Erasure& erasure, std::ostream& out) {
    std::map<std::string, long long> rows;
    for (const auto& [table, count] : erasure.rows) rows[table] += count;
    for (const auto& [table, count] : rows) out << fmt::format("{:<20} {} rows\n", table, count);
    for (const auto& id : erasure.cases)
        out << fmt::format("the record of {} says that somebody was erased\n", id.value);
}

} // namespace

CommandResult erase_person(const Settings& settings, const EraseOptions& options, const Clock& clock,
                           std::ostream& out) {
    const auto& file = settings.database;
    if (!options.account && !is_slack_user(options.person) && !is_email(options.person))
        return std::unexpected{
            fmt::format("\"{}\" is neither a Slack user id nor an e-mail address; a customer's person "
                        "is named with --account ACCOUNT",
                        options.person)};
    if (!std::filesystem::exists(file)) return std::unexpected{fmt::format("there is no database {}", file.string())};
    const auto rules = load_rules(settings);
    if (!rules) return std::unexpected{rules.error()};
    if (options.yes && is_in_use(file))
        return std::unexpected{fmt::format("{} is in use. Stop Holdfast first, then repeat this", file.string())};

    Erasure erasure;
    {
        Database database{file};
        auto reader = database.reader();
        const auto account = options.account ? find_account(reader, AccountId{*options.account}) : std::nullopt;
        if (options.account && !account)
            return std::unexpected{fmt::format("no account has the id \"{}\"", *options.account)};
        Ledger ledger{*rules};
        const ErasureOrder order{operator_name(), clock.now(), options.whole_name_only};
        const auto work = [&](Transaction& tx) {
            erasure = erase(tx, ledger, options, account, order);
            if (!options.yes) throw Undo{};
        };
        try {
            database.write_now(work);
        } catch (const Undo&) {
            // Said below.
        }
    }
    if (erasure.empty()) return std::unexpected{fmt::format("nothing on record names \"{}\"", options.person)};
    say(erasure, out);
    if (!options.yes) {
        out << "dry run: nothing was erased; --yes erases\n";
        return EXIT_SUCCESS;
    }
    if (auto rewritten = write_anew(file); !rewritten) return std::unexpected{rewritten.error()};
    out << "erased. Backups made before still hold the person; messages in Slack are Slack's to delete\n";
    return EXIT_SUCCESS;
}

} // namespace holdfast
