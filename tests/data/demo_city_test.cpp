#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "shared/data/data_file.hpp"
#include "shared/data/demo_city.hpp"

using namespace mingcha;

namespace {
template <typename List>
auto const& by_id(List const& list, Uuid const& id) {
    auto const found = std::ranges::find(list, id, [](auto const& one) { return one.id; });
    REQUIRE(found != list.end());
    return *found;
}
}  // namespace

TEST_CASE("the demo city has Jinan's tree of offices, one of them without a standard code", "[data][demo]") {
    auto const city = demo_city(1);
    REQUIRE(city.offices.size() == 14);
    CHECK(city.offices[0].code == "370100");
    CHECK(city.offices[1].code == "370102");
    CHECK(city.offices.back().name_zh == "济南高新技术产业开发区教育督导室");
    CHECK(city.offices.back().code.empty());
    CHECK(std::ranges::count_if(city.offices, [](auto const& one) { return one.code.empty(); }) == 1);
    for (auto const& office : city.offices) CHECK((office.level == "city") == office.parent.is_nil());
}

TEST_CASE("the same seed gives the same city, another seed another", "[data][demo]") {
    auto const a = demo_city(7), b = demo_city(7), c = demo_city(8);
    REQUIRE(a.units.size() == b.units.size());
    for (std::size_t i = 0; i < a.units.size(); ++i) {
        CHECK(a.units[i].id == b.units[i].id);
        CHECK(a.units[i].name_zh == b.units[i].name_zh);
    }
    CHECK(a.shared_visit == b.shared_visit);
    CHECK(a.units[0].id != c.units[0].id);
}

TEST_CASE("schools are shared out by the planning weights, zones stay small, inspectors have about five",
          "[data][demo]") {
    for (int const schools : {13, 60, 500, 2'800}) {
        INFO(schools);
        auto const city = demo_city(3, schools);
        CHECK(static_cast<int>(city.units.size()) == schools);
        std::map<Uuid, int> in_zone, of_inspector, of_office;
        for (auto const& unit : city.units) ++in_zone[unit.zone], ++of_office[unit.office];
        for (auto const& zone : city.zones) {
            CHECK(in_zone[zone.id] >= 1);
            CHECK(in_zone[zone.id] <= 20);
            CHECK(by_id(city.persons, zone.leader).role == "inspector");
        }
        std::set<Uuid> assigned;
        for (auto const& one : city.assignments) {
            assigned.insert(one.unit);
            ++of_inspector[one.person];
        }
        CHECK(assigned.size() == city.units.size());
        for (auto const& [person, count] : of_inspector) CHECK(count <= 8);
        for (auto const& office : city.offices)
            if (office.level == "district") CHECK(of_office[office.id] == office.schools);
    }
    auto const whole = demo_city(3, 2'800);
    CHECK(whole.offices[7].schools == 330);  // 章丘区
}

TEST_CASE("every unit has what a page shows, and names differ", "[data][demo]") {
    auto const city = demo_city(5, 2'800);
    std::set<std::string> names;
    std::set<Uuid> ids;
    for (auto const& unit : city.units) {
        CHECK(names.insert(unit.name_zh).second);
        CHECK(ids.insert(unit.id).second);
        CHECK_FALSE(unit.name_en.empty());
        CHECK(unit.initials.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
        CHECK(unit.students > 0);
        CHECK(by_id(city.persons, unit.liaison).unit == unit.id);
    }
}

TEST_CASE("王建国 and 张伟 share a routine visit at a junior school in 历下区 today", "[data][demo]") {
    auto const city = demo_city(1);
    auto const& visit = by_id(city.visits, city.shared_visit);
    auto const& unit = by_id(city.units, visit.unit);
    CHECK(by_id(city.persons, visit.lead).name == "王建国");
    CHECK(visit.members == std::vector{city.zhang_wei});
    CHECK(by_id(city.persons, city.zhang_wei).name == "张伟");
    CHECK(unit.kind == "junior");
    CHECK(by_id(city.offices, unit.office).code == "370102");
    CHECK(visit.day == "2026-06-12");
    CHECK(city.visits.size() == 3);
    for (auto const& one : city.visits) CHECK(built_in_checklist(one.checklist));
    for (auto const person : {city.wang_jianguo, city.zhang_wei}) {
        auto const card = std::ranges::find(city.appointments, person, &DemoAppointment::person);
        REQUIRE(card != city.appointments.end());
        CHECK(card->from_ms < demo_today_ms);
        CHECK(card->to_ms > demo_today_ms);
    }
}

TEST_CASE("a day in China begins eight hours before UTC's", "[data][demo]") {
    CHECK(china_day(0) == "1970-01-01");
    CHECK(china_day(demo_today_ms) == "2026-06-12");
    CHECK(china_day(1'709'136'000'000) == "2024-02-29");  // 2024-02-28T16:00Z
    CHECK(china_day(1'709'136'000'000 - 1) == "2024-02-28");
}
