#pragma once

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

namespace holdfast::testing {

/// Listens to the log while it lives.
class HeardLog {
public:
    HeardLog() : before_{spdlog::default_logger()} {
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_st>(lines_);
        auto logger = std::make_shared<spdlog::logger>("", std::move(sink));
        logger->set_pattern("%l: %v");
        spdlog::set_default_logger(std::move(logger));
    }
    ~HeardLog() { spdlog::set_default_logger(before_); }
    HeardLog(const HeardLog&) = delete;
    HeardLog& operator=(const HeardLog&) = delete;

    [[nodiscard]] std::string text() const { return lines_.str(); }
    [[nodiscard]] long lines() const { return std::ranges::count(lines_.view(), '\n'); }
    void forget() { lines_.str({}); }

private:
    std::ostringstream lines_;
    std::shared_ptr<spdlog::logger> before_;
};

} // namespace holdfast::testing
