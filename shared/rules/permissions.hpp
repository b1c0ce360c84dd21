#pragma once

#include <string_view>

#include "shared/record/schema.hpp"
#include "shared/rules/workflow.hpp"

namespace mingcha {

/// Who may write what: one table, and what it does not name is refused. The catalogue says who may write a field (its Writer bits);
/// this table says who may write in a root at all and under which condition he has his part there.

/// Who acts: the parts that a person holds anywhere (an account's role, appointments). `server` is the server's own replica.
struct Actor {
    Writer parts = Writer::none;
};

/// How the actor stands to the root that is written to, found by the caller from assignments, visit and office tree.
struct Relation {
    RootKind root = RootKind::office;
    bool leads_visit = false;  ///< lead of the visit (or of the finding's visit), or makes it now with himself as lead
    bool member_of_visit = false;  ///< co-inspector of it
    bool own_unit = false;         ///< liaison officer or head of the unit
    bool office_above = false;     ///< the district office that the root hangs below
    bool own_person_root = false;
};

/// `forbidden` names who asks for what. Unknown types and fields are not refused here: they inherit root and writer from their record,
/// so whoever may write anything in the root may pass them on (DESIGN section 2).
[[nodiscard]] Outcome<Unit> may_write(Actor const& actor, RecordType type, std::uint16_t field,
                                      Relation const& relation);
/// True iff the actor may write at least one field of the type there: whether he may make such a record at all.
[[nodiscard]] bool may_make(Actor const& actor, RecordType type, Relation const& relation);

/// The parts that hold in this root: what the actor is, where the table's condition is met.
[[nodiscard]] Writer parts_here(Actor const& actor, Relation const& relation);

/// Who may make a step: the roles of a workflow act that the actor has on this root. A zone leader and the head of an office act by
/// their own Role, which the caller adds: the catalogue's writers do not tell them apart.
[[nodiscard]] Role roles_here(Actor const& actor, Relation const& relation);
[[nodiscard]] Outcome<Unit> may_step(std::string_view act, Role roles);

}  // namespace mingcha
