#include "tests/bench/slash_commands.hpp"

#include "tests/slack/form.hpp"
#include "tests/slack/signature.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace holdfast::bench {

namespace {

using std::chrono::system_clock;

// A prime: together with a cycle of accounts, nobody asks the same about the same account again for a long time.
constexpr std::uint64_t people = 997;

} // namespace

SlashCommands::SlashCommands(std::string text, std::uint64_t cycle, std::string signing_secret)
    : text_{std::move(text)}, cycle_{cycle}, signing_secret_{std::move(signing_secret)},
      // Fewer than a million a second are sent: the numbers of two runs never meet.
      first_number_{static_cast<std::uint64_t>(
          std::chrono::floor<std::chrono::microseconds>(system_clock::now()).time_since_epoch().count())} {
    static_cast<void>(text_of(0));
}

std::string SlashCommands::text_of(std::uint64_t position) const {
    return fmt::format(fmt::runtime(text_), fmt::arg("n", position % cycle_), fmt::arg("i", first_number_ + position));
}

std::string SlashCommands::next() {
    const auto position = written_++;
    const auto number = first_number_ + position;
    const auto person = number % people;
    // Nobody listens on the discard port: a benchmark must not reach Slack by any path.
    const auto response_url = fmt::format("http://127.0.0.1:9/commands/T0BENCH001/{}/dummyresponseurlsecret0", number);
    const auto body = slack_double::encode_form({{"token", "dummy-verification-token"},
                                                 {"team_id", "T0BENCH001"},
                                                 {"team_domain", "bench"},
                                                 {"channel_id", "C0BENCH001"},
                                                 {"channel_name", "general"},
                                                 {"user_id", fmt::format("U0BENCH{:03}", person)},
                                                 {"user_name", fmt::format("person{}", person)},
                                                 {"command", "/rescue"},
                                                 {"text", text_of(position)},
                                                 {"api_app_id", "A0BENCH001"},
                                                 {"is_enterprise_install", "false"},
                                                 {"response_url", response_url},
                                                 {"trigger_id", fmt::format("{}.2222222222222.bench", number)}});
    const auto timestamp = system_clock::to_time_t(system_clock::now());
    return fmt::format("POST /slack/events HTTP/1.1\r\n"
                       "Host: 127.0.0.1\r\n"
                       "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
                       "Accept-Encoding: gzip,deflate\r\n"
                       "Accept: application/json,*/*\r\n"
                       "X-Slack-Signature: {}\r\n"
                       "X-Slack-Request-Timestamp: {}\r\n"
                       "Content-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: {}\r\n"
                       "\r\n"
                       "{}",
                       slack_double::sign(signing_secret_, timestamp, body), timestamp, body.size(), body);
}

} // namespace holdfast::bench
