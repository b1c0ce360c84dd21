#include "shared/sqlite/database.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace mingcha;
using namespace mingcha::sqlite;

namespace {
/// A folder of its own for one test, gone with it.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "mingcha_sqlite_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    [[nodiscard]] std::string file(char const* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

std::int64_t number(Database& db, char const* sql) {
    Statement statement(db, sql);
    bool const is_row = statement.step();  // may throw what the test waits for
    REQUIRE(is_row);
    return statement.integer(0);
}

template <typename Work>
std::string code_of(Work work) {
    auto const done = guarded("testing", [&] {
        work();
        return Unit{};
    });
    return done ? "" : done.error().code;
}

void make_table(Database& db) {
    db.execute("CREATE TABLE record(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
}
void insert(Database& db, std::int64_t id, std::size_t size) {
    Statement(db, "INSERT INTO record VALUES (?, ?)").with(id, Bytes(size, 7)).run();
}
}  // namespace

TEST_CASE("a store is durable by its settings", "[sqlite]") {
    Folder const folder;
    Database db(folder.file("a.db"));
    CHECK(number(db, "PRAGMA synchronous") == 2);  // FULL
    Statement mode(db, "PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "wal");
}

TEST_CASE("values come back as they were bound", "[sqlite]") {
    Database db(":memory:");
    db.execute("CREATE TABLE t(a, b, c, d, e, f)");
    Bytes const blob{0, 1, 255};
    std::string const text("督导\0尾", 10);
    Statement(db, "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)")
        .with(INT64_MIN, blob, std::string_view(text), Bytes{}, "", UINT64_MAX)
        .run();
    Statement row(db, "SELECT a, b, c, d, e, f, NULL FROM t");
    REQUIRE(row.step());
    CHECK(row.integer(0) == INT64_MIN);
    CHECK(row.bytes(1) == blob);
    CHECK(row.text(2) == text);
    CHECK_FALSE(row.is_null(3));
    CHECK(row.bytes(3).empty());
    CHECK_FALSE(row.is_null(4));
    CHECK(row.unsigned_integer(5) == UINT64_MAX);
    CHECK(row.is_null(6));
    CHECK_FALSE(row.step());
}

TEST_CASE("a transaction that is not committed leaves nothing", "[sqlite]") {
    Folder const folder;
    Database db(folder.file("a.db"));
    make_table(db);
    {
        Transaction const transaction(db);
        insert(db, 1, 10);
    }
    CHECK(number(db, "SELECT count(*) FROM record") == 0);
    CHECK(code_of([&] {
              Transaction transaction(db);
              insert(db, 1, 10);
              insert(db, 1, 10);  // the same key again
              transaction.commit();
          }) == "store_error");
    CHECK(number(db, "SELECT count(*) FROM record") == 0);
    {
        Transaction transaction(db);
        insert(db, 1, 10);
        transaction.commit();
    }
    Database again(folder.file("a.db"), Access::read_only);
    CHECK(number(again, "SELECT count(*) FROM record") == 1);
}

TEST_CASE("a full disk is said as such, and what was committed stays", "[sqlite]") {
    Folder const folder;
    {
        Database db(folder.file("a.db"));
        make_table(db);
        insert(db, 1, 1000);
        db.execute("PRAGMA max_page_count = " + std::to_string(number(db, "PRAGMA page_count") + 3));
        CHECK(code_of([&] {
                  Transaction transaction(db);
                  insert(db, 2, 1000);
                  insert(db, 3, 200'000);
                  transaction.commit();
              }) == "disk_full");
        CHECK(number(db, "SELECT count(*) FROM record") == 1);
        // Small writes still fit: the connection is not broken by the refusal.
        Transaction transaction(db);
        insert(db, 4, 100);
        transaction.commit();
    }
    Database again(folder.file("a.db"));
    CHECK(number(again, "SELECT count(*) FROM record") == 2);
    Statement check(again, "PRAGMA integrity_check");
    REQUIRE(check.step());
    CHECK(check.text(0) == "ok");
}

TEST_CASE("a second writer is told that the store is busy", "[sqlite]") {
    Folder const folder;
    Database first(folder.file("a.db"));
    make_table(first);
    Database second(folder.file("a.db"));
    second.execute("PRAGMA busy_timeout = 0");
    Transaction writing(first);
    insert(first, 1, 10);
    CHECK(code_of([&] { Transaction const other(second); }) == "busy");
    CHECK(number(second, "SELECT count(*) FROM record") == 0);  // readers are never kept out
    writing.commit();
    CHECK(code_of([&] {
              Transaction other(second);
              insert(second, 2, 10);
              other.commit();
          }).empty());
    CHECK(number(first, "SELECT count(*) FROM record") == 2);
}

TEST_CASE("a reader sees one state until it is done", "[sqlite]") {
    Folder const folder;
    Database writer(folder.file("a.db"));
    make_table(writer);
    insert(writer, 1, 10);
    Database reader(folder.file("a.db"), Access::read_only);
    reader.execute("BEGIN");
    CHECK(number(reader, "SELECT count(*) FROM record") == 1);
    insert(writer, 2, 10);
    CHECK(number(reader, "SELECT count(*) FROM record") == 1);
    reader.execute("COMMIT");
    CHECK(number(reader, "SELECT count(*) FROM record") == 2);
}

TEST_CASE("refusals of the file system have codes of their own", "[sqlite]") {
    Folder const folder;
    CHECK(code_of([&] { Database const db(folder.file("missing.db"), Access::read_only); }) == "read_only");
    CHECK(code_of([&] { Database const db(folder.file("no/such/folder.db")); }) == "read_only");
    {
        Database db(folder.file("a.db"));
        make_table(db);
    }
    Database reader(folder.file("a.db"), Access::read_only);
    CHECK(code_of([&] { insert(reader, 1, 10); }) == "read_only");
    std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
    CHECK(code_of([&] { Database const db(folder.file("text.db")); }) == "corrupt");
    CHECK(code_of([&] { reader.execute("SELECT nonsense FROM nowhere"); }) == "store_error");
    CHECK(code_of([&] { Statement const statement(reader, "not sql"); }) == "store_error");
    CHECK(code_of([&] { Statement(reader, "SELECT 1").with(1).run(); }) == "store_error");  // no parameter to bind to
}

TEST_CASE("a store that cannot be opened leaves no file open", "[sqlite]") {
    Folder const folder;
    std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
    auto const open_files = [] {
        std::filesystem::directory_iterator const files("/proc/self/fd");
        return std::distance(begin(files), end(files));
    };
    auto const before = open_files();
    CHECK(code_of([&] { Database const db(folder.file("text.db")); }) == "corrupt");
    CHECK(open_files() == before);
}

TEST_CASE("a damaged file is noticed", "[sqlite]") {
    Folder const folder;
    {
        Database db(folder.file("a.db"));
        make_table(db);
        for (int i = 0; i < 400; ++i) insert(db, i, 300);
    }
    {
        std::fstream file(folder.file("a.db"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096 * 5);
        file << std::string(4096, '\x5A');
    }
    CHECK(code_of([&] {
              Database db(folder.file("a.db"));
              (void)number(db, "SELECT sum(length(body)) FROM record");
          }) == "corrupt");
    Database db(folder.file("a.db"));
    Statement check(db, "PRAGMA integrity_check");
    REQUIRE(check.step());
    CHECK(check.text(0) != "ok");
}

TEST_CASE("a statement resets itself, so that no read stays open behind our back", "[sqlite]") {
    Folder const folder;
    Database db(folder.file("a.db"));
    make_table(db);
    insert(db, 1, 10);
    insert(db, 2, 10);
    Statement read(db, "SELECT id FROM record ORDER BY id");
    {
        Use const use(read);
        REQUIRE(read.step());
    }
    {
        Use const use(read);
        REQUIRE(read.step());
        CHECK(read.integer(0) == 1);  // from the start again
    }
    db.execute("DROP TABLE record");  // would be refused while a read is open
}

TEST_CASE("a failed statement says where and can be used again", "[sqlite]") {
    Database db(":memory:");
    make_table(db);
    Statement put(db, "INSERT INTO record VALUES (?, x'00')");
    put.with(1).run();
    auto const failed = guarded("storing a record", [&] {
        put.with(1).run();
        return 0;
    });
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message.find("storing a record") == 0);
    CHECK(failed.error().message.find("UNIQUE") != std::string::npos);
    put.with(2).run();
    CHECK(db.changes() == 1);
    CHECK(number(db, "SELECT count(*) FROM record") == 2);
}
