#include "tests/faults/fault_plan.hpp"
#include "tests/faults/findings.hpp"
#include "tests/faults/simulation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace holdfast::faults {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Options {
    std::uint64_t first = 1;
    int seeds = 1;
    int jobs = 1;
    int most_faults = 1'000;
    Door door = Door::http;
    std::vector<std::string> without;
    bool keeps_everything = false;
    fs::path folder;
    fs::path program;
    fs::path preload;
};

/// In memory where there is a place for it: what is tested is the order of writes, not the disk.
fs::path usual_folder() {
    const fs::path memory{"/dev/shm"};
    const fs::path base = access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
    return base / fmt::format("holdfast-faults-{}", getuid());
}

/// One seed from plan to verdict.
json run_seed(std::uint64_t seed, const Options& options) {
    const fs::path folder = options.folder / fmt::format("seed-{}", seed);
    fs::remove_all(folder);
    fs::create_directories(folder);
    auto plan = make_plan(seed, options.most_faults);
    std::erase_if(plan, [&](const Step& step) {
        return std::ranges::any_of(options.without, [&](const auto& word) { return to_text(step).starts_with(word); });
    });
    std::ofstream written{folder / "plan.txt"};
    for (const Step& step : plan) written << to_text(step) << '\n';
    written.close();

    json result{{"seed", seed}};
    const auto began = std::chrono::steady_clock::now();
    try {
        Simulation simulation{{options.program, options.preload, folder}, options.door};
        const Story story = simulation.run(plan);
        Figures figures;
        result["found"] = findings(simulation, story, figures);
        result["faults"] = story.faults;
        result["deaths"] = story.deaths;
        result["figures"] = {{"inputs", story.inputs},
                             {"inputs accepted", figures.inputs_accepted},
                             {"wanted messages", figures.messages_wanted},
                             {"rungs expected", figures.rungs},
                             {"rooms", figures.rooms},
                             {"losses", figures.losses},
                             {"duplicates", figures.duplicates}};
    } catch (const std::exception& failure) {
        result["found"] = {fmt::format("the simulation itself failed: {}", failure.what())};
    }
    result["ms"] =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
    const bool is_clean = result["found"].empty();
    if (is_clean && !options.keeps_everything) fs::remove_all(folder);
    if (!is_clean) std::ofstream{folder / "found.txt"} << result.dump(2) << '\n';
    return result;
}

/// Runs every `options.jobs`th seed in a process of its own and writes a line for each.
int work(int number, const Options& options, int output) {
    for (int index = number; index < options.seeds; index += options.jobs) {
        const std::string line = run_seed(options.first + static_cast<std::uint64_t>(index), options).dump() + '\n';
        if (write(output, line.data(), line.size()) < 0) return 1;
    }
    return 0;
}

struct Total {
    int runs = 0;
    int failed = 0;
    int deaths = 0;
    std::map<std::string, int> faults;
    std::map<std::string, int> figures;
    std::int64_t slowest_ms = 0;
};

void take(Total& total, const json& result, const Options& options) {
    ++total.runs;
    total.slowest_ms = std::max(total.slowest_ms, result["ms"].get<std::int64_t>());
    total.deaths += result.value("deaths", 0);
    for (const auto& [kind, count] : result.value("faults", json::object()).items())
        total.faults[kind] += count.get<int>();
    for (const auto& [name, count] : result.value("figures", json::object()).items())
        total.figures[name] += count.get<int>();
    if (result["found"].empty()) return;
    ++total.failed;
    const std::string seed = result["seed"].dump();
    std::cout << fmt::format("seed {} failed; see {}; again: tests/faults/run --seed {}\n", seed,
                             (options.folder / ("seed-" + seed)).string(), seed);
    for (const auto& line : result["found"]) std::cout << "    " << line.get<std::string>() << '\n';
    std::cout << std::flush;
}

