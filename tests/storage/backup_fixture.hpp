#pragma once

#include "storage/backup.hpp"
#include "storage/cases.hpp"
#include "storage/event_codec.hpp"
#include "storage/living_messages.hpp"
#include "storage/meta.hpp"
#include "storage/outbox.hpp"
#include "storage/rooms.hpp"
#include "tests/storage/temporary_database.hpp"

#include <csignal>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace holdfast {

/// No file of this process grows beyond so many bytes, as on a full disk.
class SmallestFiles {
public:
    explicit SmallestFiles(rlim_t bytes) : former_handler_{std::signal(SIGXFSZ, SIG_IGN)} {
        ::getrlimit(RLIMIT_FSIZE, &former_);
        const rlimit limit{bytes, former_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallestFiles() {
        ::setrlimit(RLIMIT_FSIZE, &former_);
        std::signal(SIGXFSZ, former_handler_);
    }
    SmallestFiles(const SmallestFiles&) = delete;
    SmallestFiles& operator=(const SmallestFiles&) = delete;

private:
    rlimit former_{};
    void (*former_handler_)(int);
};

/// A database of which there can be a copy.
class BackupTest : public StorageTest {
protected:
    std::filesystem::path back_up_now() {
        const auto copy = folder / "copy.db";
        const auto done = back_up(database->file(), copy);
        EXPECT_TRUE(done) << done.error();
        return copy;
    }

    /// Opens acme#1, with two events, a room, a message that is kept up to date, and one that waits to be delivered.
    void open_rescue() {
        write([this](Transaction& tx) {
            const auto id = create_case(tx, acme, "rescue-acme", at_ms(0)).value().id;
            std::vector<NewEvent> events;
            for (const Event& event : {Event{event::ContactShared{}}, Event{event::TimelineNoted{.text = "Called"}}}) {
                auto encoded = encode(event);
                events.push_back({at_ms(0), "U0KIM", std::move(encoded.type), std::move(encoded.body)});
            }
            EXPECT_TRUE(append_events(tx, id, 0, events));
            EXPECT_TRUE(want_room(tx, id, R"({"topic":"Acme"})", at_ms(0)));
            EXPECT_TRUE(want_message(tx, id, "card", "room", R"({"blocks":[]})", "hash", at_ms(0)));
            EXPECT_TRUE(append_effect(tx,
                                      {.effect_id = "acme#1/2/0",
                                       .case_id = id,
                                       .lane = "room:acme#1",
                                       .method = "chat.postMessage",
                                       .payload = R"({"arguments":{}})",
                                       .not_before = at_ms(0)},
                                      at_ms(0)));
        });
    }
};

} // namespace holdfast
