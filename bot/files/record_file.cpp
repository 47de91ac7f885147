#include "bot/files/record_file.hpp"

#include "bot/files/wished_case.hpp"
#include "bot/handle/surroundings.hpp"
#include "bot/record/case_record.hpp"
#include "bot/record/unsent_texts.hpp"
#include "bot/render/command.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/views.hpp"
#include "storage/accounts.hpp"

#include <fmt/format.h>

namespace holdfast {

using slack::Mrkdwn;

std::expected<FileContent, std::string> record_file(Connection& db, const Rules& rules, const slack::FileWish& wish) {
    const auto record = find_case(db, wish.rescue);
    const auto format = record_export_from(wish.format);
    if (!record || !format) return std::unexpected{"the rescue is not on record"};
    const auto around = surroundings(db, rules);
    const NameOf name = [&db](const UserId& user) { return name_of(db, user); };
    const CaseHistory history{*record, find_account(db, record->account),
                              without_unsent_texts(wished_events(db, wish))};
    const std::string account =
        history.account ? slack::one_line(history.account->name) : slack::one_line(record->account.value);

    FileContent file;
    file.ending = to_text(*format);
    file.title = fmt::format("Record of the rescue of {}", account);
    file.comment =
        Mrkdwn::of("Record of the rescue of *{}* with {} events. It holds what people wrote: keep it inside.",
                   Mrkdwn{account}.cut(100), history.events.size())
            .text();
    file.bytes = write_record(*format, history, around, name);
    file.instead = slack::payload(slack::Message{
        .text =
            Mrkdwn::of("The record of the rescue of *{}* could not be uploaded. `/rescue {}` shows it page by page; "
                       "on the server `holdfast export {} --format {}` writes it.",
                       Mrkdwn{account}.cut(100), render::command_for("timeline", record->account), record->id.value,
                       to_text(*format))});
    return file;
}

} // namespace holdfast
