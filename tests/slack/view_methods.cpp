#include "tests/slack/arguments.hpp"
#include "tests/slack/block_rules.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/web_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

constexpr std::size_t largest_view = 250'000;
constexpr std::size_t deepest_stack = 3;

/// Null when the view could be shown. `view_id` is the view to be replaced, whose external_id may stay.
json content_refusal_of(const Workspace& workspace, const json& arguments, const std::string& view_id) {
    const json content = arguments.value("view", json());
    if (content.dump().size() > largest_view) return refusal("view_too_large");
    const auto faults = check_view(content);
    if (!faults.empty()) {
        std::vector<std::string> messages;
        for (const BlockFault& fault : faults) {
            messages.push_back(fmt::format("[ERROR] {} [json-pointer:{}]", fault.message, fault.pointer));
        }
        return refusal("invalid_arguments", messages);
    }
    const std::string external_id = content.value("external_id", "");
    for (const View& other : std::views::values(workspace.views)) {
        const bool is_taken = other.is_open && other.external_id == external_id && other.id != view_id;
        if (!external_id.empty() && is_taken) return refusal("duplicate_external_id");
    }
    return nullptr;
}

/// Spends the trigger; the error Slack gives when it cannot be spent, else the trigger.
std::expected<Trigger, json> spend_trigger(Workspace& workspace, const json& arguments) {
    const auto found = workspace.triggers.find(text_argument(arguments, "trigger_id"));
    if (found == workspace.triggers.end()) return std::unexpected(refusal("invalid_trigger_id"));
    Trigger& trigger = found->second;
    if (trigger.is_used) return std::unexpected(refusal("exchanged_trigger_id"));
    if (trigger.expires < std::chrono::steady_clock::now()) return std::unexpected(refusal("expired_trigger_id"));
    trigger.is_used = true;
    return trigger;
}

json open(Workspace& workspace, const json& arguments) {
    if (json refused = content_refusal_of(workspace, arguments, ""); !refused.is_null()) return refused;
    const auto trigger = spend_trigger(workspace, arguments);
    if (!trigger) return trigger.error();
    for (View* const shown : workspace.modal_stack(trigger->user)) shown->is_open = false;
    View view{.id = workspace.next_id("V"), .user = trigger->user};
    view.root_id = view.id;
    workspace.set_content(view, arguments["view"]);
    const View& stored = workspace.views.emplace(view.id, view).first->second;
    return success({{"view", view_json(workspace, stored)}});
}

json push(Workspace& workspace, const json& arguments) {
    if (json refused = content_refusal_of(workspace, arguments, ""); !refused.is_null()) return refused;
    const auto trigger = spend_trigger(workspace, arguments);
    if (!trigger) return trigger.error();
    const View* const below = workspace.view(trigger->view_id);
    if (below == nullptr || !below->is_open) return refusal("not_found");
    if (workspace.modal_stack(trigger->user).size() >= deepest_stack) return refusal("push_limit_reached");
    View view{.id = workspace.next_id("V"), .user = trigger->user, .root_id = below->root_id, .previous_id = below->id};
    workspace.set_content(view, arguments["view"]);
    const View& stored = workspace.views.emplace(view.id, view).first->second;
    return success({{"view", view_json(workspace, stored)}});
}

View* view_to_update(Workspace& workspace, const json& arguments) {
    const std::string external_id = text_argument(arguments, "external_id");
    if (external_id.empty()) return workspace.view(text_argument(arguments, "view_id"));
    for (View& view : std::views::values(workspace.views)) {
        if (view.external_id == external_id && view.is_open) return &view;
    }
    return nullptr;
}

json update(Workspace& workspace, const json& arguments) {
    View* const view = view_to_update(workspace, arguments);
    if (view == nullptr || !view->is_open) return refusal("not_found");
    if (json refused = content_refusal_of(workspace, arguments, view->id); !refused.is_null()) return refused;
    const std::string hash = text_argument(arguments, "hash");
    if (!hash.empty() && hash != view->hash) return refusal("hash_conflict");
    workspace.set_content(*view, arguments["view"]);
    return success({{"view", view_json(workspace, *view)}});
}

json publish(Workspace& workspace, const json& arguments) {
    if (!workspace.settings.home_tab) return refusal("not_enabled");
    const std::string person = text_argument(arguments, "user_id");
    if (workspace.user(person) == nullptr) return refusal("invalid_arguments", {"invalid `user_id`"});
    View* view = workspace.home_of(person);
    const std::string view_id = view == nullptr ? "" : view->id;
    if (json refused = content_refusal_of(workspace, arguments, view_id); !refused.is_null()) return refused;
    const std::string hash = text_argument(arguments, "hash");
    if (view != nullptr && !hash.empty() && hash != view->hash) return refusal("hash_conflict");
    if (view == nullptr) {
        View fresh{.id = workspace.next_id("V"), .user = person};
        fresh.root_id = fresh.id;
        view = &workspace.views.emplace(fresh.id, fresh).first->second;
    }
    workspace.set_content(*view, arguments["view"]);
    return success({{"view", view_json(workspace, *view)}});
}

constexpr std::array methods{
    Method{"views.open", true, {}, open},
    Method{"views.push", true, {}, push},
    Method{"views.update", true, {}, update},
    Method{"views.publish", true, {}, publish},
};

} // namespace

std::span<const Method> view_methods() {
    return methods;
}

} // namespace holdfast::slack_double
