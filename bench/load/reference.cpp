#include "bench/load/reference.hpp"

#include <chrono>
#include <optional>

#include "bench/load/server_under_load.hpp"
#include "shared/base/ids.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha::load {

namespace {
constexpr std::size_t records_per_transaction = 1000;

/// Made before the clock starts: the reference measures SQLite, not JSON.
struct Row {
    std::uint64_t tablet, seq;
    Uuid id, visit;
    std::string payload;
};

std::vector<Row> rows_of(std::span<WorkloadRow const> workload) {
    auto const id = [](std::string const& text) {
        auto const parsed = Uuid::parse(text);
        return parsed ? *parsed : Uuid::derived({}, text);
    };
    std::vector<Row> out;
    out.reserve(workload.size());
    for (auto const& row : workload) {
        auto const own = row.record.value("id", "");
        out.push_back({row.tablet, row.seq, id(own), id(row.record.value("visit_id", own)), row.record.dump()});
    }
    return out;
}

void create_tables(sqlite::Database& db) {
    db.execute(
        "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA "
        "wal_autocheckpoint=4000;"
        "CREATE TABLE log(scope INTEGER, seq INTEGER, payload TEXT, PRIMARY KEY(scope,seq)) WITHOUT ROWID;"
        "CREATE TABLE rec(id BLOB PRIMARY KEY, visit BLOB, hlc INTEGER, payload TEXT) WITHOUT ROWID;");
}

void insert_all(sqlite::Database& db, std::vector<Row> const& rows) {
    sqlite::Statement log(db, "INSERT INTO log VALUES(?1,?2,?3)");
    sqlite::Statement record(db,
                             "INSERT INTO rec VALUES(?1,?2,?3,?4) ON CONFLICT(id) DO UPDATE SET hlc=excluded.hlc,"
                             "payload=excluded.payload WHERE excluded.hlc>rec.hlc");
    std::int64_t number = 0;
    std::optional<sqlite::Transaction> transaction;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % records_per_transaction == 0) {
            if (transaction) transaction->commit();
            transaction.reset();
            transaction.emplace(db);
        }
        auto const& row = rows[i];
        log.with(row.tablet, row.seq, std::string_view(row.payload)).run();
        record.with(row.id.view(), row.visit.view(), ++number, std::string_view(row.payload)).run();
    }
    if (transaction) transaction->commit();
}
}  // namespace

Outcome<Reference> run_reference(std::filesystem::path const& directory, std::span<WorkloadRow const> workload) {
    auto const rows = rows_of(workload);
    auto const file = directory / "reference.sqlite";
    auto const remove = [&] {
        for (auto const* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
    };
    remove();
    auto out = sqlite::guarded("the SQLite reference", [&] {
        sqlite::Database db(file.string());
        create_tables(db);
        auto const cpu = own_cpu_seconds();
        auto const start = std::chrono::steady_clock::now();
        insert_all(db, rows);
        Reference done;
        done.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        done.cpu_seconds = own_cpu_seconds() - cpu;
        for (auto const& row : rows) done.payload_bytes += static_cast<double>(row.payload.size());
        done.payload_bytes /= static_cast<double>(rows.size());
        return done;
    });
    remove();
    return out;
}

}  // namespace mingcha::load
