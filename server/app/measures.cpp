#include "server/app/server_app.hpp"

// What /metrics tells, and where each number comes from. docs/OPERATIONS.md says what to watch.

namespace mingcha {

void ServerApp::measure() {
    using enum Metrics::Kind;
    auto const of = [](std::atomic<std::uint64_t> const& count) {
        return [&count] { return static_cast<double>(count.load()); };
    };
    metrics_.add(gauge, "sync_sessions", "tablets connected now", of(counts_.sessions));
    metrics_.add(counter, "batches_total", "batches of tablets by their answer", "answer",
                 {{"stored", of(counts_.stored)},
                  {"again", of(counts_.again)},
                  {"refused", of(counts_.refused)},
                  {"epoch_closed", of(counts_.closed)}});
    metrics_.add(counter, "deltas_total", "deltas of stored batches by verdict", "verdict",
                 {{"joined", of(counts_.deltas[0])},
                  {"waiting", of(counts_.deltas[1])},
                  {"held", of(counts_.deltas[2])},
                  {"malformed", of(counts_.deltas[3])}});
    metrics_.add(counter, "pages_total", "pages sent to tablets", of(counts_.pages));
    metrics_.add(counter, "rows_total", "rows sent to tablets", of(counts_.rows));
    metrics_.add(counter, "sync_bytes_total", "bytes of frames", "direction",
                 {{"in", of(counts_.bytes_in)}, {"out", of(counts_.bytes_out)}});
    auto const& writes = writer_.counts();
    metrics_.add(counter, "commits_total", "transactions with batches", "result",
                 {{"durable", of(writes.commits)}, {"failed", of(writes.failures)}});
    metrics_.add(counter, "commit_batches_total", "batches in them", of(writes.batches));
    metrics_.add(counter, "commit_seconds_total", "time in them",
                 [&writes] { return static_cast<double>(writes.commit_us.load()) / 1e6; });
    metrics_.add(gauge, "batches_waiting", "batches that wait for the store",
                 [this] { return static_cast<double>(writer_.waiting()); });
    metrics_.add(
        gauge, "store_rows", "what the centre keeps", "of",
        std::vector<std::string>{"record", "batch", "leaf", "held", "waiting", "lost_act", "incident", "quarantined"},
        [this] {
            auto const counts = data_.store->counts();
            if (!counts) return std::vector<double>{};
            auto const& c = *counts;
            std::vector<double> out;
            for (auto const count :
                 {c.records, c.batches, c.log_leaves, c.held, c.waiting, c.lost, c.incidents, c.quarantined})
                out.push_back(static_cast<double>(count));
            return out;
        });
    metrics_.add_process();
}

void ServerApp::measure_edge() {
    using enum Metrics::Kind;
    auto const edge = [this](std::atomic<std::uint64_t> ServerCounts::*member) {
        return [this, member] {
            auto* const server = edge_.load();
            return server ? static_cast<double>((server->counts().*member).load()) : 0.0;
        };
    };
    metrics_.add(gauge, "connections", "open now", [this] {
        auto* const server = edge_.load();
        return server ? static_cast<double>(server->connections()) : 0.0;
    });
    metrics_.add(counter, "edge_total", "of connections and requests", "event",
                 {{"accepted", edge(&ServerCounts::accepted)},
                  {"refused", edge(&ServerCounts::refused)},
                  {"request", edge(&ServerCounts::requests)},
                  {"upgrade", edge(&ServerCounts::upgrades)},
                  {"slow_reader", edge(&ServerCounts::slow_readers)},
                  {"timeout", edge(&ServerCounts::timeouts)}});
}

}  // namespace mingcha
