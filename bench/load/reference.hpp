#pragma once

#include <filesystem>
#include <span>

#include "bench/load/workload.hpp"

namespace mingcha::load {

/// What SQLite alone costs for the same records.
struct Reference {
    double seconds = 0;
    double cpu_seconds = 0;
    double payload_bytes = 0;  ///< of JSON, a record on average
};

/// The SQLite reference (DESIGN section 9): each record's JSON as payload of one row of a change log and one row of a table of records,
/// WAL, synchronous=FULL, 1000 records a transaction, in the order of the rows. Makes and removes a file in `directory`.
[[nodiscard]] Outcome<Reference> run_reference(std::filesystem::path const& directory,
                                               std::span<WorkloadRow const> workload);

}  // namespace mingcha::load
