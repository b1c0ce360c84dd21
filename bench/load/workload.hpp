#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "shared/base/outcome.hpp"

namespace mingcha::load {

/// One record of the workload "field-inspection-storm" as every system under measurement gets it. Line of a file:
/// {"tablet":0,"seq":1,"record":{"kind":"visit|answer|finding|confirm", …}}; `record` has the workload's fields, `seq` counts per tablet.
struct WorkloadRow {
    std::size_t tablet = 0;
    std::uint64_t seq = 0;
    nlohmann::json record;
};

struct WorkloadSize {
    std::size_t tablets = 100;
    std::size_t visits_per_tablet = 20;
    bool free_text = false;  ///< every text is independent random Han characters instead of phrases
};
inline constexpr std::int64_t day_ms = 86'400'000;
inline constexpr std::size_t answers_per_visit = 40;
inline constexpr std::size_t findings_per_visit = 3;
inline constexpr std::size_t records_per_visit = 1 + answers_per_visit + findings_per_visit + 1;

/// Visit by visit, the tablets in turn; ids are UUIDv7 in that order. The same size gives the same rows.
[[nodiscard]] std::vector<WorkloadRow> make_workload(WorkloadSize const& size);
/// Errors name the file and the line.
[[nodiscard]] Outcome<std::vector<WorkloadRow>> read_workload(std::filesystem::path const& file);
[[nodiscard]] Outcome<Unit> write_workload(std::filesystem::path const& file, std::vector<WorkloadRow> const& rows);

}  // namespace mingcha::load
