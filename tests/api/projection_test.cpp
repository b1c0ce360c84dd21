#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
std::string rebuilt(Office& office) {
    sqlite::Database db((office.directory.path() / "office.db").string());
    sqlite::Transaction transaction(db);
    rebuild_visits(
        db, [&](std::string_view code, std::string_view version) { return office.persons.checklist(code, version); });
    transaction.commit();
    return office.dump_projection();
}
Json only_row(Office& office) {
    return office.get("/api/v1/visits", office.sign_in("zhang"))["items"][0];
}
}  // namespace

TEST_CASE("rows rebuilt from the records are byte-equal to those that the commits left", "[projection][law]") {
    Office office;
    (void)full_visit(office);
    office.clock.advance(60'000);
    office.plan(office.school, "2026-06-13");
    office.plan(office.other_school, "2026-06-14", true);
    office.clock.advance(60'000);
    office.put({{RootKind::unit, office.school}, RecordType::unit, office.school}, "name_zh", "育英实验中学");
    Hash hash;
    hash.fill(0x11);
    REQUIRE(office.store->blob_arrived(hash, 301'221, office.clock.now().time_ms));
    put_off_visit(office);
    auto const before = office.dump_projection();
    CHECK(before.find("put_off_row") != std::string::npos);
    CHECK(before.find("code_row") != std::string::npos);
    CHECK(before.find("visit_row") != std::string::npos);
    CHECK(rebuilt(office) == before);
}

TEST_CASE("a store that was filled without the console's rows has them after its next start, once", "[projection]") {
    Office office;
    office.store->set_projector({});
    office.plan(office.school, "2026-06-12");
    auto const zhang = office.sign_in("zhang");
    CHECK(office.get("/api/v1/visits", zhang)["total"] == 0);
    REQUIRE(bring_visit_rows_up(*office.store, office.persons));
    CHECK(office.get("/api/v1/visits", zhang)["total"] == 1);
    office.plan(office.school, "2026-06-13");
    REQUIRE(
        bring_visit_rows_up(*office.store, office.persons));  // rows of this version are there: nothing is written anew
    CHECK(office.get("/api/v1/visits", zhang)["total"] == 1);
}

TEST_CASE("a school's new name stands in the rows of its visits", "[projection]") {
    Office office;
    office.plan(office.school, "2026-06-12");
    office.put({{RootKind::unit, office.school}, RecordType::unit, office.school}, "name_zh", "育英实验中学");
    CHECK(only_row(office)["unit"]["name_zh"] == "育英实验中学");
}

TEST_CASE("a finding's change moves the row of its visit", "[projection]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12");
    auto const finding = office.new_id();
    RecordName const name{{RootKind::finding, finding}, RecordType::finding, finding};
    auto const before = only_row(office);
    CHECK(before["findings"] == Json{{"total", 0}, {"open", 0}});
    office.clock.advance(1'000);
    office.put(name, "visit", visit);
    auto const after = only_row(office);
    CHECK(after["findings"] == Json{{"total", 1}, {"open", 1}});
    CHECK(after["seq"] > before["seq"]);
    CHECK(after["updated"].get<std::int64_t>() == before["updated"].get<std::int64_t>() + 1'000);
}

TEST_CASE("a photo's arrival takes the missing flag from its visit", "[projection]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12");
    RecordName const photo{{RootKind::visit, visit}, RecordType::photo, office.new_id()};
    Hash hash;
    hash.fill(9);
    office.put(photo, "sha256", hash);
    CHECK(only_row(office)["photos"] == Json{{"total", 1}, {"received", 0}});
    CHECK(only_row(office)["flags"] == Json{"missing"});
    REQUIRE(office.store->blob_arrived(hash, 5, office.clock.now().time_ms));
    CHECK(only_row(office)["photos"] == Json{{"total", 1}, {"received", 1}});
    CHECK(only_row(office)["flags"].empty());
}
