#pragma once

#include <chrono>
#include <memory>
#include <span>

#include "bench/load/mapping.hpp"
#include "bench/load/sealed_store.hpp"
#include "shared/replica/sync_driver.hpp"

namespace mingcha::load {

/// What crossed one tablet's socket, and when its last Ack came.
struct Traffic {
    std::uint64_t bytes_up = 0;    ///< WebSocket messages, Hello included
    std::uint64_t bytes_down = 0;  ///< Welcome, Acks and pages
    std::uint64_t rows_down = 0;
    std::chrono::steady_clock::time_point last_ack;
};

/// One simulated tablet: the app's replica and sync loop over a real socket. One thread at a time.
class LoadTablet {
public:
    LoadTablet(Seat seat, std::uint64_t seed);

    /// Connects once and pulls what its inspector sees, writes the rows offline and seals a batch after every `visits_per_batch` visits.
    [[nodiscard]] Outcome<Unit> prepare(std::string const& base, std::span<WorkloadRow const* const> rows,
                                        std::size_t visits_per_batch);
    /// Reconnects and sends everything; returns when each batch has its Ack and nothing more is to be pulled.
    [[nodiscard]] Outcome<Traffic> storm(std::string const& base);

    [[nodiscard]] std::size_t batches() const { return sealed_->batches(); }

private:
    [[nodiscard]] Outcome<Traffic> session(std::string const& base, ClientStore& store);

    Seat seat_;
    RowClock clock_;
    SystemRandom random_;
    SeededRandom jitter_;
    std::unique_ptr<SealedStore> sealed_;
};

}  // namespace mingcha::load
