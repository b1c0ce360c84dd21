#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "shared/merge/record.hpp"
#include "shared/rules/workflow.hpp"
#include "shared/rules/wrapup.hpp"

namespace mingcha {

/// The records of one visit sorted into what they are: where the record model meets the rules. Pointers go into the records given.
struct CaseFile {
    Record const* visit = nullptr;
    std::map<std::string, Record const*, std::less<>> answers;  ///< by item code
    std::vector<Record const*> photos, feedbacks, confirmations, steps, rulings, findings;

    [[nodiscard]] Record const* answer(std::string_view item) const;
    /// Photos whose subject is this record, of any role.
    [[nodiscard]] int photos_of(Uuid const& subject) const;
    /// The newest feedback: highest round, then the latest. Null before the first.
    [[nodiscard]] Record const* newest_feedback() const;
    /// The newest but one. Null while there is none.
    [[nodiscard]] Record const* feedback_before() const;
};

/// `visit_root`: records of the visit's root; `findings`: those of its findings' roots. Withdrawn records are left out.
[[nodiscard]] CaseFile open_case(std::span<Record const> visit_root, std::span<Record const> findings = {});

/// May leave the tablet: masked, no child's face, or kept on a named ground (DESIGN 4.7, DOMAIN.md 8). Said of photos that exist: a visit's
/// own `release`, which would cover those taken later, counts for none.
[[nodiscard]] bool is_released(Record const& photo);

/// What the rules ask of the school, from the snapshot that the visit took of it at check-in.
[[nodiscard]] SchoolFacts school_facts(Value const& unit_facts);
/// The verdict shown for an item: the one shown first, but on veto and critical items the worst, until it is settled (DESIGN section 2).
[[nodiscard]] Verdict shown_verdict(Checklist const& list, Item const& item, Record const& answer,
                                    SchoolFacts const& school = {});
[[nodiscard]] Verdicts shown_verdicts(Checklist const& list, CaseFile const& file, SchoolFacts const& school = {});
/// What the wrap-up and the guards look at.
[[nodiscard]] VisitFacts visit_facts(Checklist const& list, CaseFile const& file, SchoolFacts const& school = {});

/// Findings that another person raised on the same item: perhaps the same thing, kept as two and linked (DOMAIN.md CF09). In file order.
[[nodiscard]] std::vector<Record const*> raised_by_others(CaseFile const& file, Record const& finding);

/// Steps of one subject with their rulings, as the fold reads them.
[[nodiscard]] std::vector<RuledStep> ruled_steps(CaseFile const& file, Uuid const& subject);
/// Of each act the newest ruled step, where it is out of force, in receipt order: what stands in the way now. Earlier ones stay in the
/// history.
struct RefusedStep {
    Uuid id;
    std::string act;
    Ruling ruling;
};
[[nodiscard]] std::vector<RefusedStep> refused_steps(CaseFile const& file, Uuid const& subject);
/// A step's `heads`: the steps of the subject among `known` that no other of them names (DESIGN section 2).
[[nodiscard]] Value::List newest_steps(Uuid const& subject, std::span<Record const> known);
/// The id of a step's ruling: both tablet and server know it.
[[nodiscard]] RecordName ruling_name(RecordName const& step);

}  // namespace mingcha
