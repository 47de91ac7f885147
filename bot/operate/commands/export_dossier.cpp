#include "bot/operate/commands/export_dossier.hpp"

#include "bot/handle/person_on_record.hpp"
#include "bot/record/dossier_text.hpp"
#include "storage/accounts.hpp"
#include "storage/database.hpp"
#include "storage/trial_copy.hpp"

#include <fmt/format.h>

#include <ostream>
#include <vector>

namespace holdfast {

namespace {

std::vector<KeptRows> kept_about(Transaction& tx, const DossierOptions& options,
                                 const std::optional<Account>& account) {
    // Rows of anybody's have words of a colleague's name; they are nothing to hand out.
    if (!account) {
        const UserId who{options.person.value_or("")};
        return kept_about_colleague(tx, colleague_on_record(tx, who, true).redaction);
    }
    if (!options.person) return kept_about_account(tx, account->id);
    const auto redaction = redaction_of_contact(tx, *account, *options.person, false);
    return redaction ? kept_about_contact(tx, account->id, *redaction) : std::vector<KeptRows>{};
}

} // namespace

CommandResult export_dossier(const Settings& settings, const DossierOptions& options, std::ostream& out) {
    if (options.format == RecordExport::csv) return std::unexpected{"everything is written as md or json, not as csv"};
    const auto copy = TrialCopy::of(settings.database);
    if (!copy) return std::unexpected{copy.error()};
    Database database{copy->file()};
    auto reader = database.reader();
    const auto account = options.account ? find_account(reader, AccountId{*options.account}) : std::nullopt;
    if (options.account && !account)
        return std::unexpected{fmt::format("no account has the id \"{}\"", *options.account)};
    const auto work = [&](Transaction& tx) { return kept_about(tx, options, account); };
    const auto kept = database.write_now(work);
    const auto about = options.person.value_or(options.account.value_or(""));
    if (kept.empty()) return std::unexpected{fmt::format("nothing on record names \"{}\"", about)};
    out << (options.format == RecordExport::json ? dossier_json(about, kept) : dossier_markdown(about, kept));
    return EXIT_SUCCESS;
}

} // namespace holdfast
