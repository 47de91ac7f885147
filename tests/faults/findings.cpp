#include "tests/faults/findings.hpp"

#include "tests/faults/ladder_expectation.hpp"
#include "tests/faults/record.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string_view>

namespace holdfast::faults {

namespace {

using nlohmann::json;
using slack_double::Channel;
using slack_double::ChannelKind;
using slack_double::Message;

/// The id that the program marks its posts with.
std::string effect_id(const Message& message) {
    if (!message.metadata.is_object()) return {};
    return message.metadata.value("event_payload", json::object()).value("id", "");
}

constexpr std::string_view upload = "files.completeUploadExternal";

/// The name that an effect gives its file: letters and digits of its id, with a dash for everything else.
std::string name_of_file(const std::string& id) {
    std::string name;
    for (const char c : id) {
        const bool is_kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
        if (is_kept) name += c;
        if (!is_kept && !name.ends_with('-')) name += '-';
    }
    return name;
}

std::string stem_of(const std::string& file) {
    return file.substr(0, file.rfind('.'));
}

class Examination {
public:
    Examination(const Simulation& run, const Story& story, Figures& figures)
        : story_{story}, figures_{figures}, log_file_{run.log_file()}, record_{run.database()},
          channels_{run.slack().channels()} {
        for (const Channel& channel : channels_) {
            for (const Message& message : channel.messages) {
                if (!effect_id(message).empty()) posted_[effect_id(message)].push_back(&message);
                for (const std::string& file : message.files)
                    note_file(stem_of(run.slack().file(file)->name), message.ts);
            }
        }
    }

    std::vector<std::string> all() {
        found_ = story_.troubles;
        database();
        inputs();
        feeds();
        rooms();
        outbox();
        living_messages();
        meaning();
        order();
        reminders();
        log();
        return std::move(found_);
    }

private:
    struct ShownFile {
        int times = 0;
        std::string ts; ///< of the message that shows it
    };

    void note_file(const std::string& name, const std::string& ts) {
        ShownFile& file = files_[name];
        ++file.times;
        file.ts = ts;
    }

    void lost(std::string what) {
        ++figures_.losses;
        found_.push_back("LOST: " + std::move(what));
    }
    void doubled(std::string what) {
        ++figures_.duplicates;
        found_.push_back("TWICE: " + std::move(what));
    }

    /// The file is whole, whatever befell the program that wrote it.
    void database() {
        // SQLite before 3.41 finds missing values in every row of a table like touches.
        for (const auto& row : record_.rows("SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check "
                                            "<> 'ok' AND integrity_check NOT LIKE 'NULL value in touches.%'"))
            found_.push_back("DAMAGED: " + row[0]);
        for (const auto& row : record_.rows("SELECT \"table\", parent FROM pragma_foreign_key_check"))
            found_.push_back(fmt::format("DAMAGED: rows of {} refer to {} that are missing", row[0], row[1]));
    }

    /// Every row that was accepted is there.
    void feeds() {
        for (const Fed& fed : story_.fed) {
            const auto kept = record_.number(fmt::format("SELECT count(*) FROM {} WHERE account_id = '{}' OR '{}' = ''",
                                                         fed.table, fed.account, fed.account));
            if (kept < fed.rows) lost(fmt::format("of {} rows of {} {} are kept", fed.rows, fed.table, kept));
        }
    }

    /// Every accepted input is in the record, once; one whose answer was lost at most once.
    void inputs() {
        for (const Said& said : story_.said) {
            // Where a feed was faster by a moment, whoever opens a rescue adds a signal to it.
            const std::string other_kind = said.event_kind == "rescue-opened" ? "signal-added" : said.event_kind;
            const auto count = record_.number(
                fmt::format("SELECT count(*) FROM case_events WHERE type IN ('{}', '{}') AND body LIKE '%{}%'",
                            said.event_kind, other_kind, said.word));
            const auto touches =
                record_.number(fmt::format("SELECT count(*) FROM touches WHERE text LIKE '%{}%'", said.word));
            const auto kept = said.event_kind == "touch-logged" ? std::max(count, touches) : count;
            if (said.was_accepted) ++figures_.inputs_accepted;
            if (said.was_accepted && kept == 0)
                lost(fmt::format("{} of {} ({}) was accepted and is not in the record", said.word, said.account,
                                 said.event_kind));
            if (kept > 1) doubled(fmt::format("{} of {} is {} times in the record", said.word, said.account, kept));
        }
    }

