#pragma once

#include "bench/load/reference.hpp"

namespace mingcha::load {

struct StormOptions {
    std::filesystem::path program;    ///< the mingchad to measure
    std::filesystem::path directory;  ///< for stores; the same disk for server and reference
    bool plain = false;
    std::size_t visits_per_batch = 4;  ///< 180 records: the byte budget speaks of batches of 128 or more
};

struct StormResult {
    std::size_t tablets = 0;
    std::size_t batches = 0;
    std::size_t records = 0;
    double seconds = 0;        ///< from the first connect to the last Ack
    double server_cpu_s = 0;   ///< from before the first connect until every tablet is drained
    double server_rss_mb = 0;  ///< peak
    double client_cpu_s = 0;
    double bytes_up = 0;    ///< all together
    double bytes_down = 0;  ///< all together, Welcome and pages included
    std::size_t rows_down = 0;
};

/// All tablets reconnect at once and send what they sealed before (DESIGN section 9, rules of the storm). Afterwards the store must hold
/// every record, and nothing held or waiting; else `wrong_count`.
[[nodiscard]] Outcome<StormResult> run_storm(StormOptions const& options, std::span<WorkloadRow const> rows);

}  // namespace mingcha::load
