#include "shared/rules/verdict.hpp"
#include "tests/integration/guarded_office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
/// A visit that nobody planned, at `school`, for `reason`: made and checked in on the tablet. Answers its root.
Root unplanned(Office& at, Uuid const& school, char const* reason, char const* list = "FIRE",
               char const* kind = "primary") {
    static std::uint64_t seed = 31;
    SeededRandom random(seed++);
    Root const root{RootKind::visit, Uuid::v7(1'795'000'000'000, random)};
    std::vector<Change> changes;
    auto const put = [&](char const* field, Value value) {
        auto const number = find_field(*find_type(RecordType::visit), field)->number;
        changes.push_back(
            {{root, RecordType::visit, root.id}, {}, number, Change::Kind::write, std::move(value), {}, {}});
    };
    put("unit", school), put("kind", "routine"), put("lead", at.tablet.person()), put("reason", reason),
        put("unit_facts", Value::Map{{"kind", kind}});
    put("checklist", Value::Map{{"code", list}, {"version", "2026.1"}});
    REQUIRE(at.tablet.replica().create_root(root, changes, at.tablet.person()));
    return root;
}

std::string check_in_unplanned(Office& at, Uuid const& school, char const* reason) {
    at.inspector.emplace(at.tablet, unplanned(at, school, reason), 32);
    auto const step =
        at.inspector->step("VT04", {{"distance", std::int64_t{40}}, {"accuracy", std::int64_t{9}}}, reason);
    return at.ruled(step);
}

/// A school that is not his.
Uuid foreign_school(Office& at) {
    Uuid out;
    at.while_closed([&](OfficeData& office) {
        auto const assigned = office.store->records(RecordType::assignment);
        auto const units = office.store->records(RecordType::unit);
        REQUIRE((assigned && units));
        for (auto const& unit : *units)
            if (std::ranges::none_of(*assigned, [&](Record const& one) {
                    return one.value("unit").id() == unit.name.id && one.value("person").id() == at.tablet.person();
                }))
                out = unit.name.id;
    });
    REQUIRE_FALSE(out.is_nil());
    return out;
}

/// A head of a district's office.
Uuid district_head(Office& at) {
    Uuid out;
    auto const school = at.school();
    at.while_closed([&](OfficeData& office) {
        auto const units = office.store->records(RecordType::unit);
        auto const persons = office.store->records(RecordType::person);
        REQUIRE((units && persons));
        auto const own = std::ranges::find_if(*units, [&](Record const& one) { return one.name.id == school; });
        REQUIRE(own != units->end());
        for (auto const& person : *persons)
            if (person.value("role").text() == "district_head" && person.name.root.id == own->value("office").id())
                out = person.name.id;
    });
    REQUIRE_FALSE(out.is_nil());
    return out;
}
}  // namespace

TEST_CASE("only a complaint leads an inspector to a school that is not his", "[integration]") {
    Office at;
    auto const school = foreign_school(at);
    CHECK(check_in_unplanned(at, school, "order") == "not_own_unit");
    Office other;
    CHECK(check_in_unplanned(other, foreign_school(other), "complaint") == "in_force");
    CHECK(check_in_unplanned(other, foreign_school(other), "complaint, order") == "in_force");
    CHECK(check_in_unplanned(other, foreign_school(other), "order, complaint") == "not_own_unit");
    CHECK(check_in_unplanned(other, foreign_school(other), "no complaint so far") == "not_own_unit");
    Office own;
    CHECK(check_in_unplanned(own, own.school(), "order") == "in_force");
}

TEST_CASE("who was turned away, or broke off, submits with a summary and without the school", "[integration]") {
    Office at;
    at.inspector->check_in();
    auto const refused = [&](Value::Map data) {
        return at.ruled(at.inspector->step("VT06", std::move(data), "校长不在，不让进"));
    };
    CHECK(refused({{"no_photo", "forbidden"}}) == "nobody_named");
    CHECK(refused({{"who", "门卫"}}) == "no_gate_photo");
    CHECK(refused({{"who", "门卫"}, {"no_photo", "forbidden"}}) == "in_force");
    at.inspector->submit();
    CHECK(at.ruled(at.inspector->step_of("VT14")) == "no_summary");
    CHECK(at.inspector->ruling(at.inspector->step_of("VT06")) == "in_force");
    at.inspector->say("在校门口说明来意。");
    at.inspector->submit();
    CHECK(at.ruled(at.inspector->step_of("VT14")) == "in_force");
}

