#include "tests/faults/simulation.hpp"

#include "tests/faults/record.hpp"
#include "tests/slack/http_client.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace holdfast::faults {

namespace {

using namespace std::chrono_literals;
using slack_double::Answer;
using slack_double::SlackDouble;

constexpr std::int64_t ns_in_ms = 1'000'000;
constexpr std::int64_t ns_in_s = 1'000'000'000;
// Tuesday 3 March 2026, 09:05 in Berlin.
constexpr std::int64_t beginning_ms = 1'772'525'100'000;
// Longer than the program sleeps at most without looking at its clock.
constexpr SteadyNs one_look = 6s;
constexpr const char* api_token = "feeds-of-the-simulation-000000000001";

struct Person {
    const char* id;
    const char* name;
};
constexpr std::array<Person, 4> people{
    {{"U0MANAGER", "maria"}, {"U0OWNER", "olga"}, {"U0EXEC", "erik"}, {"U0KIM", "kim"}}};
constexpr std::array<const char*, 3> accounts{"acme", "birch", "cedar"};
constexpr const char* general = "C0GENERAL1";

std::string accounts_csv() {
    std::string text = "id,name,owner,manager,executive_sponsor,time_zone,annual_revenue,currency\n";
    for (const char* const id : accounts)
        text += fmt::format("{0},{0} works,U0OWNER,maria@example.com,U0EXEC,Europe/Berlin,500000,EUR\n", id);
    return text;
}

std::string people_csv() {
    std::string text = "account,name,sponsor,phone,time_zone\n";
    for (const char* const id : accounts) text += fmt::format("{},Dana Fox,yes,+49 30 123,Europe/Berlin\n", id);
    return text;
}

/// A year of steady orders, then two months well below.
std::string orders_csv(const char* account) {
    std::string text = "account,date,amount,id\n";
    for (int month = 0; month < 14; ++month) {
        const int amount = month < 12 ? 3'300 : 2'800;
        for (int day = 5; day <= 25; day += 10) {
            text += fmt::format("{0},{1}-{2:02}-{3:02},{4},{0}-{5}-{3}\n", account, month < 12 ? 2025 : 2026,
                                month % 12 + 1, day, amount, month);
        }
    }
    return text;
}

bool is_refusal(const Answer& answer) {
    return answer.body.contains("⛔") || answer.body.contains("\\u26d4");
}

} // namespace