void report(const Total& total, std::chrono::milliseconds took) {
    std::cout << fmt::format("{} runs in {:.1f} s, the slowest {:.1f} s; {} failed\n", total.runs,
                             static_cast<double>(took.count()) / 1'000, static_cast<double>(total.slowest_ms) / 1'000,
                             total.failed);
    for (const auto& [name, count] : total.figures) std::cout << fmt::format("  {:>8}  {}\n", count, name);
    int all = 0;
    for (const auto& [kind, count] : total.faults) all += count;
    std::cout << fmt::format("{} faults took effect, {} of them deaths of the program:\n", all, total.deaths);
    for (const auto& [kind, count] : total.faults) std::cout << fmt::format("  {:>8}  {}\n", count, kind);
}

/// Runs in which nothing was accepted, wanted or hit would be clean, and prove nothing. One seed alone may lack a
/// thing.
bool proves_something(const Total& total) {
    constexpr int enough_to_judge = 20;
    if (total.runs < enough_to_judge) return true;
    for (const char* const what : {"inputs accepted", "wanted messages", "rungs expected", "rooms"}) {
        const auto found = total.figures.find(what);
        if (found != total.figures.end() && found->second >= total.runs) continue;
        std::cout << fmt::format("these runs prove nothing: too few {}\n", what);
        return false;
    }
    return !total.faults.empty();
}

int run_all(const Options& options) {
    const auto began = std::chrono::steady_clock::now();
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return 2;
    std::vector<pid_t> workers;
    for (int number = 0; number < options.jobs; ++number) {
        const pid_t worker = fork();
        if (worker == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(ends[0]);
            _exit(work(number, options, ends[1]));
        }
        workers.push_back(worker);
    }
    close(ends[1]);
    Total total;
    std::FILE* const lines = fdopen(ends[0], "r");
    char* line = nullptr;
    std::size_t size = 0;
    while (getline(&line, &size, lines) > 0) take(total, json::parse(line), options);
    std::free(line);
    std::fclose(lines);
    bool all_ended_well = true;
    for (const pid_t worker : workers) {
        int status = 0;
        waitpid(worker, &status, 0);
        all_ended_well = all_ended_well && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    report(total, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began));
    const bool is_clean = all_ended_well && total.failed == 0 && total.runs == options.seeds;
    return is_clean && proves_something(total) ? 0 : 1;
}

} // namespace

} // namespace holdfast::faults

int main(int argc, char** argv) {
    using namespace holdfast::faults;
    Options options;
    std::optional<std::uint64_t> seed;
    CLI::App app{"Runs the built program through random misfortune and looks whether anything was lost or doubled."};
    app.add_option("--seeds", options.seeds, "how many")->check(CLI::Range(1, 1'000'000));
    app.add_option("--first", options.first, "the first of them");
    app.add_option("--seed", seed, "this one alone; everything it leaves is kept");
    app.add_option("--faults", options.most_faults, "only the first so many faults of each plan");
    const std::map<std::string, Door> doors{{"http", Door::http}, {"socket", Door::socket}};
    app.add_option("--door", options.door, "how the program hears of Slack: http or socket")
        ->transform(CLI::CheckedTransformer(doors));
    app.add_option("--without", options.without, "leave out the steps that begin with this word, as disk_full");
    app.add_option("--jobs", options.jobs, "side by side")->check(CLI::Range(1, 64));
    app.add_option("--folder", options.folder, "where the runs live; those that fail stay there");
    app.add_option("--program", options.program, "the built holdfast")->required()->check(CLI::ExistingFile);
    app.add_option("--preload", options.preload, "the built preload library")->required()->check(CLI::ExistingFile);
    CLI11_PARSE(app, argc, argv);
    if (options.folder.empty()) options.folder = usual_folder();
    if (seed) {
        options.first = *seed;
        options.seeds = 1;
        options.keeps_everything = true;
    } else {
        options.folder /= fmt::format("run-{}", getpid());
    }
    std::filesystem::create_directories(options.folder);
    const int status = run_all(options);
    // Stays where a run has left something to look at.
    std::error_code is_not_empty;
    std::filesystem::remove(options.folder, is_not_empty);
    if (seed) std::cout << "What it left: " << (options.folder / fmt::format("seed-{}", *seed)).string() << '\n';
    return status;
}
