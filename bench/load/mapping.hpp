#pragma once

#include <map>

#include "bench/load/seats.hpp"
#include "bench/load/workload.hpp"

namespace mingcha::load {

/// A clock that shows what the workload's record says.
class RowClock final : public Clock {
public:
    [[nodiscard]] Moment now() override { return moment_; }
    /// One boot a day, its monotonic time counted from the day's begin.
    void set(std::int64_t time_ms);
    [[nodiscard]] std::int64_t time_ms() const { return moment_.time_ms; }

private:
    Moment moment_;
};

/// Writes rows of the workload into a tablet's replica as its inspector would have: site_* becomes one of his schools, template_* the
/// checklist, an answer's id comes from visit and q, what our records have no field for becomes an unknown field that must survive.
/// `status` is dropped: here it is computed.
class Mapping {
public:
    /// All outlive the mapping.
    Mapping(Replica& replica, RowClock& clock, Seat const& seat) : replica_(replica), clock_(clock), seat_(seat) {}

    /// Errors name the row's `seq`: bad_input for a kind or field that is not the workload's.
    [[nodiscard]] Outcome<Unit> put(WorkloadRow const& row);
    [[nodiscard]] std::size_t visits() const { return visits_.size(); }

private:
    [[nodiscard]] Outcome<Unit> put_visit(nlohmann::json const& record);
    [[nodiscard]] Outcome<Unit> put_answer(nlohmann::json const& record, Root const& visit);
    [[nodiscard]] Outcome<Unit> put_finding(nlohmann::json const& record, Root const& visit);
    [[nodiscard]] Outcome<Unit> put_confirm(nlohmann::json const& record, Root const& visit);
    [[nodiscard]] Uuid unit_of(std::string const& site);

    Replica& replica_;
    RowClock& clock_;
    Seat const& seat_;
    std::map<std::string, Uuid> sites_;   // the workload's site → a school of the inspector
    std::map<std::string, Root> visits_;  // the workload's visit → ours
    std::map<Uuid, Uuid> unit_of_visit_;
};

}  // namespace mingcha::load