Simulation::Simulation(SimulationFiles files, Door door)
    : files_{std::move(files)}, door_{door}, log_{files_.folder / "story.log"} {
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

Story Simulation::run(const std::vector<Step>& plan) {
    feed_people();
    for (const Step& step : plan) {
        log(to_text(step));
        carry_out(step);
        end_lasting(false);
    }
    log("the faults end");
    settle();
    count_faults();
    story_.wall_ms = wall_ms();
    return std::move(story_);
}

void Simulation::carry_out(const Step& step) {
    if (is_fault(step.what)) return inject(step);
    keep_running();
    deliver_feeds();
    repeat_events();
    if (step.what == What::wait) return pass(std::chrono::seconds{step.seconds});
    if (step.what == What::leap || step.what == What::standstill) return leap(step);
    if (!program_->is_running()) return;
    try {
        do_deed(step);
    } catch (const std::invalid_argument& impossible) {
        log(fmt::format("  cannot be done: {}", impossible.what()));
    }
    pass(0s);
}

// --- what people and feeds do --------------------------------------------------------------------------------------

void Simulation::do_deed(const Step& step) {
    const std::string account = accounts[static_cast<std::size_t>(step.account)];
    switch (step.what) {
    case What::feed_decline: return feed_decline(step.account);
    case What::feed_again: {
        for (Delivery& delivery : deliveries_) {
            if (!delivery.is_accepted) continue;
            ++story_.faults["feed delivered twice"];
            deliver(delivery);
        }
        return;
    }
    case What::open_by_hand: {
        const auto said = say(account, "rescue-opened");
        return type(step.person, fmt::format("open {} {}", account, story_.said[said].word), said);
    }
    case What::touch: {
        const auto said = say(account, "touch-logged");
        return type(step.person,
                    fmt::format("touch {} kind:email with:\"Ben Ray\" {}", account, story_.said[said].word), said);
    }
    case What::note: {
        const auto said = say(account, "timeline-noted");
        return type(step.person, fmt::format("timeline {} add {}", account, story_.said[said].word), said);
    }
    case What::no_answer: {
        const auto said = say(account, "touch-logged");
        return type(step.person, fmt::format("call {} noanswer {}", account, story_.said[said].word), said);
    }
    case What::lead: return type(0, fmt::format("role {} lead <@U0KIM>", account), std::nullopt);
    case What::map: return type(step.person, fmt::format("people {} map share", account), std::nullopt);
    case What::direct_message: return write_to_bot(step.account, step.person);
    case What::both_call: return both_call(step.account);
    case What::press_again: {
        if (!last_press_) return;
        ++story_.faults["press delivered twice"];
        return log(fmt::format("  {}", deliver_again(*last_press_).status));
    }
    case What::type_again: {
        // Later, by the program's clock, it is a new wish.
        if (!last_typed_ || std::abs(program_wall_ms() - last_typed_->at_ms) > 9'000) return;
        ++story_.faults["typed twice"];
        const Typed again = *last_typed_;
        return type(again.person, again.text, again.said);
    }
    case What::summary_sent: return press_sent(step.person);
    case What::open_home: slack_->open_home(people[static_cast<std::size_t>(step.person)].id); return;
    default: return;
    }
}

Answer Simulation::deliver_again(const Answer& before) {
    set_clocks();
    if (door_ == Door::http) {
        return slack_->send(before.sent_body, before.sent_type,
                            {{"X-Slack-Retry-Num", "1"}, {"X-Slack-Retry-Reason", "http_timeout"}});
    }
    auto envelope = nlohmann::json::parse(before.sent_body, nullptr, false);
    if (!envelope.is_object()) return {};
    envelope.erase("envelope_id");
    return slack_->send_envelope(std::move(envelope));
}

std::size_t Simulation::say(const std::string& account, const std::string& event_kind) {
    // A word that no text of the program contains, and none that begins another.
    story_.said.push_back(
        {.word = fmt::format("word{:03}x", ++next_word_), .account = account, .event_kind = event_kind});
    return story_.said.size() - 1;
}

void Simulation::type(int person, const std::string& text, std::optional<std::size_t> said) {
    ++story_.inputs;
    set_clocks();
    const Answer answer = slack_->slash(people[static_cast<std::size_t>(person)].id, general, text);
    log(fmt::format("  {}: /rescue {} -> {} {}", people[static_cast<std::size_t>(person)].name, text, answer.status,
                    answer.status == 200 ? answer.json.value("text", "").substr(0, 90) : answer.failure));
    if (said) take_answer(*said, answer);
    last_typed_ = Typed{person, text, said, program_wall_ms()};
}

void Simulation::take_answer(std::size_t said, const Answer& answer) {
    Said& one = story_.said[said];
    ++one.times_sent;
    if (answer.status == 200 && !is_refusal(answer)) one.was_accepted = true;
}

/// Two people answer for one call in the same moment.
void Simulation::both_call(int account) {
    const std::string wanted = fmt::format("{}#", accounts[static_cast<std::size_t>(account)]);
    const auto message_for = [&](const Person& person) -> std::optional<slack_double::Message> {
        for (const auto& message : slack_->direct_messages(person.id)) {
            if (message.blocks.dump().contains("call.reached") && message.blocks.dump().contains(wanted))
                return message;
        }
        return std::nullopt;
    };
    std::optional<slack_double::Message> card;
    for (const auto& channel : slack_->channels()) {
        for (const auto& message : slack_->messages(channel.id)) {
            const std::string blocks = message.blocks.dump();
            if (channel.kind != slack_double::ChannelKind::im && blocks.contains("call.reached") &&
                blocks.contains(wanted))
                card = message;
        }
    }
    const auto direct = message_for(people[0]);
    std::optional<Answer> first;
    std::optional<Answer> second;
    set_clocks();
    {
        // Who is second may find that the button has gone.
        const auto press = [&](const Person& who, const std::optional<slack_double::Message>& message) {
            std::optional<Answer> answer;
            try {
                if (message) answer = slack_->press(who.id, message->channel, message->ts, "call.reached");
            } catch (const std::invalid_argument&) {
                answer.reset();
            }
            return answer;
        };
        const std::jthread one{[&] { first = press(people[0], direct); }};
        const std::jthread other{[&] { second = press(people[1], card); }};
    }
    if (first && second) ++story_.faults["two press the same button"];
    log(fmt::format("  {} {}", first ? first->status : 0, second ? second->status : 0));
    for (auto& answer : {first, second})
        if (answer) last_press_ = answer;
    story_.inputs += (first ? 1 : 0) + (second ? 1 : 0);
}

void Simulation::press_sent(int person) {
    const std::string user = people[static_cast<std::size_t>(person)].id;
    for (const auto& shown : slack_->ephemerals(user)) {
        if (!shown.blocks.dump().contains("summary.sent")) continue;
        ++story_.inputs;
        set_clocks();
        last_press_ = slack_->press(user, shown.channel, shown.ts, "summary.sent");
        return log(fmt::format("  {}", last_press_->status));
    }
    log("  there is no draft");
}

void Simulation::write_to_bot(int account, int person) {
    const auto said = say(accounts[static_cast<std::size_t>(account)], "touch-logged");
    const std::string text =
        fmt::format("touch {} kind:email with:\"Ben Ray\" {}", story_.said[said].account, story_.said[said].word);
    const std::string user = people[static_cast<std::size_t>(person)].id;
    ++story_.inputs;
    set_clocks();
    const Answer answer = slack_->say(user, slack_->direct_channel(user), text);
    log(fmt::format("  {}: {} -> {} {}", user, text, answer.status, answer.failure));
    events_.push_back({.id = answer.event_id, .said = said, .is_answered = answer.status == 200});
    // What could not be stored is answered by a message, not by the status; Slack then has no reason to repeat it.
    if (answer.status == 200 && program_->page().disk_is_full == 0) story_.said[said].was_accepted = true;
    ++story_.said[said].times_sent;
}

/// Slack repeats what was not answered, three times at most; and now and then what was.
void Simulation::repeat_events() {
    for (Event& event : events_) {
        Said& said = story_.said[event.said];
        const bool repeats = event.is_answered ? event.retries == 0 : event.retries < 3;
        if (!repeats || !program_->is_running()) continue;
        ++event.retries;
        ++story_.faults["event delivered again"];
        set_clocks();
        const Answer answer = slack_->retry_event(event.id, event.retries);
        const bool is_first_answer = answer.status == 200 && !event.is_answered;
        if (is_first_answer && program_->page().disk_is_full == 0) said.was_accepted = true;
        event.is_answered = event.is_answered || answer.status == 200;
        log(fmt::format("  {} again -> {}", said.word, answer.status));
    }
}

void Simulation::feed_people() {
    deliveries_.push_back({.path = "accounts", .body = accounts_csv(), .key = "accounts-1"});
    deliveries_.push_back({.path = "people", .body = people_csv(), .key = "people-1"});
}

void Simulation::feed_decline(int account) {
    const char* const id = accounts[static_cast<std::size_t>(account)];
    deliveries_.push_back({.path = "orders", .body = orders_csv(id), .key = fmt::format("orders-{}", id)});
    ++story_.inputs;
    deliver_feeds();
}

/// In order: what comes later may refer to what came before.
void Simulation::deliver_feeds() {
    for (Delivery& delivery : deliveries_) {
        if (!delivery.is_accepted && !deliver(delivery)) return;
    }
}

bool Simulation::deliver(Delivery& delivery) {
    if (!program_->is_running()) return false;
    const auto answer = slack_double::send_http(
        "POST", fmt::format("http://127.0.0.1:{}/v1/{}", program_->page().port.load(), delivery.path),
        {{"Authorization", fmt::format("Bearer {}", api_token)},
         {"Content-Type", "text/csv"},
         {"Idempotency-Key", delivery.key}},
        delivery.body, 3s);
    log(fmt::format("  {} {} -> {} {}", delivery.path, delivery.key, answer.status,
                    answer.status == 200 ? answer.body.substr(0, 80) : answer.failure));
    if (answer.status == 200 && answer.body.contains("\"rejected\":[{"))
        story_.troubles.push_back(fmt::format("rows of {} were rejected: {}", delivery.key, answer.body));
    if (answer.status == 200 && delivery.is_accepted && delivery.answer != answer.body)
        story_.troubles.push_back(
            fmt::format("{} is answered otherwise the second time: {}", delivery.key, answer.body));
    if (answer.status != 200) return delivery.is_accepted;
    delivery.is_accepted = true;
    delivery.answer = answer.body;
    return true;
}

// --- faults --------------------------------------------------------------------------------------------------------

void Simulation::inject(const Step& step) {
    ControlPage& page = program_->page();
    const auto steps = std::max(step.steps, 1);
    switch (step.what) {
    case What::trap:
        for (std::size_t index = 0; index < page.traps.size(); ++index) {
            Trap& trap = page.traps[index];
            if (armed_[index]) continue;
            armed_[index] = step;
            trap.countdown = step.countdown;
            trap.deed = step.deed;
            trap.point = step.point;
            return;
        }
        return;
    case What::kill_now:
        ++story_.faults["killed"];
        program_->signal(SIGKILL);
        return;
    case What::stop:
        if (!program_->is_running()) return;
        ++story_.faults["stopped and started"];
        is_stopping_ = true;
        program_->signal(SIGTERM);
        pass(10s);
        return;
    case What::refuse: return slack_->refuse(step.method, step.code);
    case What::lose_reply: return slack_->lose_reply(step.method);
    case What::drop_request: return slack_->drop_request(step.method);
    case What::rate_limit: return slack_->rate_limit(step.method, std::chrono::seconds{step.seconds});
    case What::http_error: return slack_->http_error(step.method, static_cast<unsigned>(std::stoi(step.code)));
    case What::slow_reply:
        held_.push_back({.method = step.method, .release_after = std::chrono::seconds{step.seconds}});
        return slack_->hold_reply(step.method, 1);
    case What::slow_call:
        held_.push_back({.method = step.method, .release_after = std::chrono::seconds{step.seconds}});
        return slack_->hold(step.method, 1);
    case What::slack_down:
        ++story_.faults["Slack down"];
        slack_->go_down();
        break;
    case What::disk_full: page.disk_is_full = 1; break;
    case What::clock_jump:
        ++story_.faults["clock jumps"];
        clock_error_ = step.seconds * ns_in_s;
        set_clocks();
        break;
    default: return;
    }
    lasting_.push_back({step.what, steps + 1});
}

void Simulation::end_lasting(bool all) {
    take_sprung_traps();
    for (Lasting& one : lasting_) {
        if (--one.steps > 0 && !all) continue;
        one.steps = 0;
        if (one.what == What::slack_down) slack_->come_up();
        if (one.what == What::disk_full) program_->page().disk_is_full = 0;
        if (one.what == What::clock_jump) clock_error_ = 0;
        log("  a fault is over");
    }
    std::erase_if(lasting_, [](const Lasting& one) { return one.steps <= 0; });
    set_clocks();
}

/// Once a call stands, and the others have had time to be answered, the time goes on without its answer.
void Simulation::watch_held_calls() {
    if (held_.empty() || program_->page().slack_is_mute != 0) return;
    constexpr auto others_are_answered = 3ms;
    const auto real_now = std::chrono::steady_clock::now();
    for (Held& held : held_) {
        if (held.since || !slack_->wait_until_held(held.method, 1, 0ms)) continue;
        if (!held.seen) held.seen = real_now;
        if (real_now - *held.seen < others_are_answered) continue;
        held.since = program_->now();
        ++story_.faults["slow call"];
        program_->page().slack_is_mute = 1;
        program_->wake();
    }
}

void Simulation::release_due_calls(bool all) {
    for (Held& held : held_) {
        const bool is_due = held.since && program_->now() - *held.since >= held.release_after;
        if (!is_due && !all) continue;
        slack_->release(held.method);
        slack_->wait_until([&] { return !slack_->wait_until_held(held.method, 1, 0ms); }, 1s);
        held.method.clear();
    }
    std::erase_if(held_, [](const Held& held) { return held.method.empty(); });
    const bool any_stands = std::ranges::any_of(held_, [](const Held& held) { return held.since.has_value(); });
    if (!any_stands) program_->page().slack_is_mute = 0;
}

// --- time ----------------------------------------------------------------------------------------------------------

void Simulation::keep_running() {
    note_ending();
    for (int attempt = 0; !program_->is_running() && attempt < 8; ++attempt) {
        program_->start();
        const bool came_up = program_->let_pass(0s, [this] { watch_held_calls(); });
        if (came_up) return open_door();
        note_ending();
        program_->skip(1s);
    }
}

void Simulation::open_door() {
    if (door_ == Door::http) {
        return slack_->set_bot_url(fmt::format("http://127.0.0.1:{}/slack/events", program_->page().port.load()));
    }
    // The hello comes in no time; where Slack is down it does not come at all.
    constexpr std::size_t kept = 2;
    constexpr auto soon = 200ms;
    slack_->wait_for_sockets(kept, soon);
}

void Simulation::note_ending() {
    const auto ending = program_->ended();
    if (!ending) {
        return;
    }
    const std::string cause = take_sprung_traps();
    if (ending->killed) ++story_.deaths;
    log(fmt::format("  the program ended: {}",
                    ending->killed ? (cause.empty() ? "killed" : cause) : fmt::format("status {}", ending->status)));
    const bool may_end = ending->killed || (is_stopping_ && ending->status == 0) || program_->page().disk_is_full != 0;
    if (!may_end) story_.troubles.push_back(fmt::format("the program ended by itself with status {}", ending->status));
    is_stopping_ = false;
}

/// Counts what has sprung. @return the last of it in words
std::string Simulation::take_sprung_traps() {
    std::string last;
    for (std::size_t index = 0; index < armed_.size(); ++index) {
        if (!armed_[index] || program_->page().traps[index].point != Point::nowhere) continue;
        last = to_text(*armed_[index]);
        ++story_.faults[kind_of_trap(*armed_[index])];
        armed_[index].reset();
    }
    return last;
}

void Simulation::set_clocks() {
    program_->page().wall_offset = slack_offset_ + clock_error_;
    // Signatures are made with the real time, which is not that of the story.
    const auto real = std::chrono::system_clock::now().time_since_epoch();
    const std::chrono::nanoseconds story{program_->now().count() + slack_offset_};
    slack_->sign_with(std::chrono::duration_cast<std::chrono::seconds>(story - real),
                      slack_->settings().signing_secret);
}

/// Lets the program work and time pass, through all deaths.
void Simulation::pass(SteadyNs time) {
    const SteadyNs end = program_->now() + time;
    while (true) {
        const bool was_stopping = is_stopping_;
        if (!was_stopping) keep_running();
        if (!program_->is_running()) {
            note_ending();
            if (program_->now() < end) program_->skip(end - program_->now());
            return;
        }
        SteadyNs slice = std::max(end - program_->now(), SteadyNs{0});
        if (!held_.empty()) slice = std::min<SteadyNs>(slice, 1s);
        const bool rests = program_->let_pass(slice, [this] { watch_held_calls(); });
        if (!rests && program_->is_running()) {
            story_.troubles.emplace_back("the program did not come to rest");
            program_->signal(SIGKILL);
        }
        note_ending();
        release_due_calls(false);
        if (rests && program_->now() >= end) return;
    }
}

void Simulation::leap(const Step& step) {
    std::int64_t ahead = step.seconds * ns_in_s;
    if (step.what == What::leap && program_->is_running() && std::filesystem::exists(database())) {
        const Record record{database()};
        const auto due = record.number("SELECT min(due_at) FROM reminders");
        // The moment itself, so that everything due comes up one after the other as on any other day.
        if (due > wall_ms()) ahead = std::min(ahead, (due - wall_ms()) * ns_in_ms);
    }
    slack_offset_ += ahead;
    set_clocks();
    log(fmt::format("  it is {}", clock_text()));
    pass(one_look);
}

std::int64_t Simulation::wall_ms() const {
    return (program_->now().count() + slack_offset_) / ns_in_ms;
}

std::int64_t Simulation::program_wall_ms() const {
    return wall_ms() + clock_error_ / ns_in_ms;
}

std::string Simulation::clock_text() const {
    return date::format("%F %T", date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{wall_ms()}});
}

// --- the end -------------------------------------------------------------------------------------------------------

void Simulation::settle() {
    end_lasting(true);
    slack_->heal();
    release_due_calls(true);
    take_sprung_traps();
    for (Trap& trap : program_->page().traps) trap.point = Point::nowhere;
    armed_ = {};
    constexpr int most_looks = 60;
    for (int look = 0; look < most_looks; ++look) {
        keep_running();
        deliver_feeds();
        repeat_events();
        // Attempts are put off by five minutes at most, rooms that were lost by an hour.
        if (look >= 8) slack_offset_ += 120 * ns_in_s;
        set_clocks();
        pass(one_look);
        const bool all_fed = std::ranges::all_of(deliveries_, &Delivery::is_accepted);
        if (all_fed && is_at_rest()) return log(fmt::format("at rest after {} looks", look + 1));
    }
    const Record record{database()};
    for (const auto& row :
         record.rows("SELECT effect_id, state, attempts, error FROM outbox WHERE finished_at IS NULL"))
        story_.troubles.push_back(
            fmt::format("waits for ever: {} is {} after {} attempts: {}", row[0], row[1], row[2], row[3]));
    for (const auto& row :
         record.rows("SELECT case_id, slot, state FROM living_messages WHERE wanted_hash <> posted_hash"))
        story_.troubles.push_back(fmt::format("waits for ever: message {} of {} is {}", row[1], row[0], row[2]));
    for (const auto& row : record.rows("SELECT case_id, actual FROM rooms WHERE dirty = 1"))
        story_.troubles.push_back(fmt::format("waits for ever: the room of {}: {}", row[0], row[1]));
    for (const auto& delivery : deliveries_)
        if (!delivery.is_accepted) story_.troubles.push_back("waits for ever: delivery " + delivery.key);
    if (story_.troubles.empty()) story_.troubles.emplace_back("something waits for ever");
}

bool Simulation::is_at_rest() {
    if (!program_->is_running()) return false;
    const Record record{database()};
    const auto now = std::to_string(wall_ms());
    return record.number("SELECT count(*) FROM outbox WHERE finished_at IS NULL") == 0 &&
           record.number(
               "SELECT count(*) FROM living_messages WHERE wanted_hash <> posted_hash OR state <> 'posted'") == 0 &&
           record.number("SELECT count(*) FROM rooms WHERE dirty = 1") == 0 &&
           record.number("SELECT count(*) FROM pending_evaluations") == 0 &&
           record.number("SELECT count(*) FROM reminders WHERE due_at <= " + now) == 0;
}

void Simulation::count_faults() {
    for (const auto& call : slack_->calls()) {
        if (!call.fault.empty()) ++story_.faults["Slack: " + call.fault];
    }
    if (const int refused = program_->page().refused_writes; refused > 0)
        story_.faults["writes refused by a full disk"] += refused;
}

void Simulation::log(const std::string& line) {
    log_ << clock_text() << ' ' << line << std::endl;
}

} // namespace holdfast::faults
