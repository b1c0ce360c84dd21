#include "shared/sqlite/database.hpp"

#include <sqlite3.h>

namespace mingcha::sqlite {

namespace {
/// Compiled statements that a connection keeps: more than the texts of either store, a few KB each.
constexpr std::size_t statements_kept_max = 256;

std::string code_word(int code) {
    switch (code & 0xFF) {
        case SQLITE_FULL:
            return "disk_full";
        case SQLITE_IOERR:
            return "io_error";
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "busy";
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return "corrupt";
        case SQLITE_NOMEM:
            return "no_memory";
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
            return "read_only";
        default:
            return "store_error";
    }
}
}  // namespace

Database::Database(std::string const& path, Access access) {
    int const flags = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int const code =
        sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code != SQLITE_OK) {
        Error const error{code_word(code), "cannot open " + path + ": " + sqlite3_errstr(code)};
        sqlite3_close(handle_);
        throw Failure(error);
    }
    sqlite3_busy_timeout(handle_, 5'000);
    try {
        if (access == Access::read_write) execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    } catch (Failure const&) {
        sqlite3_close_v2(handle_);  // an object that was never finished has no destructor: the file would stay open
        throw;
    }
}

Database::~Database() {
    for (auto const& [sql, statement] : idle_) sqlite3_finalize(statement);
    sqlite3_close_v2(handle_);
}

void Database::execute(std::string const& sql) {
    if (int const code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
        fail(code, sql.substr(0, 60));
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(handle_);
}

bool Database::is_idle() const {
    return sqlite3_get_autocommit(handle_) != 0;
}

void Database::fail(int code, std::string_view doing) {
    throw Failure({code_word(code), std::string(doing) + ": " + sqlite3_errmsg(handle_)});
}

sqlite3_stmt* Database::borrow(std::string_view sql, int& code) {
    code = SQLITE_OK;
    if (auto const idle = idle_.find(sql); idle != idle_.end()) {
        auto* const statement = idle->second;
        idle_.erase(idle);
        return statement;
    }
    sqlite3_stmt* statement = nullptr;
    code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                              nullptr);
    return statement;
}

void Database::give_back(sqlite3_stmt* statement) noexcept {
    if (!statement) return;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    try {
        if (idle_.size() < statements_kept_max) return (void)idle_.emplace(sqlite3_sql(statement), statement);
    } catch (std::bad_alloc const&) {  // then it is compiled anew next time
    }
    sqlite3_finalize(statement);
}

Statement::Statement(Database& db, std::string_view sql) : db_(&db) {
    int code = SQLITE_OK;
    handle_ = db.borrow(sql, code);
    if (code != SQLITE_OK) db.fail(code, sql.substr(0, 80));
}

Statement::~Statement() {
    if (handle_) db_->give_back(handle_);
}
Statement::Statement(Statement&& other) noexcept : db_(other.db_), handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::bind(int index, std::int64_t value) {
    if (int const code = sqlite3_bind_int64(handle_, index, value); code != SQLITE_OK) db_->fail(code, "bind integer");
    return *this;
}
Statement& Statement::bind(int index, ByteView value) {
    // An empty blob is not NULL.
    int const code = value.empty() ? sqlite3_bind_zeroblob(handle_, index, 0)
                                   : sqlite3_bind_blob64(handle_, index, value.data(), value.size(), SQLITE_STATIC);
    if (code != SQLITE_OK) db_->fail(code, "bind blob");
    return *this;
}
Statement& Statement::bind(int index, std::string_view value) {
    char const* data = value.data() ? value.data() : "";
    int const code = sqlite3_bind_text64(handle_, index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK) db_->fail(code, "bind text");
    return *this;
}
Statement& Statement::bind_null(int index) {
    if (int const code = sqlite3_bind_null(handle_, index); code != SQLITE_OK) db_->fail(code, "bind null");
    return *this;
}

bool Statement::step() {
    int const code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    std::string const sql = sqlite3_sql(handle_);
    Error const error{code_word(code), sql.substr(0, 80) + ": " + sqlite3_errmsg(db_->handle())};
    sqlite3_reset(handle_);
    throw Failure(error);
}

void Statement::run() {
    Use const use(*this);
    while (step()) {
    }
}

void Statement::reset() {
    sqlite3_reset(handle_);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}
ByteView Statement::blob(int column) const {
    auto const* data = static_cast<std::uint8_t const*>(sqlite3_column_blob(handle_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}
Bytes Statement::bytes(int column) const {
    auto const raw = blob(column);
    return {raw.begin(), raw.end()};
}
std::string Statement::text(int column) const {
    return std::string(as_text(blob(column)));
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Transaction::Transaction(Database& db) : db_(db), commit_(db, "COMMIT"), rollback_(db, "ROLLBACK") {
    if (!db_.is_idle() && db_.scopes_ == 0) roll_back();  // left open by one that could not be ended
    try {
        Statement(db_, "BEGIN IMMEDIATE").run();
    } catch (...) {
        if (!db_.is_idle() && db_.scopes_ == 0) roll_back();  // it began, and then something failed
        throw;
    }
    ++db_.scopes_;
}
Transaction::~Transaction() {
    --db_.scopes_;
    // A failed statement may already have rolled back; a second ROLLBACK only says so.
    if (open_ && !db_.is_idle()) roll_back();
}
void Transaction::commit() {
    commit_.run();
    open_ = false;
}
void Transaction::roll_back() noexcept {
    try {
        rollback_.run();
    } catch (std::exception const&) {
        sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

Snapshot::Snapshot(Database& db) : db_(db), is_outermost_(db.is_idle()), release_(db, "RELEASE snapshot") {
    db_.execute("SAVEPOINT snapshot");
    ++db_.scopes_;
}
Snapshot::~Snapshot() {
    --db_.scopes_;
    if (is_outermost_ && db_.is_idle()) return;
    try {
        release_.run();
    } catch (std::exception const&) {
        if (is_outermost_) sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

}  // namespace mingcha::sqlite