    /// Exactly one room per case, with one pinned card.
    void rooms() {
        std::map<std::string, int> rooms_of_bot;
        for (const Channel& channel : channels_) {
            if (channel.kind != ChannelKind::im && channel.id != "C0GENERAL1") ++rooms_of_bot[channel.id];
        }
        for (const auto& row :
             record_.rows("SELECT c.case_id, r.channel_id FROM cases c LEFT JOIN rooms r USING (case_id)")) {
            ++figures_.rooms;
            if (rooms_of_bot.erase(row[1]) == 0) {
                lost(fmt::format("{} has no room", row[0]));
                continue;
            }
            const auto channel = std::ranges::find(channels_, row[1], &Channel::id);
            const auto members =
                record_.number(fmt::format("SELECT count(*) FROM room_members WHERE case_id = '{}'", row[0]));
            if (members == 0) found_.push_back(fmt::format("{}: nobody is known to be in its room", row[0]));
            if (channel->pins.size() != 1)
                found_.push_back(fmt::format("{} has {} pins", channel->name, channel->pins.size()));
        }
        for (const auto& [id, count] : rooms_of_bot) doubled(fmt::format("the room {} belongs to no case", id));
    }

    /// Every row of the outbox is in Slack once; nothing was given up.
    void outbox() {
        for (const auto& row : record_.rows("SELECT effect_id, state, error, lane, method FROM outbox")) {
            ++figures_.messages_wanted;
            if (row[1] == "dead") lost(fmt::format("{} to {} was given up: {}", row[0], row[3], row[2]));
            // What cannot be uploaded is said in words instead.
            const bool is_file = row[4] == upload && files_.contains(name_of_file(row[0]));
            const bool is_said = posted_.contains(row[0]);
            const bool is_there = is_file || is_said;
            if (is_file && is_said) doubled(fmt::format("{} is there as a file and in words", row[0]));
            if (row[1] == "done" && !is_there) lost(fmt::format("{} is done and not in Slack", row[0]));
        }
        for (const auto& [name, shown] : files_) {
            if (shown.times > 1) doubled(fmt::format("the file {} is {} times in Slack", name, shown.times));
        }
        for (const auto& [id, messages] : posted_) {
            if (messages.size() > 1) doubled(fmt::format("{} is {} times in Slack", id, messages.size()));
            // What is only for the asker is not stored.
            if (id.starts_with("answer/")) continue;
            const auto known = record_.number(fmt::format(
                "SELECT (SELECT count(*) FROM outbox WHERE effect_id = '{0}') + (SELECT count(*) FROM living_messages "
                "WHERE case_id || '/' || slot = '{0}')",
                id));
            if (known == 0) found_.push_back(fmt::format("{} is in Slack and nobody wanted it", id));
        }
    }

    /// What is kept up to date says what it should.
    void living_messages() {
        for (const auto& row :
             record_.rows("SELECT case_id, slot, channel_id, ts, wanted_payload FROM living_messages")) {
            ++figures_.messages_wanted;
            const auto channel = std::ranges::find(channels_, row[2], &Channel::id);
            const Message* const message = channel == channels_.end() ? nullptr : channel->message(row[3]);
            if (message == nullptr) {
                lost(fmt::format("message {} of {} is not in Slack", row[1], row[0]));
                continue;
            }
            if (message->text != json::parse(row[4]).value("text", ""))
                found_.push_back(fmt::format("message {} of {} is out of date", row[1], row[0]));
        }
    }

    /// Nobody reads the same words twice about the same thing, whatever the ids.
    void meaning() {
        for (const Channel& channel : channels_) {
            std::map<std::string, int> times;
            for (const Message& message : channel.messages) {
                const std::string id = effect_id(message);
                if (!id.empty()) ++times[fmt::format("{}\n{}\n{}", message.text, message.thread_ts, cause_of(id))];
            }
            for (const auto& [text, count] : times) {
                if (count > 1) doubled(fmt::format("in {}: \"{}\"", channel.id, text.substr(0, 200)));
            }
        }
    }

