#pragma once

#include "bot/handle/desk.hpp"
#include "bot/slack/views.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {

/// Who asks, from where, and how they can be answered.
struct Asker {
    UserId user;
    ChannelId channel;        ///< empty when the question came from a form or the App Home
    std::string trigger_id;   ///< opens a form within three seconds; may be empty
    std::string response_url; ///< may be empty
    Once once;                ///< recognises a repetition
};

/// What the person gets back.
struct Reply {
    std::optional<slack::Message> message;
    bool is_reading = false; ///< tells what is on record, and changes nothing: `share` is for this alone
    bool share = false;      ///< seen by the whole channel
    bool replaces = false;   ///< takes the place of the message whose button was pressed
    std::optional<slack::Modal> form;
    std::vector<std::pair<std::string, std::string>> field_errors; ///< block id and what is wrong; the form stays open

    [[nodiscard]] bool refused() const { return refusal_.has_value(); }
    /// Why nothing was done, as the message says it.
    [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }

    [[nodiscard]] static Reply nothing() { return {}; }
    [[nodiscard]] static Reply say(slack::Message message);
    /// What is on record and may be seen by everybody where the asker shares it (rule 2).
    [[nodiscard]] static Reply reading(slack::Message message);
    [[nodiscard]] static Reply open(slack::Modal form);
    [[nodiscard]] static Reply refuse(const Refusal& refusal);
    [[nodiscard]] static Reply refuse(std::string what, std::string why, std::string instead);

private:
    std::optional<Refusal> refusal_;
};

/// A refusal for somebody who reads it outside of the room of the account that it is about: it names the account, and
/// so does every command that it prints, which can be typed where it is read. All other replies stay as they are.
/// @param account  empty: the one that the refusal names itself (Refusal::about)
[[nodiscard]] Reply naming_account_elsewhere(Desk& desk, const Asker& asker, Reply reply, AccountId account = {});

/// What is pointed out about a change, and nothing was refused for: a vague plan, service that is hardly temporary, a
/// lead who is no senior leader.
[[nodiscard]] std::vector<std::string> advice_on(Desk& desk, const Change& change);

/// What was recorded, in a line for each event, with advice on it; or why nothing was.
/// @param advice  beside the advice that follows from what was recorded
[[nodiscard]] Reply reply_to(Desk& desk, const Changed& changed, std::vector<std::string> advice = {});

} // namespace holdfast
