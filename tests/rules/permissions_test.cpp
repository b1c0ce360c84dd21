#include <catch2/catch.hpp>

#include "shared/rules/permissions.hpp"

using namespace mingcha;

namespace permissions_test {
namespace {
std::uint16_t field(RecordType type, std::string_view name) {
    return find_field(*find_type(type), name)->number;
}
bool may(Writer parts, RecordType type, std::string_view name, Relation const& relation) {
    return static_cast<bool>(may_write({parts}, type, field(type, name), relation));
}
Relation in(RootKind root) {
    Relation out;
    out.root = root;
    return out;
}
Relation leading() {
    auto out = in(RootKind::visit);
    out.leads_visit = true;
    return out;
}
Relation at_school() {
    auto out = in(RootKind::visit);
    out.own_unit = true;
    return out;
}
}  // namespace

TEST_CASE("without a standing nobody but city and server writes anything", "[rules][permissions]") {
    for (auto const root : {RootKind::office, RootKind::person, RootKind::unit, RootKind::visit, RootKind::finding})
        for (auto const& type : catalogue())
            for (auto const& spec : type.fields) {
                INFO(type.name << "." << spec.name);
                CHECK_FALSE(may_write({Writer::inspectors | Writer::school | Writer::district}, type.type, spec.number,
                                      in(root)));
            }
    CHECK_FALSE(may_write({Writer::none}, RecordType::visit, 1, leading()));
}

TEST_CASE("each fact has its owner", "[rules][permissions]") {
    using enum RecordType;
    CHECK(may(Writer::lead, answer, "verdict", leading()));
    CHECK(may(Writer::lead, visit, "summary", leading()));
    CHECK_FALSE(may(Writer::member, answer, "verdict", leading()));  // he is not a member of it
    auto member = in(RootKind::visit);
    member.member_of_visit = true;
    CHECK(may(Writer::member, answer, "verdict", member));
    CHECK_FALSE(may(Writer::member, visit, "summary", member));
    CHECK_FALSE(may(Writer::lead, ruling, "result", leading()));
    CHECK(may(Writer::server, ruling, "result", in(RootKind::visit)));
    CHECK_FALSE(may(Writer::liaison, answer, "verdict", at_school()));
    CHECK(may(Writer::liaison, answer, "self", at_school()));
    CHECK(may(Writer::liaison, confirmation, "choice", at_school()));
    CHECK_FALSE(may(Writer::lead, unit, "students", leading()));
    auto school = in(RootKind::unit);
    school.own_unit = true;
    CHECK(may(Writer::head, unit, "students", school));
    CHECK_FALSE(may(Writer::head, unit, "name_zh", school));
    auto offices = in(RootKind::office);
    CHECK_FALSE(may(Writer::district, person, "name", offices));
    offices.office_above = true;
    CHECK(may(Writer::district, person, "name", offices));
    CHECK(may(Writer::city, person, "name", in(RootKind::office)));
}

TEST_CASE("a record belongs to its root: a step may lie in a visit or a finding, an answer only in a visit",
          "[rules][permissions]") {
    auto finding = in(RootKind::finding);
    finding.leads_visit = true;
    CHECK(may(Writer::lead, RecordType::step, "act", finding));
    CHECK(may(Writer::lead, RecordType::photo, "sha256", finding));
    CHECK_FALSE(may(Writer::lead, RecordType::answer, "verdict", finding));
    CHECK_FALSE(may(Writer::lead, RecordType::finding, "title", leading()));
    CHECK(may(Writer::lead, RecordType::finding, "title", finding));
}

TEST_CASE("unknown fields pass where the writer may write the record, reserved numbers never", "[rules][permissions]") {
    CHECK(may_write({Writer::lead}, RecordType::answer, unknown_field_from, leading()));
    CHECK_FALSE(may_write({Writer::lead}, RecordType::ruling, unknown_field_from, leading()));
    CHECK_FALSE(may_write({Writer::lead}, RecordType::answer, 50, leading()));
    CHECK(may_write({Writer::lead}, static_cast<RecordType>(999), 1, leading()));
    CHECK_FALSE(may_write({Writer::lead}, static_cast<RecordType>(999), 1, in(RootKind::visit)));
}

TEST_CASE("who may not write a record may not withdraw it", "[rules][permissions]") {
    CHECK(may_write({Writer::lead}, RecordType::answer, withdrawn_field, leading()));
    CHECK_FALSE(may_write({Writer::lead}, RecordType::ruling, withdrawn_field, leading()));
    CHECK(may_write({Writer::lead}, RecordType::ruling, withdrawn_field, leading()).error().code == "forbidden");
}

TEST_CASE("who may make which step follows from the part he has here", "[rules][permissions]") {
    auto const lead = roles_here({Writer::lead}, leading());
    CHECK(may_step("VT09", lead));
    CHECK_FALSE(may_step("VT11", lead));
    CHECK(may_step("VT11", roles_here({Writer::liaison}, at_school())));
    CHECK_FALSE(may_step("VT11", roles_here({Writer::liaison}, in(RootKind::visit))));
    CHECK(may_step("VT13", roles_here({Writer::server}, in(RootKind::visit))));
    CHECK(may_step("VT99", lead).error().code == "unknown_act");
}

}  // namespace permissions_test
