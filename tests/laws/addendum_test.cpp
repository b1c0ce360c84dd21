#include <catch2/catch.hpp>

#include "shared/rules/feedback.hpp"
#include "tests/support/states.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr std::uint16_t comment = 2, members = 5;

Sibling member(std::uint64_t replica, std::uint64_t counter, std::uint8_t person) {
    auto out = sibling(replica, counter, "");
    Uuid id;
    id.bytes[15] = person;
    out.value = value_bytes(Value(id));
    return out;
}
std::vector<Record> visit_with(FieldState const& people, FieldState const& remark) {
    Record visit, answer;
    visit.name.type = RecordType::visit;
    visit.at(members) = people;
    answer.name.type = RecordType::answer;
    answer.key = "A1";
    answer.at(comment) = remark;
    return {visit, answer};
}
}  // namespace

TEST_CASE("addendum: a removal after signing shows, though it brings no new dot", "[law]") {
    auto const people = field_of({member(1, 1, 7), member(1, 2, 8)});
    auto const frozen = snapshot(visit_with(people, {}));
    auto const fewer = remove_elements(people, std::vector{dot(1, 2)});
    auto const found = addendum(frozen, visit_with(fewer, {}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].field == "members");
    CHECK((found[0].signed_values.size() == 2 && found[0].now.size() == 1));
}

TEST_CASE("addendum: the same value under another dot is none, an unseen other value is one", "[law]") {
    auto const signed_remark = field_of({sibling(1, 1, "dusty")});
    auto const frozen = snapshot(visit_with({}, signed_remark));
    auto const twin = join(signed_remark, field_of({sibling(2, 1, "dusty", 9)}));
    CHECK(addendum(frozen, visit_with({}, twin)).empty());
    auto const late = addendum(frozen, visit_with({}, join(twin, field_of({sibling(3, 1, "clean")}))));
    REQUIRE(late.size() == 1);
    CHECK(late[0].field == "comment");
    CHECK(late[0].now.size() == 2);
}
