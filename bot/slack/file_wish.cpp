#include "bot/slack/file_wish.hpp"

#include "playbooks/accounts/name_table.hpp"

#include <algorithm>
#include <cctype>

namespace holdfast::slack {

using nlohmann::json;

Outgoing outgoing_file(const FileWish& wish, bool in_thread) {
    return {in_thread,
            {{"file",
              {{"kind", name_of(file_kind_names, wish.kind)},
               {"account", wish.account.value},
               {"rescue", wish.rescue.value},
               {"version", wish.version},
               {"as_of", wish.as_of.time_since_epoch().count()},
               {"zone", wish.zone},
               {"format", wish.format},
               {"months", wish.months},
               {"names_saboteurs", wish.names_saboteurs}}}}};
}

std::optional<FileWish> file_wish_from(const Outgoing& outgoing) {
    try {
        const json& file = outgoing.arguments.at("file");
        const auto kind = enumerator_named<FileKind>(file_kind_names, file.at("kind").get<std::string>());
        if (!kind) return std::nullopt;
        FileWish wish{.kind = *kind};
        wish.account = AccountId{file.at("account").get<std::string>()};
        wish.rescue = CaseId{file.at("rescue").get<std::string>()};
        wish.version = file.at("version").get<int>();
        wish.as_of = Instant{Instant::duration{file.at("as_of").get<Instant::rep>()}};
        wish.zone = file.at("zone").get<std::string>();
        wish.format = file.at("format").get<std::string>();
        wish.months = file.at("months").get<int>();
        // A wish that an earlier version has left in the outbox does not say.
        wish.names_saboteurs = file.value("names_saboteurs", false);
        return wish;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

std::string file_name(std::string_view effect_id, std::string_view ending) {
    std::string name;
    for (const char c : effect_id) {
        const bool is_harmless = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
        if (is_harmless) name += c;
        if (!is_harmless && !name.ends_with('-')) name += '-';
    }
    return name + '.' + std::string{ending};
}

} // namespace holdfast::slack
