#include "bot/operate/commands/import_file.hpp"

#include "bot/handle/account_health.hpp"
#include "bot/handle/import_rows.hpp"
#include "bot/operate/commands/progress_bar.hpp"
#include "bot/record/case_csv.hpp"
#include "config/why_unreadable.hpp"
#include "playbooks/calendar/zone.hpp"
#include "storage/database.hpp"
#include "storage/private_file.hpp"
#include "storage/trial_copy.hpp"

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

/// Names rejected rows as soon as they are known: a file may hold nothing else.
class RejectionReport {
public:
    /// @param bar gives way to the lines
    RejectionReport(std::filesystem::path file, std::ostream& err, std::optional<ProgressBar>& bar)
        : file_{std::move(file)}, err_{err}, bar_{bar} {}

    /// Writes them to a file as well.
    [[nodiscard]] std::expected<void, std::string> copy_to(std::filesystem::path path) {
        copy_path_ = std::move(path);
        std::error_code not_there;
        if (std::filesystem::equivalent(copy_path_, file_, not_there))
            return std::unexpected{
                fmt::format("--rejects {} is the file that is imported; name another", copy_path_.string())};
        // Reasons quote what the rows hold.
        if (!write_for_owner_alone(copy_path_, "line,column,error\r\n")) return cannot_be_written();
        copy_.open(copy_path_, std::ios::binary | std::ios::app);
        return copy_ ? std::expected<void, std::string>{} : cannot_be_written();
    }

    void add(std::vector<Rejection> rejections) {
        if (rejections.empty()) return;
        if (bar_) bar_->clear();
        std::ranges::sort(rejections, {}, &Rejection::line);
        for (const auto& [line, column, reason] : rejections) {
            err_ << fmt::format("{}:{}: {}\n", file_.string(), line, reason);
            if (copy_.is_open()) copy_ << fmt::format("{},{},{}\r\n", line, csv_value(column), csv_value(reason));
        }
        count_ += rejections.size();
    }

    [[nodiscard]] std::expected<void, std::string> finish() {
        if (!copy_.is_open()) return {};
        copy_.close();
        return copy_ ? std::expected<void, std::string>{} : cannot_be_written();
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }

private:
    [[nodiscard]] std::unexpected<std::string> cannot_be_written() const {
        return std::unexpected{fmt::format("{} cannot be written", copy_path_.string())};
    }

    std::filesystem::path file_;
    std::ostream& err_;
    std::optional<ProgressBar>& bar_;
    std::filesystem::path copy_path_;
    std::ofstream copy_;
    std::size_t count_ = 0;
};

/// Collects rows into batches and stores one batch while the next is being read.
class BatchImport {
public:
    /// @param company_zone of accounts that have none
    BatchImport(Database& database, const Clock& clock, const Zone& company_zone, bool dry_run, RejectionReport& report)
        : database_{database}, clock_{clock}, company_zone_{company_zone}, dry_run_{dry_run}, report_{report} {}

    void add(NumberedRow row) {
        batch_.rows.push_back(std::move(row));
        if (batch_.rows.size() == rows_in_batch) flush();
    }

    void reject(Rejection rejection) {
        batch_.unreadable.push_back(std::move(rejection));
        if (batch_.unreadable.size() == rows_in_batch) flush();
    }

    [[nodiscard]] ImportOutcome finish() {
        flush();
        collect();
        return std::move(outcome_);
    }

private:
    static constexpr std::size_t rows_in_batch = 50'000;

    /// Lines of the file that follow each other.
    struct Batch {
        std::vector<NumberedRow> rows;
        std::vector<Rejection> unreadable;
    };

    void flush() {
        collect();
        auto work = [this, batch = std::exchange(batch_, {})]() mutable { return store(std::move(batch)); };
        storing_ = std::async(std::launch::async, std::move(work));
        batch_.rows.reserve(rows_in_batch);
    }

    [[nodiscard]] ImportOutcome store(Batch batch) {
        auto outcome = batch.rows.empty() ? ImportOutcome{} : store_rows(std::move(batch.rows));
        std::ranges::move(batch.unreadable, std::back_inserter(outcome.rejected.first));
        return outcome;
    }

    [[nodiscard]] ImportOutcome store_rows(std::vector<NumberedRow> rows) {
        ImportOutcome outcome;
        const AsOf now{clock_.now(), &company_zone_};
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
        report_.add(std::move(stored.rejected.first));
    }

    Database& database_;
    const Clock& clock_;
    const Zone& company_zone_;
    bool dry_run_;
    RejectionReport& report_;
    Batch batch_;
    std::future<ImportOutcome> storing_;
    ImportOutcome outcome_; ///< without the rejections
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
void sum_up_orders(Database& database, const Zone& company_zone, const Clock& clock) {
    const auto today = day_of(clock.now(), company_zone);
    // Read outside of the change, so that nobody else who wants to write waits for it.
    auto reader = database.reader();
    const auto work = [total = orders_of_a_year(reader, today)](Transaction& tx) { keep_company_orders(tx, total); };
    database.write_now(work);
}

} // namespace

CommandResult import_file(const Settings& settings, const ImportOptions& options, const Clock& clock, std::ostream& out,
                          std::ostream& err) {
    auto unreadable = why_unreadable(options.file);
    const auto size = unreadable ? 0 : std::filesystem::file_size(options.file, unreadable);
    if (unreadable)
        return std::unexpected{fmt::format("{} cannot be read: {}", options.file.string(), unreadable.message())};
    std::ifstream file{options.file, std::ios::binary};
    const auto format = format_of_file_name(options.file.string()).value_or(RecordFormat::csv);

    std::optional<ProgressBar> bar;
    if (options.show_progress && size > 0) bar.emplace(err, size);
    RejectionReport report{options.file, err, bar};
    if (options.rejects)
        if (auto opened = report.copy_to(*options.rejects); !opened) return std::unexpected{opened.error()};

    // Whoever opens a database brings its schema up to date: a dry run opens a copy, where there is one already.
    const bool has_copy = options.dry_run && std::filesystem::exists(settings.database);
    const auto copy = has_copy ? std::optional{TrialCopy::of(settings.database)} : std::nullopt;
    if (copy && !*copy) return std::unexpected{copy->error()};
    Database database{copy ? (*copy)->file() : settings.database};
    const auto& company_zone = *find_zone(settings.time_zone);
    BatchImport import{database, clock, company_zone, options.dry_run, report};
    RecordReader reader{options.kind,
                        format,
                        {[&](std::size_t line, TypedRow row) { import.add({line, std::move(row)}); },
                         [&](Rejection rejection) { import.reject(std::move(rejection)); }}};
    const auto problem = read_file(file, reader, bar);
    const auto outcome = import.finish();
    if (options.kind == RecordKind::orders && !options.dry_run) sum_up_orders(database, company_zone, clock);
    if (bar) bar->clear();

    if (auto written = report.finish(); !written) return std::unexpected{written.error()};
    out << fmt::format("{}accepted {}, rejected {}, unchanged {}\n", options.dry_run ? "dry run: " : "",
                       outcome.accepted, report.count(), outcome.unchanged);
    if (!problem.empty()) return std::unexpected{fmt::format("{}: {}", options.file.string(), problem)};
    return outcome.accepted > 0 || report.count() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace holdfast
