#include "tests/faults/unsynced.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace holdfast::faults {

namespace {

namespace fs = std::filesystem;

struct NotedChange {
    UnsyncedChange facts;
    std::string old_bytes;
    std::string new_bytes;
};

/// Oldest first. One at the end that is not whole was never begun.
std::vector<NotedChange> changes_in(const fs::path& journal) {
    std::ifstream stream{journal, std::ios::binary};
    std::vector<NotedChange> changes;
    while (true) {
        NotedChange change;
        if (!stream.read(reinterpret_cast<char*>(&change.facts), sizeof change.facts)) return changes;
        change.old_bytes.resize(static_cast<std::size_t>(change.facts.old_bytes));
        change.new_bytes.resize(static_cast<std::size_t>(change.facts.new_bytes));
        stream.read(change.old_bytes.data(), change.facts.old_bytes);
        if (!stream.read(change.new_bytes.data(), change.facts.new_bytes)) return changes;
        changes.push_back(std::move(change));
    }
}

class OpenFile {
public:
    explicit OpenFile(const fs::path& path) : descriptor_{open(path.c_str(), O_RDWR | O_CLOEXEC)} {
        if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), path};
    }
    ~OpenFile() { close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    void put(std::string_view bytes, std::int64_t offset) const {
        check(pwrite(descriptor_, bytes.data(), bytes.size(), offset) == static_cast<ssize_t>(bytes.size()));
    }
    void set_size(std::int64_t size) const { check(ftruncate(descriptor_, size) == 0); }

private:
    static void check(bool succeeded) {
        if (!succeeded) throw std::system_error{errno, std::generic_category(), "a file cannot be put back"};
    }

    int descriptor_;
};

int lose(const fs::path& path, const std::vector<NotedChange>& changes, bool some_stays) {
    const OpenFile file{path};
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        file.set_size(change->facts.size_before);
        file.put(change->old_bytes, change->facts.offset);
    }
    int lost = 0;
    // The same coin for the same changes: a run can be played again.
    std::mt19937 coin{static_cast<unsigned>(changes.size())};
    for (const NotedChange& change : changes) {
        const bool stays = some_stays && coin() % 2 == 0;
        if (!stays) ++lost;
        if (stays && change.new_bytes.empty()) file.set_size(change.facts.offset);
        if (stays && !change.new_bytes.empty()) file.put(change.new_bytes, change.facts.offset);
    }
    return lost;
}

/// Calls `take` for each file that has one with this suffix beside it, which then goes.
template <class Take>
void take_marks(const fs::path& folder, std::string_view suffix, const Take& take) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder}) {
        const std::string& name = entry.path().native();
        if (name.ends_with(suffix)) files.emplace_back(name.substr(0, name.size() - suffix.size()));
    }
    for (const auto& file : files) {
        const fs::path mark{file.native() + std::string{suffix}};
        if (fs::exists(file)) take(file, mark);
        fs::remove(mark);
    }
}

} // namespace

int cut_power(const fs::path& folder, bool some_stays) {
    int lost = 0;
    take_marks(folder, unnamed_suffix, [&lost](const fs::path& file, const fs::path&) {
        fs::remove(file);
        ++lost;
    });
    take_marks(folder, unsynced_suffix, [&](const fs::path& file, const fs::path& journal) {
        lost += lose(file, changes_in(journal), some_stays);
    });
    return lost;
}

void sync_all(const fs::path& folder) {
    for (const char* const suffix : {unnamed_suffix, unsynced_suffix})
        take_marks(folder, suffix, [](const fs::path&, const fs::path&) {});
}

} // namespace holdfast::faults
