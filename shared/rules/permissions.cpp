#include "shared/rules/permissions.hpp"

#include <array>

namespace mingcha {

namespace {
using W = Writer;

/// One line: in which root who may write, and what must be true of him there.
struct Permission {
    RootKind root;
    Writer who;
    bool (*holds)(Relation const& s);
    std::string_view about;
};

constexpr auto leads = [](Relation const& s) { return s.leads_visit; };
constexpr auto takes_part = [](Relation const& s) { return s.member_of_visit; };
constexpr auto of_the_school = [](Relation const& s) { return s.own_unit; };
constexpr auto office_above = [](Relation const& s) { return s.office_above; };
constexpr auto own_root = [](Relation const& s) { return s.own_person_root; };
constexpr auto always = [](Relation const&) { return true; };

// clang-format off
constexpr std::array permissions{
    Permission{RootKind::office, W::district, office_above, "a district office: its own persons, zones, settings"},
    Permission{RootKind::office, W::city, always, "the city office: every office below it"},
    Permission{RootKind::office, W::server, always, "devices"},
    Permission{RootKind::person, W::lead, own_root, "an inspector: phrases and secret tasks of his own"},
    Permission{RootKind::person, W::district, office_above, "a district office: tasks for its inspectors"},
    Permission{RootKind::person, W::city, always, "the city office: tasks"},
    Permission{RootKind::person, W::server, always, "release of secret tasks"},
    Permission{RootKind::unit, W::liaison, of_the_school, "a liaison officer: the facts of the own school"},
    Permission{RootKind::unit, W::head, of_the_school, "a head: the facts of the own school"},
    Permission{RootKind::unit, W::district, office_above, "a district office: its schools"},
    Permission{RootKind::unit, W::city, always, "the city office: every school"},
    Permission{RootKind::visit, W::lead, leads, "the lead inspector of the visit"},
    Permission{RootKind::visit, W::member, takes_part, "a co-inspector of the visit"},
    Permission{RootKind::visit, W::liaison, of_the_school, "the school: confirmation, dissent, self-assessment"},
    Permission{RootKind::visit, W::head, of_the_school, "the head: the same"},
    Permission{RootKind::visit, W::district, office_above, "a district office: plan, review"},
    Permission{RootKind::visit, W::city, always, "the city office: the same"},
    Permission{RootKind::visit, W::server, always, "rulings, steps of the clock, checked codes"},
    Permission{RootKind::finding, W::lead, leads, "the lead inspector of the finding's visit"},
    Permission{RootKind::finding, W::member, takes_part, "a co-inspector of it"},
    Permission{RootKind::finding, W::liaison, of_the_school, "the school: plan, report, photos after"},
    Permission{RootKind::finding, W::head, of_the_school, "the head: the same"},
    Permission{RootKind::finding, W::district, office_above, "a district office: class, days, notice"},
    Permission{RootKind::finding, W::city, always, "the city office: the same"},
    Permission{RootKind::finding, W::server, always, "rulings, steps of the clock"},
};
// clang-format on

/// Steps, rulings and photos lie in the root of their subject, so they may be written where a visit's or a finding's may.
bool lives_in(TypeSpec const& type, RootKind root) {
    bool const follows_subject =
        type.type == RecordType::step || type.type == RecordType::ruling || type.type == RecordType::photo;
    return type.root == root || (follows_subject && (root == RootKind::visit || root == RootKind::finding));
}

Error forbidden(std::string_view what, std::string_view field) {
    return {"forbidden",
            "no right to write " + std::string(what) + (field.empty() ? "" : "." + std::string(field)) + " here"};
}
}  // namespace

Writer parts_here(Actor const& actor, Relation const& relation) {
    Writer out = W::none;
    for (auto const& line : permissions)
        if (line.root == relation.root && includes(actor.parts, line.who) && line.holds(relation)) out = out | line.who;
    return out;
}

Outcome<Unit> may_write(Actor const& actor, RecordType type, std::uint16_t field, Relation const& relation) {
    auto const here = parts_here(actor, relation);
    auto const* known = find_type(type);
    if (!known) return here == W::none ? Outcome<Unit>(forbidden("an unknown type", "")) : Unit{};
    if (!lives_in(*known, relation.root)) return forbidden(known->name, "");
    auto const* spec = find_field(*known, field);
    if (!spec && field < unknown_field_from) return forbidden(known->name, "unknown");
    bool const allowed = spec ? includes(spec->writer, here) : may_make(actor, type, relation);
    // Whoever may not write a record at all may not withdraw it either.
    if (!allowed || (field == withdrawn_field && !may_make(actor, type, relation)))
        return forbidden(known->name, spec ? spec->name : "");
    return Unit{};
}

bool may_make(Actor const& actor, RecordType type, Relation const& relation) {
    auto const* known = find_type(type);
    if (!known || !lives_in(*known, relation.root)) return false;
    auto const here = parts_here(actor, relation);
    for (auto const& field : known->fields)
        if (includes(field.writer, here)) return true;
    return false;
}

Role roles_here(Actor const& actor, Relation const& relation) {
    auto const here = parts_here(actor, relation);
    constexpr std::array<std::pair<Writer, Role>, 7> same{{{W::lead, Role::lead},
                                                           {W::member, Role::member},
                                                           {W::liaison, Role::liaison},
                                                           {W::head, Role::head},
                                                           {W::district, Role::duty},
                                                           {W::city, Role::city},
                                                           {W::server, Role::clock}}};
    Role out = Role::nobody;
    for (auto const& [part, role] : same)
        if (includes(here, part)) out = out | role;
    return out;
}

Outcome<Unit> may_step(std::string_view id, Role roles) {
    auto const* act = find_act(id);
    if (!act) return Error{"unknown_act", "no act " + std::string(id)};
    if (!any_of(act->who, roles)) return Error{"not_allowed", "no right to make the step " + std::string(id)};
    return Unit{};
}

}  // namespace mingcha
