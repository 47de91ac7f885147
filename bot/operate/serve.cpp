#include "bot/operate/serve.hpp"

#include "bot/operate/application.hpp"
#include "bot/operate/chosen_clock.hpp"
#include "bot/operate/loaded_rules.hpp"
#include "config/loader.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

namespace holdfast {

namespace {

/// Ten thousand slow connections must not keep Slack out.
void allow_many_connections() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int fail(const std::string& line) {
    std::fprintf(stderr, "holdfast: %s\n", line.c_str());
    return 1;
}

asio::awaitable<void> until_told_to_stop(asio::io_context& io, Application& application) {
    asio::signal_set signals{io, SIGINT, SIGTERM};
    co_await signals.async_wait(asio::as_tuple(asio::use_awaitable));
    spdlog::info("stopping: nothing new is taken, what is in flight is finished");
    co_await application.stop();
    spdlog::info("stopped");
    io.stop();
}

} // namespace

int serve(const ServeOptions& options) {
    auto settings = load(options.config, process_environment());
    if (!settings) return fail(to_text(settings.error()));
    if (const auto ready = check_ready_to_serve(*settings); !ready) return fail(to_text(ready.error()));
    const auto clock = chosen_clock(options.clock, *settings);
    if (!clock) return fail(clock.error());
    const auto rules = load_rules(std::move(*settings));
    if (!rules) return fail(rules.error());

    allow_many_connections();
    std::signal(SIGPIPE, SIG_IGN);
    asio::io_context io{1};
    try {
        Application application{io, *rules, **clock};
        application.start();
        spdlog::info("listening on {}:{}", rules->settings.listen.host, application.port());
        asio::co_spawn(io, until_told_to_stop(io, application), asio::detached);
        io.run();
    } catch (const std::exception& failure) {
        return fail(failure.what());
    }
    return 0;
}

} // namespace holdfast
