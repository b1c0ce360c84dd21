#include "tests/sqlite/fault_disk.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "shared/sqlite/database.hpp"

using namespace mingcha;
using namespace mingcha::sqlite;

namespace {
constexpr int transactions = 12;

void make(Database& db) {
    db.execute("CREATE TABLE IF NOT EXISTS row (n INTEGER, part INTEGER, body BLOB)");
}
/// Two rows of one transaction, each larger than a page.
void put(Database& db, int n) {
    Transaction transaction(db);
    for (int part = 0; part < 2; ++part)
        Statement(db, "INSERT INTO row VALUES (?1,?2,?3)").with(n, part, Bytes(6'000, 7)).run();
    transaction.commit();
}
/// Numbers of which both rows are there; half a transaction fails the test.
std::set<int> there(FaultDisk& disk) {
    Database db(disk.path("a.db"));
    Statement whole(db, "PRAGMA integrity_check");
    REQUIRE(whole.step());
    REQUIRE(whole.text(0) == "ok");
    whole.reset();
    make(db);
    std::set<int> out;
    Statement rows(db, "SELECT n, count(*) FROM row GROUP BY n");
    while (rows.step()) {
        CHECK(rows.integer(1) == 2);
        out.insert(static_cast<int>(rows.integer(0)));
    }
    return out;
}
/// Numbers whose commit returned.
std::set<int> work(FaultDisk& disk, char const* setting = "") {
    std::set<int> out;
    try {
        Database db(disk.path("a.db"));
        if (*setting) db.execute(setting);
        make(db);
        for (int n = 0; n < transactions; ++n) {
            put(db, n);
            out.insert(n);
            if (n == 7) db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    } catch (Failure const&) {
    }
    return out;
}
}  // namespace

TEST_CASE("what was committed is there after a cut at any write, and nothing by halves", "[sqlite][fault]") {
    auto const fault = GENERATE(Fault::cut, Fault::kill);
    std::uint64_t points = 0;
    for (std::uint64_t nth = 1;; ++nth) {
        FaultDisk disk(nth);
        disk.fail_at(nth, fault);
        auto const committed = work(disk);
        if (!disk.is_off()) break;
        ++points;
        disk.power_on();
        auto const found = there(disk);
        REQUIRE(std::ranges::includes(found, committed));
        REQUIRE(found.size() <= committed.size() + 1);  // a commit whose answer never came may have happened
    }
    WARN(points << " points of power or process");
    CHECK(points > 100);
}

TEST_CASE("a transaction that met an error did not happen, and the next ones do", "[sqlite][fault]") {
    auto const fault = GENERATE(Fault::io_error, Fault::full);
    std::uint64_t points = 0;
    for (std::uint64_t nth = 1; nth < 10'000; ++nth) {
        FaultDisk disk(nth);
        disk.fail_at(nth, fault);
        auto const committed = work(disk);
        if (disk.operations() < nth) break;
        ++points;
        disk.heal();
        auto const found = there(disk);
        REQUIRE(std::ranges::includes(found, committed));
    }
    WARN(points << " points of error");
    CHECK(points > 100);
}

TEST_CASE("the disk loses what is not synced: without it a cut takes committed work", "[sqlite][fault]") {
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        FaultDisk disk(seed);
        auto const committed = work(disk, "PRAGMA synchronous=OFF");
        REQUIRE(committed.size() == transactions);
        disk.end(Fault::cut);
        disk.power_on();
        try {
            Database db(disk.path("a.db"));
            Statement count(db, "SELECT count(*) FROM row");
            bool const all = count.step() && count.integer(0) == 2 * transactions;
            lost += !all;
        } catch (Failure const&) {
            ++lost;
        }
    }
    CHECK(lost > 0);
}

TEST_CASE("the same seed gives the same bytes after a cut", "[sqlite][fault]") {
    auto const bytes = [] {
        FaultDisk disk(5);
        disk.fail_at(31, Fault::cut);
        (void)work(disk);
        disk.power_on();
        return disk.files();
    };
    CHECK(bytes() == bytes());
}

TEST_CASE("a disk is copied whole", "[sqlite][fault]") {
    FaultDisk first(1), second(2);
    auto const committed = work(first);
    second.put(first.files());
    CHECK(there(second) == committed);
}

TEST_CASE("a snapshot that meets an error ends quietly, wherever the error comes", "[sqlite][fault]") {
    std::uint64_t points = 0;
    for (std::uint64_t nth = 1; nth < 1'000; ++nth) {
        FaultDisk disk(nth);
        (void)work(disk);
        Database db(disk.path("a.db"), Access::read_only);
        disk.fail_at(nth, Fault::io_error);
        std::int64_t found = -1;
        try {
            Snapshot const snapshot(db);
            Statement rows(db, "SELECT sum(length(body)) FROM row");
            if (rows.step()) found = rows.integer(0);
        } catch (Failure const&) {
        }
        if (disk.operations() < nth) break;
        ++points;
        CHECK(found == -1);
        disk.heal();
        Snapshot const again(db);
        Statement rows(db, "SELECT count(*) FROM row");
        REQUIRE(rows.step());
        CHECK(rows.integer(0) == 2 * transactions);
    }
    WARN(points << " points of error");
    CHECK(points > 10);
}

TEST_CASE("a transaction inside another is refused, and the outer one goes on", "[sqlite]") {
    FaultDisk disk(1);
    Database db(disk.path("a.db"));
    make(db);
    {
        Transaction outer(db);
        Statement(db, "INSERT INTO row VALUES (1, 0, x'00'), (1, 1, x'00')").run();
        CHECK_THROWS_AS(Transaction(db), Failure);
        outer.commit();
    }
    CHECK(there(disk) == std::set<int>{1});
}
