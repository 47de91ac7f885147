#include "bot/operate/commands/import_file.hpp"

#include "bot/handle/account_health.hpp"
#include "bot/handle/import_rows.hpp"
#include "bot/operate/commands/progress_bar.hpp"
#include "bot/record/case_csv.hpp"
#include "playbooks/calendar/zone.hpp"
#include "storage/database.hpp"
#include "storage/private_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <future>
#include <optional>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

/// Undoes a dry run.
struct Undo {};

/// Collects rows into batches and stores one batch while the next is being read.
class BatchImport {
public:
    BatchImport(Database& database, const Clock& clock, bool dry_run)
        : database_{database}, clock_{clock}, dry_run_{dry_run} {}

    void add(NumberedRow row) {
        batch_.push_back(std::move(row));
        if (batch_.size() == rows_in_batch) flush();
    }

    void reject(Rejection rejection) { outcome_.rejected.push_back(std::move(rejection)); }

    [[nodiscard]] ImportOutcome finish() {
        flush();
        collect();
        std::ranges::sort(outcome_.rejected, {}, &Rejection::line);
        return std::move(outcome_);
    }

private:
    static constexpr std::size_t rows_in_batch = 50'000;

    void flush() {
        collect();
        if (batch_.empty()) return;
        auto work = [this, rows = std::exchange(batch_, {})]() mutable { return store(std::move(rows)); };
        storing_ = std::async(std::launch::async, std::move(work));
        batch_.reserve(rows_in_batch);
    }

    [[nodiscard]] ImportOutcome store(std::vector<NumberedRow> rows) {
        ImportOutcome outcome;
        const auto now = clock_.now();
        const auto work = [&](Transaction& tx) {
            outcome = import_rows(tx, std::move(rows), now);
            if (dry_run_) throw Undo{};
        };
        try {
            database_.write_now(work);
        } catch (const Undo&) {
            return outcome;
        }
        return outcome;
    }

    /// Waits for the batch that is being stored.
    void collect() {
        if (!storing_.valid()) return;
        auto stored = storing_.get();
        outcome_.accepted += stored.accepted;
        outcome_.unchanged += stored.unchanged;
        std::ranges::move(stored.rejected, std::back_inserter(outcome_.rejected));
    }

    Database& database_;
    const Clock& clock_;
    bool dry_run_;
    std::vector<NumberedRow> batch_;
    std::future<ImportOutcome> storing_;
    ImportOutcome outcome_;
};

/// Reads the file piece by piece. @return what is wrong with the file as a whole, empty when nothing is
std::string read_file(std::ifstream& file, RecordReader& reader, std::optional<ProgressBar>& bar) {
    std::string piece(1U << 20U, '\0');
    std::uintmax_t done = 0;
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto size = static_cast<std::size_t>(file.gcount());
        if (auto fed = reader.feed(std::string_view{piece}.substr(0, size)); !fed) return fed.error();
        done += size;
        if (bar) bar->show(done);
    }
    if (file.bad()) return "cannot be read to its end";
    auto finished = reader.finish();
    return finished ? std::string{} : finished.error();
}

/// Shares of revenue are told from this sum.
void sum_up_orders(Database& database, const Settings& settings, const Clock& clock) {
    const auto today = day_of(clock.now(), *find_zone(settings.time_zone));
    const auto work = [today](Transaction& tx) { sum_up_company_orders(tx, today); };
    database.write_now(work);
}

std::expected<void, std::string> write_rejects(const std::filesystem::path& path, const ImportOutcome& outcome) {
    std::string csv = "line,column,error\r\n";
    for (const auto& rejection : outcome.rejected)
        csv += fmt::format("{},{},{}\r\n", rejection.line, csv_value(rejection.column), csv_value(rejection.reason));
    // Reasons quote what the rows hold.
    if (!write_for_owner_alone(path, csv)) return std::unexpected{fmt::format("{} cannot be written", path.string())};
    return {};
}

} // namespace

CommandResult import_file(const Settings& settings, const ImportOptions& options, const Clock& clock, std::ostream& out,
                          std::ostream& err) {
    std::error_code no_size;
    const auto size = std::filesystem::file_size(options.file, no_size);
    std::ifstream file{options.file, std::ios::binary};
    if (!file || no_size)
        return std::unexpected{fmt::format("{} cannot be read; does the file exist?", options.file.string())};
    const auto format = format_of_file_name(options.file.string()).value_or(RecordFormat::csv);

    Database database{settings.database};
    BatchImport import{database, clock, options.dry_run};
    RecordReader reader{options.kind,
                        format,
                        {[&](std::size_t line, TypedRow row) { import.add({line, std::move(row)}); },
                         [&](Rejection rejection) { import.reject(std::move(rejection)); }}};
    std::optional<ProgressBar> bar;
    if (options.show_progress && size > 0) bar.emplace(err, size);
    const auto problem = read_file(file, reader, bar);
    const auto outcome = import.finish();
    if (options.kind == RecordKind::orders && !options.dry_run) sum_up_orders(database, settings, clock);
    if (bar) bar->clear();

    for (const auto& rejection : outcome.rejected)
        err << fmt::format("{}:{}: {}\n", options.file.string(), rejection.line, rejection.reason);
    if (options.rejects)
        if (auto written = write_rejects(*options.rejects, outcome); !written) return std::unexpected{written.error()};
    out << fmt::format("{}accepted {}, rejected {}, unchanged {}\n", options.dry_run ? "dry run: " : "",
                       outcome.accepted, outcome.rejected.size(), outcome.unchanged);
    if (!problem.empty()) return std::unexpected{fmt::format("{}: {}", options.file.string(), problem)};
    return outcome.accepted > 0 || outcome.rejected.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace holdfast
