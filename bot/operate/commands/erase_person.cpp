#include "bot/operate/commands/erase_person.hpp"

#include "bot/decode/plain_values.hpp"
#include "bot/handle/erasing.hpp"
#include "bot/operate/loaded_rules.hpp"
#include "storage/accounts.hpp"
#include "storage/database.hpp"
#include "storage/trial_copy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <ostream>
#include <pwd.h>
#include <ranges>
#include <unistd.h>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

/// The operator, as the system knows them; behind sudo, whoever used it.
std::string operator_name() {
    const auto* entry = ::getpwuid(::geteuid());
    auto name = entry == nullptr ? fmt::to_string(::geteuid()) : std::string{entry->pw_name};
    const char* const before_sudo = std::getenv("SUDO_USER");
    if (before_sudo != nullptr && name != before_sudo) name = fmt::format("{} as {}", before_sudo, name);
    return name + " on the command line";
}

std::expected<Erasure, std::string> erase_in(const std::filesystem::path& file, const Rules& rules,
                                             const EraseOptions& options, const ErasureOrder& order) {
    Database database{file};
    auto reader = database.reader();
    const auto account = options.account ? find_account(reader, AccountId{*options.account}) : std::nullopt;
    if (options.account && !account)
        return std::unexpected{fmt::format("no account has the id \"{}\"", *options.account)};
    Ledger ledger{rules};
    const auto work = [&](Transaction& tx) -> std::expected<Erasure, std::string> {
        if (!account) return erase_colleague(tx, ledger, UserId{options.person}, order);
        const auto name = contact_to_erase(tx, *account, options.person);
        if (!name) return std::unexpected{name.error()};
        return erase_contact(tx, ledger, *account, *name, order);
    };
    auto erasure = database.write_now(work);
    if (erasure && erasure->empty())
        return std::unexpected{fmt::format("nothing on record names \"{}\"", options.person)};
    return erasure;
}

void say(const Erasure& erasure, std::ostream& out) {
    out << fmt::format("to be erased: {}\n", erasure.whom);
    std::map<std::string, long long> rows;
    for (const auto& [table, count] : erasure.rows) rows[table] += count;
    for (const auto& [table, count] : rows) out << fmt::format("{:<20} {} rows\n", table, count);
    for (const auto& id : erasure.cases)
        out << fmt::format("the record of {} says that somebody was erased\n", id.value);
}

/// So that what is no name is seen before it goes: the most frequent first.
void say_words(const TakenWords& taken, std::ostream& out) {
    constexpr std::size_t listed = 20;
    std::vector<std::pair<std::string, long long>> words{taken.begin(), taken.end()};
    std::ranges::sort(words, {}, [](const auto& word) { return std::pair{-word.second, word.first}; });
    std::vector<std::string> said;
    for (const auto& [word, count] : words | std::views::take(listed))
        said.push_back(fmt::format("\"{}\" {}", word, count));
    if (words.size() > listed) said.push_back(fmt::format("and {} more", words.size() - listed));
    if (!said.empty()) out << fmt::format("words: {}\n", fmt::join(said, ", "));
}

/// Erases in a copy, so that the bot goes on meanwhile and its database stays as it is.
CommandResult rehearse(const std::filesystem::path& file, const Rules& rules, const EraseOptions& options,
                       const ErasureOrder& order, std::ostream& out) {
    const auto copy = TrialCopy::of(file);
    if (!copy) return std::unexpected{copy.error()};
    const auto erasure = erase_in(copy->file(), rules, options, order);
    if (!erasure) return std::unexpected{erasure.error()};
    say(*erasure, out);
    say_words(erasure->words, out);
    out << "dry run: nothing was erased; --yes erases\n";
    return EXIT_SUCCESS;
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
    const ErasureOrder order{operator_name(), clock.now(), options.whole_name_only, !options.yes};
    if (!options.yes) return rehearse(file, *rules, options, order, out);

    if (is_in_use(file))
        return std::unexpected{fmt::format("{} is in use. Stop Holdfast first, then repeat this", file.string())};
    const auto erasure = erase_in(file, *rules, options, order);
    if (!erasure) return std::unexpected{erasure.error()};
    say(*erasure, out);
    if (auto rewritten = write_anew(file); !rewritten) return std::unexpected{rewritten.error()};
    out << "erased. Backups made before still hold the person; messages in Slack are Slack's to delete\n";
    return EXIT_SUCCESS;
}

} // namespace holdfast