TEST_CASE("a photo of the gate shows who was turned away, its bytes may come later", "[integration]") {
    Office at;
    at.inspector->check_in();
    (void)at.inspector->photo(at.inspector->visit().id, "gate", sha256(Bytes{1, 2, 3}), 3);
    CHECK(at.ruled(at.inspector->step("VT06", {{"who", "门卫"}}, "校长不在，不让进")) == "in_force");
}

TEST_CASE("a finding is raised on its judged item or on a photo", "[integration]") {
    Office at;
    at.inspector->check_in();
    auto const bare = at.inspector->finding("X1.1", "消防通道锁闭", 'B', false);
    CHECK(at.ruled(at.inspector->finding_step(bare, "FT01"), bare) == "finding_incomplete");
    (void)at.inspector->photo(bare, "before", sha256(Bytes{4, 5, 6}), 3);
    CHECK(at.ruled(at.inspector->finding_step(bare, "FT01"), bare) == "in_force");
    auto const of_its_own = at.inspector->finding("", "门卫无登记本", 'B', false);
    CHECK(at.ruled(at.inspector->finding_step(of_its_own, "FT01"), of_its_own) ==
          "wrong_state");  // it stands since the first
}

TEST_CASE("a dissent after submission stands as an open point", "[integration]") {
    Office at;
    at.inspector->check_in();
    at.inspector->answer_the_rest();
    at.inspector->give_feedback("消防设施齐全。");
    at.inspector->confirm({});
    at.inspector->submit();
    REQUIRE(at.ruled(at.inspector->step_of("VT14")) == "in_force");
    auto const later = at.inspector->confirm({.choice = "dissent", .act = "VT12b"});
    CHECK_FALSE(later.is_nil());
    CHECK(at.ruled(at.inspector->step_of("VT12b")) == "noted");
    auto const mine = at.inspector->step("VT12b", {}, "不同意", true);
    CHECK(at.ruled(mine) == "not_allowed");  // nobody of the school has signed it
}

TEST_CASE("a notice of class C comes from the head of the office, not from the inspector", "[integration]") {
    Office at;
    at.inspector->check_in();
    auto const severe = at.inspector->finding("X1.1", "消防通道锁闭", 'C');
    CHECK(at.ruled(at.inspector->finding_step(severe, "FT03"), severe) == "notice_not_allowed");
    RecordName const step{{RootKind::finding, severe}, RecordType::step, Uuid{{7}}};
    at.write_here(step, {{"subject", severe}, {"act", "FT03"}}, district_head(at));
    CHECK(at.ruled(step.id, severe) == "in_force");
}

TEST_CASE("whether an item fails is judged by the school's own facts, and so is the photo that feedback needs",
          "[integration]") {
    Office at;
    for (auto const& [kind, ruled] : {std::pair("primary", "photos_missing"), {"junior", "in_force"}}) {
        // School begins at 08:10: too early for a primary school, not for a junior one.
        at.inspector.emplace(at.tablet, unplanned(at, at.school(), "order", "RTN8", kind), 33);
        at.inspector->step("VT04", {{"distance", std::int64_t{40}}, {"accuracy", std::int64_t{9}}}, "order");
        Verdict verdict;
        verdict.time = 8 * 60 + 10;
        at.inspector->answer("M4.8", to_value(verdict));
        at.inspector->answer_the_rest();
        at.inspector->give_feedback("作息时间已核对。");
        CAPTURE(kind);
        CHECK(at.ruled(at.inspector->step_of("VT09")) == ruled);
    }
}

TEST_CASE("an office's own figure goes before that of the office above it", "[integration]") {
    Office at;
    std::string district;
    auto const school = at.school();
    at.while_closed([&](OfficeData& office) {
        auto const own = office.persons.unit(school);
        REQUIRE(own);
        auto const offices = office.store->records(RecordType::office);
        REQUIRE(offices);
        for (auto const& one : *offices)
            if (one.name.id == own->office) district = one.value("name_zh").text();
    });
    auto const set = [&](std::vector<std::string> more) {
        at.server.reset();
        std::vector<std::string> all{"set", "inspectors_may_notice_b"};
        all.insert(all.end(), more.begin(), more.end());
        all.insert(all.end(), {"--data", at.data.string()});
        REQUIRE(mingchad(all).code == 0);
        at.server.emplace(at.data);
    };
    at.inspector->check_in();
    auto const notice = [&] {
        auto const found = at.inspector->finding("X1.1", "灭火器过期", 'B');
        return at.ruled(at.inspector->finding_step(found, "FT03"), found);
    };
    CHECK(notice() == "in_force");
    set({"0"});
    CHECK(notice() == "notice_not_allowed");
    set({"1", "--office", district});
    CHECK(notice() == "in_force");
    CHECK(mingchad({"set", "lease_days", "3", "--office", "nowhere", "--data", at.data.string()}).code == 1);
}
