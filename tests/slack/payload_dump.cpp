#include "tests/slack/payload_dump.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace holdfast::slack_double {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

} // namespace

PayloadDump::PayloadDump(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (folder_.empty()) return;
    std::filesystem::create_directories(folder_);
    const std::filesystem::directory_iterator entries(folder_);
    number_ = static_cast<unsigned>(std::distance(begin(entries), end(entries)));
}

void PayloadDump::write(std::string_view kind, const nlohmann::json& payload) {
    if (folder_.empty()) return;
    while (true) {
        const auto path = folder_ / fmt::format("{}-{:04}.json", kind, ++number_);
        // Exclusive creation: other test programs number files of the same folder at the same time.
        const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "wx"));
        if (file) {
            fmt::print(file.get(), "{}\n", payload.dump(1));
            return;
        }
        if (!std::filesystem::exists(path)) throw std::runtime_error("cannot write " + path.string());
    }
}

void PayloadDump::write_call(std::string_view method, const nlohmann::json& arguments) {
    if (method == "chat.postMessage") return write("message", arguments);
    if (method == "chat.update" || method == "chat.postEphemeral") {
        return write(fmt::format("message.{}", method), arguments);
    }
    if (method.starts_with("views.") && arguments.contains("view")) {
        return write(method == "views.publish" ? "home" : "modal", arguments["view"]);
    }
    write(fmt::format("args.{}", method), arguments);
}

} // namespace holdfast::slack_double
