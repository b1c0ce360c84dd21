#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/store/tables.hpp"
#include "shared/rules/case_file.hpp"
#include "shared/rules/scoring.hpp"

namespace mingcha {

/// What is worth a look about a visit, as the list's flags show it. Bits; the names are those of docs/API.md.
enum class VisitFlag : int {
    veto = 1,
    dissent = 2,
    conflict = 4,
    missing = 8,
    deferred = 16,
    withdrawn = 32,
    clock = 64,
    refused = 128,     ///< entry was refused (VT06)
    broken_off = 256,  ///< VT08
    unsigned_ = 512    ///< nobody signed (VT13)
};
[[nodiscard]] std::vector<std::string> flag_names(int flags);

/// One row of the office's list of visits: everything that the list shows, filters and sorts by.
struct VisitRow {
    Uuid id, unit, zone, office, top, lead;
    Uuid hidden_for;      ///< who planned it: the one who sees it while it is `hidden`
    bool hidden = false;  ///< a secret visit before its feedback
    std::uint64_t seq = 0;
    std::int64_t updated = 0;  ///< receipt time of the last change, Unix ms
    std::string number, unit_zh, unit_en, initials, kind, date;
    std::set<Uuid> members;
    bool secret = false, provisional = false, vetoed = false;
    std::int64_t started = 0, ended = 0;  ///< effective times, Unix ms; 0 = not yet
    State state = State::planned;
    std::string list_code, list_version, title_zh, title_en;
    std::string points, max, grade_code, grade_zh, grade_en;  ///< empty = none
    std::int64_t points_sort = -1;                            ///< ten-thousandths; -1 without points
    int grade_rank = 0;
    int answered = 0, items = 0;
    std::optional<std::int64_t> put_off_until;        ///< while the feedback waits to be confirmed later, Unix ms
    std::vector<std::pair<std::string, Uuid>> codes;  ///< verification codes, each with its feedback
    std::string counts;                               ///< "1:27,4:3,-:1": colour step and how many; - = not applicable
    int findings = 0, findings_open = 0, photos = 0, photos_received = 0, conflicts = 0, dissents = 0, flags = 0;
};

/// The records of one visit and of its findings, sorted, with what follows from them: what the row and the detail page both start from.
struct VisitCase {
    std::vector<Record> records, findings;
    CaseFile file;
    Record const* visit = nullptr;  ///< also when it is withdrawn
    std::shared_ptr<Checklist const> list;
    SchoolFacts school;
    std::optional<Score> score;  ///< of the verdicts that are shown first; points into `list`
    State state = State::planned;
    State ended_as =
        State::none;  ///< refused, broken_off or unsigned_, whatever came after; `state` then is submitted and later
    bool provisional = false;
    std::int64_t started = 0, ended = 0;

    /// Refused or broken off: what was scored until then is no result.
    [[nodiscard]] bool has_no_result() const { return ended_as == State::refused || ended_as == State::broken_off; }
    /// The grade is said once all that is required is answered, or a veto has decided it.
    [[nodiscard]] bool grade_stands() const {
        return score && !has_no_result() && !score->grade.empty() && (score->complete() || score->by_veto);
    }
};
using ChecklistSource =
    std::function<std::shared_ptr<Checklist const>(std::string_view code, std::string_view version)>;

/// Null when there is no such visit. May throw sqlite::Failure.
[[nodiscard]] std::unique_ptr<VisitCase> read_visit_case(sqlite::Database& db, Uuid const& visit,
                                                         ChecklistSource const& lists);

/// The state of a finding, its shown one, and whether a step without ruling leads to it.
[[nodiscard]] Folded finding_state(std::vector<Record> const& finding_root, Uuid const& finding);
/// Neither closed nor put right on the spot.
[[nodiscard]] bool is_open(State finding);

/// Tables: visit_row, visit_member, finding_row, zone_row, person_row, put_off_row, code_row are projections; receipt_time (which seq came
/// when) is a fact that no record holds, kept for ever, one row a commit that touches a visit. Created with the store's own tables.
void create_visit_tables(sqlite::Database& db);

/// Updates the rows that a commit's roots show; once per visit and group, inside the store's transaction. May throw sqlite::Failure.
void project_visits(sqlite::Database& db, ChecklistSource const& lists, std::set<Root> const& touched,
                    std::int64_t now_ms);
/// Goes up whenever the rows come out otherwise than before, so that a store of an older program is written anew at its next start.
inline constexpr std::int64_t visit_projection_version = 4;
/// Visits whose put-off has ended and that nobody has signed, the longest ended first.
[[nodiscard]] std::vector<Uuid> put_offs_over(sqlite::Database& db, std::int64_t now_ms);
/// The visits and feedbacks that a verification code stands for.
[[nodiscard]] std::vector<std::pair<Uuid, Uuid>> feedbacks_of_code(sqlite::Database& db, std::string_view code);
/// Writes all of it anew from `record`, `blob` and `receipt_time`: byte-equal to what the commits left. Inside a transaction of the caller.
void rebuild_visits(sqlite::Database& db, ChecklistSource const& lists);

}  // namespace mingcha
