#include "tests/faults/stage.hpp"

#include "tests/faults/cast.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

namespace holdfast::faults {

namespace {

using namespace std::chrono_literals;
using slack_double::SlackDouble;

constexpr std::int64_t ns_in_ms = 1'000'000;
constexpr std::int64_t ns_in_s = 1'000'000'000;
// Tuesday 3 March 2026, 09:05 in Berlin.
constexpr std::int64_t beginning_ms = 1'772'525'100'000;

} // namespace

Stage::Stage(StageFiles files, Door door) : files_{std::move(files)}, door_{door}, log_{files_.folder / "story.log"} {
    std::ofstream{files_.folder / "holdfast.yaml"} << "time_zone: Europe/Berlin\nleaders: [U0MANAGER, U0EXEC]\n";
    std::map<std::string, std::string> environment{
        {"SLACK_BOT_TOKEN", "xoxb-double-0000000001"},
        {"SLACK_SIGNING_SECRET", "5eafdead5eafdead5eafdead5eafdead"},
        {"HOLDFAST_API_TOKEN", api_token},
        {"HOLDFAST_LISTEN", "127.0.0.1:0"},
        {"HOLDFAST_DB", database()},
        {"HOLDFAST_CONFIG", files_.folder / "holdfast.yaml"},
    };
    slack_double::Settings settings;
    settings.payload_dir.clear();
    // Over a socket nothing says that the program is gone.
    if (door_ == Door::socket) settings.answer_deadline = 1s;
    // The double's clock is the right one: that of the story.
    settings.clock = [this] {
        const auto now = program_ ? program_->now().count() + slack_offset_ : beginning_ms * ns_in_ms;
        return slack_double::Instant{std::chrono::microseconds{now / 1'000}};
    };
    slack_ = std::make_unique<SlackDouble>(settings);
    environment["SLACK_API_URL"] = slack_->api_url();
    if (door_ == Door::socket) {
        environment["SLACK_APP_TOKEN"] = settings.app_token;
        slack_->use_socket_mode(true);
    }
    for (const Person& person : people)
        slack_->add_user({.id = person.id, .name = person.name, .email = fmt::format("{}@example.com", person.name)});
    std::vector<std::string> everybody;
    for (const Person& person : people) everybody.emplace_back(person.id);
    slack_->add_channel({.id = general, .name = "general", .members = everybody});

    program_ = std::make_unique<ProgramUnderTest>(
        ProgramUnderTest::Files{files_.program, files_.preload, files_.folder}, std::move(environment));
    constexpr std::int64_t steady_beginning = 1'000 * ns_in_s;
    program_->page().now = steady_beginning;
    slack_offset_ = beginning_ms * ns_in_ms - steady_beginning;
    set_clocks();
}

std::string Stage::url(const std::string& path) {
    return fmt::format("http://127.0.0.1:{}{}", program_->page().port.load(), path);
}

void Stage::log(const std::string& line) {
    log_ << clock_text() << ' ' << line << std::endl;
}

std::int64_t Stage::wall_ms() const {
    return (program_->now().count() + slack_offset_) / ns_in_ms;
}

std::int64_t Stage::program_wall_ms() const {
    return wall_ms() + clock_error_ / ns_in_ms;
}

std::string Stage::clock_text() const {
    return date::format("%F %T", date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{wall_ms()}});
}

void Stage::go_on(SteadyNs time) {
    slack_offset_ += time.count();
    set_clocks();
}

void Stage::misset(SteadyNs error) {
    clock_error_ = error.count();
    set_clocks();
}

void Stage::set_clocks() {
    program_->page().wall_offset = slack_offset_ + clock_error_;
    // Signatures are made with the real time, which is not that of the story.
    const auto real = std::chrono::system_clock::now().time_since_epoch();
    const std::chrono::nanoseconds story{program_->now().count() + slack_offset_};
    slack_->sign_with(std::chrono::duration_cast<std::chrono::seconds>(story - real),
                      slack_->settings().signing_secret);
}

} // namespace holdfast::faults
