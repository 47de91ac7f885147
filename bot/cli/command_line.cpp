#include "bot/cli/command_line.hpp"

#include "bot/cli/version.hpp"
#include "bot/decode/nearest.hpp"
#include "bot/decode/plain_values.hpp"
#include "bot/operate/commands/check_playbooks.hpp"
#include "bot/operate/commands/doctor_command.hpp"
#include "bot/operate/commands/erase_person.hpp"
#include "bot/operate/commands/export_case.hpp"
#include "bot/operate/commands/export_dossier.hpp"
#include "bot/operate/commands/import_file.hpp"
#include "bot/operate/commands/keep_copies.hpp"
#include "bot/operate/commands/make_token.hpp"
#include "bot/operate/commands/print_manifest.hpp"
#include "bot/operate/commands/show_audit.hpp"
#include "bot/operate/commands/sweep.hpp"
#include "bot/operate/serve.hpp"
#include "bot/operate/slack_examination.hpp"
#include "config/api_tokens_file.hpp"
#include "config/loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

constexpr int wrong_usage = 2;

using Config = std::optional<std::filesystem::path>;
/// Set by the subcommand that was given.
using Chosen = std::function<CommandResult()>;

template <std::size_t count>
std::vector<std::string> names(const std::array<std::string_view, count>& table) {
    return {table.begin(), table.end()};
}

/// The program's arguments: each `add_…` declares a subcommand and what it runs.
class CommandLine {
public:
    CommandLine() {
        app_.require_subcommand(1);
        app_.failure_message(CLI::FailureMessage::simple);
        add_serve();
        add_import();
        add_sweep();
        add_doctor();
        add_manifest();
        add_playbooks();
        add_export();
        add_erase();
        add_backup();
        add_restore();
        add_token();
        add_audit();
        add_version();
    }

    int run(int argc, const char* const* argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& problem) {
            return finish_parsing(problem);
        }
        const auto result = chosen_();
        if (!result) return say(EXIT_FAILURE, result.error());
        // A file that was cut off by a full disk must not pass for a result.
        if (!std::cout.flush()) return say(EXIT_FAILURE, "the output could not be written; is the disk full?");
        return *result;
    }

    static int say(int status, std::string_view problem) {
        std::cerr << "holdfast: " << problem << std::endl;
        return status;
    }

