#pragma once

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/bytes.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace mingcha::sqlite {

/// What SQLite refused. Thrown inside a store so that its transaction rolls back; the store's public functions turn it into an
/// Outcome with `guarded`. Codes: disk_full, io_error, busy, corrupt, read_only, no_memory, store_error.
class Failure final : public std::exception {
public:
    explicit Failure(Error error) : error_(std::move(error)) {}
    [[nodiscard]] Error const& error() const { return error_; }
    [[nodiscard]] char const* what() const noexcept override { return error_.message.c_str(); }

private:
    Error error_;
};

class Database;

/// A prepared statement. Bind, step, read, then it resets itself when it goes out of scope as `Use`. Its compiled form goes back to the
/// database, which hands it to the next statement of the same text: compiling costs more than running. Ends before its database.
/// Blobs and texts given to `bind` must outlive the stepping (they are not copied).
class Statement {
public:
    Statement(Database& db, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::uint64_t value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind(int index, int value) { return bind(index, std::int64_t{value}); }
    Statement& bind(int index, ByteView value);
    Statement& bind(int index, Bytes const& value) { return bind(index, ByteView(value)); }
    Statement& bind(int index, std::string_view value);
    Statement& bind(int index, char const* value) { return bind(index, std::string_view(value)); }
    Statement& bind_null(int index);
    /// Binds parameters 1, 2, 3 … in order.
    template <typename... Values>
    Statement& with(Values const&... values) {
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    /// True while there is a row.
    bool step();
    /// Runs a statement that gives no rows, and resets it.
    void run();
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::uint64_t unsigned_integer(int column) const {
        return static_cast<std::uint64_t>(integer(column));
    }
    /// Views are valid until the next step or reset.
    [[nodiscard]] ByteView blob(int column) const;
    [[nodiscard]] Bytes bytes(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool is_null(int column) const;

private:
    Database* db_;
    sqlite3_stmt* handle_ = nullptr;
};

/// Resets a statement at the end of a scope, so that no read transaction stays open behind our back.
class Use {
public:
    explicit Use(Statement& statement) : statement_(statement) {}
    ~Use() { statement_.reset(); }
    Use(Use const&) = delete;
    Use& operator=(Use const&) = delete;

private:
    Statement& statement_;
};

enum class Access { read_write, read_only };

/// One connection: WAL, `synchronous=FULL`, foreign keys off, no mutex: one thread at a time.
class Database {
public:
    /// ":memory:" gives a private in-memory database. Throws Failure.
    explicit Database(std::string const& path, Access access = Access::read_write);
    ~Database();
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    void execute(std::string const& sql);
    [[nodiscard]] std::int64_t changes() const;
    /// No transaction is open.
    [[nodiscard]] bool is_idle() const;
    [[nodiscard]] sqlite3* handle() { return handle_; }
    /// A compiled statement of this text, unbound; give it back when done. Null: `fail` says why not.
    [[nodiscard]] sqlite3_stmt* borrow(std::string_view sql, int& code);
    void give_back(sqlite3_stmt* statement) noexcept;
    /// Throws Failure with what SQLite says, in `doing`.
    [[noreturn]] void fail(int code, std::string_view doing);

private:
    friend class Transaction;
    friend class Snapshot;

    sqlite3* handle_ = nullptr;
    int scopes_ = 0;                                       // Transactions and Snapshots that live
    std::multimap<std::string_view, sqlite3_stmt*> idle_;  // by their own text
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when it goes out of scope uncommitted.
class Transaction {
public:
    explicit Transaction(Database& db);
    ~Transaction();
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    void commit();

private:
    void roll_back() noexcept;

    Database& db_;
    Statement commit_, rollback_;  // compiled before: its end must need nothing
    bool open_ = true;
};

/// A savepoint for reading: everything inside it sees one state. It may stand inside another one or inside a transaction. After an error
/// SQLite may have ended it by itself; its end then says nothing. A connection whose snapshot could not be ended is not idle.
class Snapshot {
public:
    explicit Snapshot(Database& db);
    ~Snapshot();
    Snapshot(Snapshot const&) = delete;
    Snapshot& operator=(Snapshot const&) = delete;

private:
    Database& db_;
    bool is_outermost_;
    Statement release_;  // compiled before: its end must need nothing
};

/// Runs `work` and turns a Failure, or memory that was not there, into an Outcome.
template <typename Work>
auto guarded(std::string_view doing, Work work) -> Outcome<decltype(work())> {
    try {
        return work();
    } catch (Failure const& failure) {
        return failure.error().with_context(doing);
    } catch (std::bad_alloc const&) {
        return Error{"no_memory", "not enough memory"}.with_context(doing);
    }
}

}  // namespace mingcha::sqlite
