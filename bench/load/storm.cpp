#include "bench/load/storm.hpp"

#include <barrier>
#include <map>
#include <mutex>
#include <thread>

#include "bench/load/server_under_load.hpp"
#include "bench/load/tablet.hpp"

namespace mingcha::load {

namespace {
using Clock = std::chrono::steady_clock;
using Rows = std::vector<WorkloadRow const*>;

std::vector<Rows> by_tablet(std::span<WorkloadRow const> rows) {
    std::map<std::size_t, Rows> sorted;
    for (auto const& row : rows) sorted[row.tablet].push_back(&row);
    std::vector<Rows> out;
    for (auto& [tablet, own] : sorted) {
        std::ranges::stable_sort(own, {}, [](WorkloadRow const* row) { return row->seq; });
        out.push_back(std::move(own));
    }
    return out;
}

/// One thread a tablet: they wait for each other when all are prepared, then storm.
class Fleet {
public:
    Fleet(StormOptions const& options, ServerUnderLoad& server, std::vector<Seat> seats, std::vector<Rows> rows)
        : options_(options),
          server_(server),
          rows_(std::move(rows)),
          ready_(static_cast<std::ptrdiff_t>(rows_.size()) + 1) {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            tablets_.push_back(std::make_unique<LoadTablet>(std::move(seats[i]), i + 1));
    }

    Outcome<StormResult> run() {
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < tablets_.size(); ++i) threads.emplace_back([this, i] { live(i); });
        ready_.arrive_and_wait();
        StormResult out;
        double const cpu = server_.cpu_seconds();
        double const own = own_cpu_seconds();
        auto const start = Clock::now();
        ready_.arrive_and_wait();
        for (auto& thread : threads) thread.join();
        if (!failure_.code.empty()) return failure_;
        out.server_cpu_s = server_.cpu_seconds() - cpu;
        out.client_cpu_s = own_cpu_seconds() - own;
        out.server_rss_mb = server_.rss_peak_mb();
        add_up(out, start);
        return out;
    }

private:
    void live(std::size_t i) {
        auto const prepared = tablets_[i]->prepare(server_.base(), rows_[i], options_.visits_per_batch);
        ready_.arrive_and_wait();
        ready_.arrive_and_wait();
        if (!prepared) return note(i, prepared.error());
        auto traffic = tablets_[i]->storm(server_.base());
        if (!traffic) return note(i, traffic.error());
        std::lock_guard const lock(guard_);
        traffic_.push_back(*traffic);
    }

    void note(std::size_t i, Error const& error) {
        std::lock_guard const lock(guard_);
        failure_ = error.with_context("tablet " + std::to_string(i));
    }

    void add_up(StormResult& out, Clock::time_point start) const {
        out.tablets = tablets_.size();
        auto last = start;
        for (auto const& one : traffic_) {
            out.bytes_up += static_cast<double>(one.bytes_up);
            out.bytes_down += static_cast<double>(one.bytes_down);
            out.rows_down += one.rows_down;
            last = std::max(last, one.last_ack);
        }
        for (auto const& rows : rows_) out.records += rows.size();
        for (auto const& tablet : tablets_) out.batches += tablet->batches();
        out.seconds = std::chrono::duration<double>(last - start).count();
    }

    StormOptions const& options_;
    ServerUnderLoad& server_;
    std::vector<Rows> rows_;
    std::vector<std::unique_ptr<LoadTablet>> tablets_;
    std::barrier<> ready_;
    std::mutex guard_;
    std::vector<Traffic> traffic_;
    Error failure_;
};

Outcome<Unit> check_store(std::filesystem::path const& data, std::uint64_t records_before, StormResult const& result) {
    auto const counts = count_store(data);
    if (!counts) return counts.error();
    if (counts->records == records_before + result.records && counts->held == 0 && counts->waiting == 0) return Unit{};
    return Error{"wrong_count", std::to_string(counts->records - records_before) + " records of " +
                                    std::to_string(result.records) + " are in the store, " +
                                    std::to_string(counts->held) + " held, " + std::to_string(counts->waiting) +
                                    " waiting"};
}
}  // namespace

Outcome<StormResult> run_storm(StormOptions const& options, std::span<WorkloadRow const> rows) {
    auto const data = options.directory / "office";
    std::filesystem::remove_all(data);
    auto by = by_tablet(rows);
    auto seats = make_seats(data, by.size());
    if (!seats) return seats.error().with_context("making the office");
    auto const before = count_store(data);
    if (!before) return before.error();
    auto server = ServerUnderLoad::start(options.program, data, options.plain);
    if (!server) return server.error();
    auto result = Fleet(options, *server, *std::move(seats), std::move(by)).run();
    server->stop();
    if (!result) return result;
    auto const checked = check_store(data, before->records, *result);
    std::filesystem::remove_all(data);
    if (!checked) return checked.error();
    return result;
}

}  // namespace mingcha::load
