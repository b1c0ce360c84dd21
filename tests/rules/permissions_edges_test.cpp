#include <catch2/catch.hpp>

#include "shared/rules/permissions.hpp"

using namespace mingcha;

namespace permissions_edges_test {
namespace {
using Standing = bool Relation::*;
constexpr Standing standings[] = {&Relation::leads_visit, &Relation::member_of_visit, &Relation::own_unit,
                                  &Relation::office_above, &Relation::own_person_root};
constexpr Writer parts[] = {Writer::lead,     Writer::member, Writer::liaison, Writer::head,
                            Writer::district, Writer::city,   Writer::server};
constexpr RootKind roots[] = {RootKind::office, RootKind::person, RootKind::unit, RootKind::visit, RootKind::finding};

Relation in(RootKind root) {
    Relation out;
    out.root = root;
    return out;
}
Relation with(RootKind root, Standing standing) {
    auto out = in(root);
    out.*standing = true;
    return out;
}
/// Every standing but one.
Relation without(RootKind root, Standing standing) {
    auto out = in(root);
    for (auto const one : standings) out.*one = one != standing;
    return out;
}

/// A part that holds in a root by one standing; by none where it always holds.
struct Right {
    RootKind root;
    Writer part;
    Standing standing;
};
Right const rights[] = {
    {RootKind::office, Writer::district, &Relation::office_above},
    {RootKind::office, Writer::city, nullptr},
    {RootKind::office, Writer::server, nullptr},
    {RootKind::person, Writer::lead, &Relation::own_person_root},
    {RootKind::person, Writer::district, &Relation::office_above},
    {RootKind::person, Writer::city, nullptr},
    {RootKind::person, Writer::server, nullptr},
    {RootKind::unit, Writer::liaison, &Relation::own_unit},
    {RootKind::unit, Writer::head, &Relation::own_unit},
    {RootKind::unit, Writer::district, &Relation::office_above},
    {RootKind::unit, Writer::city, nullptr},
    {RootKind::visit, Writer::lead, &Relation::leads_visit},
    {RootKind::visit, Writer::member, &Relation::member_of_visit},
    {RootKind::visit, Writer::liaison, &Relation::own_unit},
    {RootKind::visit, Writer::head, &Relation::own_unit},
    {RootKind::visit, Writer::district, &Relation::office_above},
    {RootKind::visit, Writer::city, nullptr},
    {RootKind::visit, Writer::server, nullptr},
    {RootKind::finding, Writer::lead, &Relation::leads_visit},
    {RootKind::finding, Writer::member, &Relation::member_of_visit},
    {RootKind::finding, Writer::liaison, &Relation::own_unit},
    {RootKind::finding, Writer::head, &Relation::own_unit},
    {RootKind::finding, Writer::district, &Relation::office_above},
    {RootKind::finding, Writer::city, nullptr},
    {RootKind::finding, Writer::server, nullptr},
};
Right const* right(RootKind root, Writer part) {
    for (auto const& one : rights)
        if (one.root == root && one.part == part) return &one;
    return nullptr;
}
std::string refusal(Writer part, RecordType type, std::uint16_t field, Relation const& relation) {
    auto const asked = may_write({part}, type, field, relation);
    return asked ? "" : asked.error().message;
}
std::uint16_t number(RecordType type, std::string_view name) {
    return find_field(*find_type(type), name)->number;
}
}  // namespace

TEST_CASE("a part holds in a root by the one standing that the table names", "[rules][permissions]") {
    for (auto const root : roots)
        for (auto const part : parts) {
            INFO("root " << static_cast<int>(root) << ", part " << static_cast<int>(part));
            auto const* found = right(root, part);
            if (!found)
                CHECK(parts_here({part}, without(root, nullptr)) == Writer::none);
            else if (!found->standing)
                CHECK(parts_here({part}, in(root)) == part);
            else {
                CHECK(parts_here({part}, with(root, found->standing)) == part);
                CHECK(parts_here({part}, without(root, found->standing)) == Writer::none);
            }
        }
}

TEST_CASE("who holds several parts has each where its own standing is met", "[rules][permissions]") {
    Actor const both{Writer::lead | Writer::district};
    auto relation = with(RootKind::visit, &Relation::leads_visit);
    CHECK(parts_here(both, relation) == Writer::lead);
    relation.office_above = true;
    CHECK(parts_here(both, relation) == (Writer::lead | Writer::district));
    CHECK(roles_here(both, relation) == (Role::lead | Role::duty));
    CHECK(roles_here({Writer::none}, relation) == Role::nobody);
}

TEST_CASE("each part makes the steps of one role", "[rules][permissions]") {
    std::pair<Writer, Role> const pairs[] = {
        {Writer::lead, Role::lead},    {Writer::member, Role::member}, {Writer::liaison, Role::liaison},
        {Writer::head, Role::head},    {Writer::district, Role::duty}, {Writer::city, Role::city},
        {Writer::server, Role::clock},
    };
    for (auto const& [part, role] : pairs) {
        INFO(static_cast<int>(part));
        CHECK(roles_here({part}, without(RootKind::visit, nullptr)) == role);
    }
    CHECK(may_step("VT09", Role::member).error().code == "not_allowed");
    CHECK(may_step("VT09", Role::member).error().message == "no right to make the step VT09");
    CHECK(may_step("VT99", Role::lead).error().message == "no act VT99");
}

TEST_CASE("a record may be made where one of its fields may be written, in its own kind of root",
          "[rules][permissions]") {
    auto const leading = with(RootKind::visit, &Relation::leads_visit);
    auto const of_finding = with(RootKind::finding, &Relation::leads_visit);
    CHECK(may_make({Writer::lead}, RecordType::answer, leading));
    CHECK_FALSE(may_make({Writer::lead}, RecordType::answer, of_finding));
    CHECK_FALSE(may_make({Writer::lead}, RecordType::answer, in(RootKind::visit)));
    CHECK_FALSE(may_make({Writer::lead}, static_cast<RecordType>(999), leading));
    for (auto const type : {RecordType::step, RecordType::photo}) {
        CHECK(may_make({Writer::lead}, type, leading));
        CHECK(may_make({Writer::lead}, type, of_finding));
        CHECK_FALSE(may_make({Writer::lead}, type, with(RootKind::person, &Relation::own_person_root)));
    }
    for (auto const root : {RootKind::visit, RootKind::finding})
        CHECK(may_make({Writer::server}, RecordType::ruling, in(root)));
    CHECK_FALSE(may_make({Writer::server}, RecordType::ruling, in(RootKind::office)));
}

TEST_CASE("a refusal names the record and the field", "[rules][permissions]") {
    auto const leading = with(RootKind::visit, &Relation::leads_visit);
    auto const result = number(RecordType::ruling, "result");
    auto const until = number(RecordType::confirmation, "until");
    constexpr std::uint16_t reserved = 50;
    auto const unknown = static_cast<RecordType>(999);
    CHECK(refusal(Writer::lead, RecordType::ruling, result, leading) == "no right to write ruling.result here");
    CHECK(refusal(Writer::lead, RecordType::confirmation, until, leading) ==
          "no right to write confirmation.until here");
    CHECK(refusal(Writer::lead, RecordType::unit, 1, leading) == "no right to write unit here");
    CHECK(refusal(Writer::lead, RecordType::answer, reserved, leading) == "no right to write answer.unknown here");
    CHECK(refusal(Writer::lead, RecordType::ruling, unknown_field_from, leading) == "no right to write ruling here");
    CHECK(refusal(Writer::lead, unknown, 1, in(RootKind::visit)) == "no right to write an unknown type here");
}

}  // namespace permissions_edges_test
