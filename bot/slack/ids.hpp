#pragma once

#include <cstddef>
#include <string_view>

namespace holdfast::slack {

/// A public, stable name that can only be written in the source code, so that no view invents ids at run time.
template <class Tag>
class PublicId {
public:
    template <std::size_t N>
    explicit consteval PublicId(const char (&name)[N]) : name_{name, N - 1} {
        constexpr std::size_t longest = 100;
        if (N < 2 || N > longest || name_.contains('#')) throw "an id is 1 to 98 characters without #";
    }

    [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }
    friend constexpr bool operator==(PublicId, PublicId) = default;
    friend constexpr bool operator==(std::string_view received, PublicId id) { return received == id.name_; }

private:
    std::string_view name_;
};

/// What a button, menu or input field does.
using ActionId = PublicId<struct ActionTag>;
/// Which modal was submitted, or which shortcut was used.
using CallbackId = PublicId<struct CallbackTag>;

/// A view that needs one action twice in a block tells them apart by `#2`, `#3`…; this is the action without it.
[[nodiscard]] constexpr std::string_view action_name(std::string_view received_action_id) {
    return received_action_id.substr(0, received_action_id.find('#'));
}

/// Ids of buttons and menus (interaction surface, "What is on the screen, and its ids").
namespace action {

// The room's card.
inline constexpr ActionId touch_log{"touch.log"};
inline constexpr ActionId call_reached{"call.reached"}; ///< also on the sponsor-call message
inline constexpr ActionId plan_edit{"plan.edit"};
inline constexpr ActionId people_map{"people.map"};
inline constexpr ActionId card_more{"card.more"}; ///< the option's value is the verb: step, role, offer…

// The message that asks a manager to call the customer's sponsor.
inline constexpr ActionId call_no_answer{"call.no_answer"};
inline constexpr ActionId call_delegate{"call.delegate"};
inline constexpr ActionId call_sponsor_unknown{"call.sponsor_unknown"};
inline constexpr ActionId sponsor_contact_shared{"sponsor.contact_shared"};

// A drafted summary.
inline constexpr ActionId summary_edit{"summary.edit"};
inline constexpr ActionId summary_sent{"summary.sent"};
inline constexpr ActionId summary_copy{"summary.copy"};
inline constexpr ActionId summary_discard{"summary.discard"};
inline constexpr ActionId summary_promise{"summary.promise"};       ///< records what the draft promises
inline constexpr ActionId summary_no_promise{"summary.no_promise"}; ///< the draft promises nothing

inline constexpr ActionId signal_dismiss{"signal.dismiss"};
inline constexpr ActionId role_take{"role.take"};
inline constexpr ActionId role_drop{"role.drop"};
inline constexpr ActionId reminder_done{"reminder.done"};
inline constexpr ActionId reminder_snooze{"reminder.snooze"};

// Finding one's way: menu card, pick lists, pages, App Home. The value says which.
inline constexpr ActionId menu_run{"menu.run"};         ///< value: the verb with its arguments
inline constexpr ActionId account_pick{"account.pick"}; ///< value: the verb with the account chosen
inline constexpr ActionId list_page{"list.page"};       ///< value: what is listed and the page

/// The input field of every input block: a modal's answers are told apart by block_id.
inline constexpr ActionId field{"value"};

} // namespace action

/// Ids of modals.
namespace modal {

inline constexpr CallbackId facts{"facts"};
inline constexpr CallbackId touch{"touch"};
inline constexpr CallbackId summary{"summary"};
inline constexpr CallbackId plan{"plan"};
inline constexpr CallbackId service{"service"};
inline constexpr CallbackId person{"person"};
inline constexpr CallbackId checkin{"checkin"};
inline constexpr CallbackId flag{"flag"};
inline constexpr CallbackId open{"open"};
inline constexpr CallbackId review{"review"};
inline constexpr CallbackId close{"close"};
inline constexpr CallbackId promise{"promise"};
inline constexpr CallbackId reason{"reason"}; ///< asks why a signal is dismissed, a draft discarded, a reminder snoozed
inline constexpr CallbackId colleague{"colleague"}; ///< asks for one of our own people

} // namespace modal

/// Ids of shortcuts, as the manifest declares them.
namespace shortcut {

// Global.
inline constexpr CallbackId flag_account{"shortcut.flag"};
inline constexpr CallbackId log_touch{"shortcut.touch"};
inline constexpr CallbackId my_todos{"shortcut.todo"};
// On a message.
inline constexpr CallbackId message_touch{"message.touch"};
inline constexpr CallbackId message_signal{"message.signal"};
inline constexpr CallbackId message_timeline{"message.timeline"};
inline constexpr CallbackId message_plan{"message.plan"};

} // namespace shortcut
} // namespace holdfast::slack