    /// The event that a message is about, without what tells it from its repetition.
    [[nodiscard]] std::string cause_of(const std::string& id) const {
        const auto events = record_.rows(
            fmt::format("SELECT type, body FROM case_events WHERE '{}' LIKE case_id || '/' || seq || '/%'", id));
        if (events.empty()) return id;
        json body = json::parse(events.front()[1]);
        if (body.contains("touch") && body["touch"].is_object()) {
            body["touch"].erase("at");
            body["touch"].erase("number");
        }
        return events.front()[0] + body.dump();
    }

    /// What belongs into one channel arrives in the order in which it was decided.
    void order() {
        std::map<std::string, std::string> last;
        for (const auto& row :
             record_.rows("SELECT lane, ts, effect_id FROM outbox WHERE state = 'done' ORDER BY id")) {
            const auto file = files_.find(name_of_file(row[2]));
            const std::string& ts = file == files_.end() ? row[1] : file->second.ts;
            std::string& before = last[row[0]];
            if (ts <= before) found_.push_back(fmt::format("OUT OF ORDER: {} in {}", row[2], row[0]));
            before = ts;
        }
    }

    /// No rung of the ladder is missing, none came twice, and each was said.
    void reminders() {
        for (const auto& row : record_.rows("SELECT case_id FROM cases")) {
            const std::string& id = row[0];
            std::multiset<std::string> fired;
            for (const auto& event : record_.rows(fmt::format(
                     "SELECT seq, body FROM case_events WHERE case_id = '{}' AND type = 'reminder-fired' ORDER BY seq",
                     id))) {
                const json body = json::parse(event[1]);
                fired.insert(body.at("key").get<std::string>());
                const auto said = record_.number(
                    fmt::format("SELECT count(*) FROM outbox WHERE effect_id LIKE '{}/{}/%'", id, event[0]));
                if (!body.value("pointless", false) && !body.at("to").empty() && said == 0)
                    lost(fmt::format("reminder {} of {} was noted and not said", body.at("key").dump(), id));
            }
            for (const std::string& key : std::set<std::string>(fired.begin(), fired.end())) {
                if (fired.count(key) > 1) doubled(fmt::format("reminder {} of {}", key, id));
            }
            const auto opened = record_.number(
                fmt::format("SELECT at FROM case_events WHERE case_id = '{}' AND type = 'rescue-opened'", id));
            const auto reached = record_.number(
                fmt::format("SELECT min(at) FROM case_events WHERE case_id = '{}' AND type = 'touch-logged' AND "
                            "json_extract(body, '$.with_sponsor') = 1 AND "
                            "json_extract(body, '$.touch.kind') = 'call' AND json_extract(body, '$.touch.reached') = 1",
                            id));
            if (reached != 0) continue;
            for (const std::string& key : expected_rungs(opened, story_.wall_ms)) {
                ++figures_.rungs;
                if (fired.count(key) == 0) lost(fmt::format("rung {} of {}", key, id));
            }
        }
    }

    /// Whatever refuses, nothing tries again without a pause.
    void log() {
        constexpr int many_errors = 100;
        std::map<std::string, int> errors_in_second;
        std::ifstream lines{log_file_};
        for (std::string line; std::getline(lines, line);) {
            if (line.contains("[error]"))
                ++errors_in_second[line.substr(0, std::string_view{"[2026-03-03 08:05:00"}.size())];
        }
        for (const auto& [second, count] : errors_in_second) {
            if (count > many_errors) found_.push_back(fmt::format("SPINS: {} errors in the second {}]", count, second));
        }
    }

    const Story& story_;
    Figures& figures_;
    std::filesystem::path log_file_;
    Record record_;
    std::vector<Channel> channels_;
    std::map<std::string, std::vector<const Message*>> posted_;
    std::map<std::string, ShownFile> files_; ///< by name without ending
    std::vector<std::string> found_;
};

} // namespace

std::vector<std::string> findings(const Simulation& run, const Story& story, Figures& figures) {
    return Examination{run, story, figures}.all();
}

} // namespace holdfast::faults
