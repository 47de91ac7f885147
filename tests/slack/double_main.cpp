#include "tests/slack/slack_double.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdio>

// A Slack to try the bot against by hand or from scripts; driven over HTTP, see /_control/help.
int main(int argc, char** argv) {
    holdfast::slack_double::Settings settings;
    CLI::App options{"A local Slack workspace for one bot. Control it with JSON under /_control/, see /_control/help."};
    options.add_option("--port", settings.port, "port on 127.0.0.1; 0 takes a free one")->capture_default_str();
    options.add_option("--bot-url", settings.bot_url, "where the bot receives, http://127.0.0.1:3000/slack/events");
    options.add_flag("--socket-mode", settings.socket_mode, "deliver over sockets that the bot opens, not to its URL");
    options.add_option("--app-token", settings.app_token, "the app-level token, for Socket Mode")
        ->capture_default_str();
    options.add_option("--secret", settings.signing_secret, "the signing secret")->capture_default_str();
    options.add_option("--token", settings.bot_token, "the bot token")->capture_default_str();
    options.add_option("--payloads", settings.payload_dir, "folder for the payloads of the bot");
    CLI11_PARSE(options, argc, argv);

    // Blocked before the server's threads start, so that only sigwait sees them.
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGINT);
    sigaddset(&endings, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);

    try {
        const holdfast::slack_double::SlackDouble slack(settings);
        fmt::print("SLACK_API_URL={}\n", slack.api_url());
        std::fflush(stdout);
        int signal = 0;
        sigwait(&endings, &signal);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "slack_double: {}\n", error.what());
        return 1;
    }
}