private:
    int finish_parsing(const CLI::ParseError& problem) {
        // Help is asked for, not a mistake.
        if (problem.get_exit_code() == EXIT_SUCCESS) return app_.exit(problem);
        if (const auto typed = unknown_command(); !typed.empty()) return say(wrong_usage, no_such_command(typed));
        return say(wrong_usage, fmt::format("{} (holdfast --help shows the usage)", problem.what()));
    }

    /// What was typed where a command has to stand; empty when a command was found there.
    [[nodiscard]] std::string unknown_command() const {
        if (!app_.get_subcommands().empty()) return {};
        const auto rest = app_.remaining();
        const bool is_word = !rest.empty() && !rest.front().starts_with('-');
        return is_word ? rest.front() : std::string{};
    }

    [[nodiscard]] std::string no_such_command(const std::string& typed) const {
        std::vector<std::string_view> commands;
        const auto known = app_.get_subcommands([](const CLI::App*) { return true; });
        for (const auto* command : known) commands.push_back(command->get_name());
        const auto near = nearest(typed, commands, 1);
        const auto hint = near.empty() ? std::string{"holdfast --help lists them"}
                                       : fmt::format("did you mean \"holdfast {}\"?", commands[near.front()]);
        return fmt::format("there is no command \"{}\"; {}", typed, hint);
    }

    CLI::App* add(const char* name, const char* does, Chosen run) {
        auto* command = app_.add_subcommand(name, does);
        command->final_callback([this, run = std::move(run)] { chosen_ = run; });
        return command;
    }

    CLI::App* add_configured(const char* name, const char* does, std::function<CommandResult(const Settings&)> run) {
        const auto with_settings = [this, run = std::move(run)]() -> CommandResult {
            const auto settings = load(config_, process_environment());
            if (!settings) return std::unexpected{to_text(settings.error())};
            return run(*settings);
        };
        auto* command = add(name, does, with_settings);
        add_config(*command);
        return command;
    }

    void add_config(CLI::App& command) {
        command.add_option("--config", config_, "Settings (YAML); else $HOLDFAST_CONFIG, else ./holdfast.yaml")
            ->type_name("FILE");
    }

    void add_serve() {
        auto* command = add("serve", "Run the bot", [this] {
            spdlog::set_level(spdlog::level::info);
            return CommandResult{serve({config_, clock_})};
        });
        add_config(*command);
        command->add_option("--clock", clock_, "Simulated clock, for demonstrations: 2026-03-02T09:12:00Z,x60")
            ->type_name("START[,xSPEED]")
            ->check([](const std::string& text) {
                const auto clock = SimulatedClock::parse(text);
                return clock ? std::string{} : clock.error();
            });
    }

    void add_import() {
        auto* command = add_configured("import", "Store the rows of a file; repeating it changes nothing",
                                       [this](const Settings& settings) {
                                           import_.show_progress = ::isatty(STDERR_FILENO) != 0;
                                           return import_file(settings, import_, system_clock_, std::cout, std::cerr);
                                       });
        const auto take_kind = [this](const std::string& name) { import_.kind = *record_kind_from(name); };
        command->add_option_function<std::string>("KIND", take_kind, "What the rows are about")
            ->required()
            ->type_name("KIND")
            ->check(CLI::IsMember(names(record_kind_names)));
        command->add_option("FILE", import_.file, "CSV with a header line; also .json, .ndjson")->required();
        command->add_flag("--dry-run", import_.dry_run, "Check the rows and store nothing");
        command->add_option("--rejects", import_.rejects, "Write the rejected rows' places and reasons as CSV")
            ->type_name("FILE");
    }

    void add_sweep() {
        auto* command =
            add_configured("sweep", "Evaluate every signal for every account", [this](const Settings& settings) {
                return sweep(settings, sweep_, system_clock_, std::cout);
            });
        command->add_option("--as-of", sweep_.as_of, "Evaluate as on this day")
            ->type_name("DATE")
            ->check([](const std::string& text) {
                if (iso_day(text) || iso_instant(text)) return std::string{};
                return fmt::format("\"{}\" is not a day such as 2026-03-04", text);
            });
        command->add_flag("--dry-run", sweep_.dry_run, "Say what would trip and why, and open nothing");
    }

    void add_doctor() {
        add_configured("doctor", "Check configuration, token, scopes, clock, database and playbooks",
                       [](const Settings& settings) { return doctor_command(settings, examine_slack, std::cout); });
    }

    void add_manifest() {
        auto* command = add_configured("manifest", "Print the Slack app manifest", [this](const Settings& settings) {
            return print_manifest(settings, url_, std::cout);
        });
        command->add_option("--url", url_, "Public https address of the bot; without it: Socket Mode");
    }

    void add_playbooks() {
        auto* command = app_.add_subcommand("playbooks", "Work on playbook files");
        command->require_subcommand(1);
        auto* check = command->add_subcommand("check", "Say what is wrong with playbook files, and where");
        check->add_option("DIR", playbooks_, "Directory with playbook files; else the configured one");
        add_config(*check);
        check->final_callback([this] { chosen_ = [this] { return run_check(); }; });
    }

    CommandResult run_check() {
        if (playbooks_) return check_playbooks(*playbooks_, std::cout, std::cerr);
        const auto settings = load(config_, process_environment());
        if (!settings) return std::unexpected{to_text(settings.error())};
        return check_playbooks(settings->playbooks.value_or(std::filesystem::path{}), std::cout, std::cerr);
    }

    CommandResult run_export(const Settings& settings) {
        if (!everything_ && !dossier_.person) return export_case(settings, export_, std::filesystem::path{}, std::cout);
        if (everything_) dossier_.account = export_.wanted;
        dossier_.format = export_.formats.front();
        return export_dossier(settings, dossier_, std::cout);
    }

    void add_export() {
        auto* command =
            add_configured("export", "Write the record of a case, or all that is kept about an account or a person",
                           [this](const Settings& settings) { return run_export(settings); });
        auto* wanted = command->add_option("CASE", export_.wanted, "Account id, room name or case id");
        auto* everything =
            command->add_flag("--everything", everything_, "All that is kept about the account")->needs(wanted);
        auto* person = command
                           ->add_option("--person", dossier_.person,
                                        "All that is kept about a customer's person, by name, or about a colleague, by "
                                        "Slack id or e-mail address")
                           ->excludes(wanted)
                           ->excludes(everything);
        command->add_option("--account", dossier_.account, "Whose person it is")->needs(person);
        command->parse_complete_callback([wanted, person] {
            if (wanted->empty() && person->empty()) throw CLI::RequiredError{"CASE or --person"};
        });
        const auto take_formats = [this](const std::vector<std::string>& chosen) {
            export_.formats.clear();
            for (const auto& name : chosen) export_.formats.push_back(*record_export_from(name));
        };
        command
            ->add_option_function<std::vector<std::string>>("--format", take_formats,
                                                            "Of several, each goes to a file of its own")
            ->type_name("FORMAT")
            ->delimiter(',')
            ->check(CLI::IsMember(names(record_export_names)));
    }

    void add_erase() {
        auto* command = add_configured(
            "erase", "Erase a person; without --yes say what would change, and which words would go",
            [this](const Settings& settings) { return erase_person(settings, erase_, system_clock_, std::cout); });
        command
            ->add_option("PERSON,--person", erase_.person,
                         "A customer's person by name, or a colleague by Slack id or e-mail address")
            ->required();
        command->add_option("--account", erase_.account, "Whose person it is");
        command->add_flag("--whole-name-only", erase_.whole_name_only, "Leave single words of the name in texts");
        auto* yes = command->add_flag("--yes", erase_.yes, "Do it; the bot must be stopped");
        command->add_flag("--dry-run", dry_run_, "Only say what would change, as without --yes")->excludes(yes);
    }

    void add_backup() {
        auto* command =
            add_configured("backup", "Copy the database, also while the bot runs",
                           [this](const Settings& settings) { return backup_command(settings, backup_, std::cout); });
        command->add_option("FILE", backup_.copy, "Where the copy goes")->required();
        command->add_flag("--overwrite", backup_.overwrite, "Replace a file that is there already");
    }

    void add_restore() {
        auto* command = add_configured("restore", "Replace the database by a backup", [this](const Settings& settings) {
            return restore_command(settings, copy_, std::cout);
        });
        command->add_option("FILE", copy_, "A file that holdfast backup wrote")->required();
    }

    void add_token() {
        auto* command = add("token", "Make a bearer token for /v1; it is shown once",
                            [this] { return make_token(token_, std::cout); });
        command->add_option("NAME", token_.name, "Who will bear it, for the audit")->required();
        command->add_option("--scope", token_.scopes, "What the bearer may do")
            ->required()
            ->type_name("SCOPE")
            ->delimiter(',')
            ->check(CLI::IsMember(names(api_scope_names)));
    }

    void add_audit() {
        add_configured("audit", "Say who delivered rows and who erased somebody",
                       [](const Settings& settings) { return show_audit(settings, std::cout); });
    }

    void add_version() {
        add("version", "Print version and commit", [] {
            std::cout << fmt::format("holdfast {} ({})\n", program_version, program_commit);
            return CommandResult{EXIT_SUCCESS};
        });
    }

    CLI::App app_{"Holdfast saves customer accounts, from Slack.", "holdfast"};
    Chosen chosen_;
    const SystemClock system_clock_;
    Config config_;
    std::optional<std::string> clock_;
    ImportOptions import_;
    SweepOptions sweep_;
    ExportOptions export_;
    DossierOptions dossier_;
    bool everything_ = false;
    EraseOptions erase_;
    bool dry_run_ = false; ///< of erase, where it only says what is so anyway
    TokenOptions token_;
    std::optional<std::string> url_;
    std::optional<std::filesystem::path> playbooks_;
    BackupOptions backup_;
    std::filesystem::path copy_; ///< of restore
};

/// Standard output is for results.
void log_to_standard_error() {
    spdlog::set_default_logger(spdlog::stderr_color_mt("holdfast"));
    spdlog::set_level(spdlog::level::warn);
}

} // namespace

int run_command_line(int argc, const char* const* argv) {
    try {
        log_to_standard_error();
        CommandLine command_line;
        return command_line.run(argc, argv);
    } catch (const std::exception& failure) {
        return CommandLine::say(EXIT_FAILURE, failure.what());
    }
}

} // namespace holdfast
