#include "shared/replica/tables.hpp"

namespace mingcha {

namespace {
constexpr int schema_version = 2;

constexpr char const* schema = R"sql(
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS base (
    root_kind INTEGER, root_id BLOB, type INTEGER, id BLOB, epoch INTEGER, seq INTEGER, row BLOB,
    PRIMARY KEY (root_id, type, id, root_kind)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS base_by_type ON base (type);
CREATE TABLE IF NOT EXISTS pending (
    id INTEGER PRIMARY KEY AUTOINCREMENT, root_kind INTEGER, root_id BLOB, type INTEGER, record BLOB, author BLOB, state INTEGER,
    batch_epoch INTEGER, batch_n INTEGER, batch_index INTEGER, seq_epoch INTEGER, seq INTEGER, delta BLOB);
CREATE INDEX IF NOT EXISTS pending_by_record ON pending (root_id, type, record);
CREATE TABLE IF NOT EXISTS root (kind INTEGER, id BLOB, state INTEGER, seq INTEGER, PRIMARY KEY (id, kind)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batch (
    epoch INTEGER, n INTEGER, id BLOB, author BLOB, state INTEGER, push BLOB, receipt BLOB, verdicts BLOB, counter INTEGER,
    PRIMARY KEY (epoch, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (
    id INTEGER PRIMARY KEY, batch_epoch INTEGER, batch_n INTEGER, batch_index INTEGER, standing INTEGER, code TEXT, done INTEGER,
    author BLOB, delta BLOB);
CREATE TABLE IF NOT EXISTS lost (id INTEGER PRIMARY KEY, row BLOB);
CREATE TABLE IF NOT EXISTS blob (
    id INTEGER PRIMARY KEY, sha256 BLOB UNIQUE, path TEXT, size INTEGER, mime TEXT, state INTEGER, upload TEXT, sent INTEGER,
    receipt BLOB);
)sql";

constexpr char const* pending_columns =
    "SELECT id, author, state, batch_epoch, batch_n, batch_index, seq_epoch, seq, delta FROM pending ";

sqlite::Failure corrupt(std::string const& what) {
    return sqlite::Failure({"corrupt", what + " cannot be read back"});
}

BaseRow read_base(sqlite::Statement& from) {
    auto record = decode_record(from.blob(2));
    if (!record) throw corrupt("a row of base");
    return {from.unsigned_integer(0), from.unsigned_integer(1), *std::move(record)};
}

PendingDelta read_pending(sqlite::Statement& from) {
    PendingDelta out;
    out.id = from.integer(0);
    out.author = Uuid::from(from.blob(1));
    out.state = static_cast<PendingState>(from.integer(2));
    out.batch_epoch = from.unsigned_integer(3);
    out.batch_n = from.unsigned_integer(4);
    out.batch_index = from.unsigned_integer(5);
    out.seq_epoch = from.unsigned_integer(6);
    out.seq = from.unsigned_integer(7);
    auto delta = decode_delta(from.blob(8));
    if (!delta) throw corrupt("a pending delta");
    out.delta = *std::move(delta);
    return out;
}

template <typename Read>
auto rows(sqlite::Statement& from, Read read) {
    sqlite::Use const use(from);
    std::vector<decltype(read(from))> out;
    while (from.step()) out.push_back(read(from));
    return out;
}

/// From version 1: photos had no receipt. A cut in the middle leaves the store as it was.
void migrate(sqlite::Database& db) {
    sqlite::Transaction transaction(db);
    sqlite::Statement known(db, "SELECT 1 FROM pragma_table_info('blob') WHERE name='receipt'");
    bool const has_receipts = known.step();
    known.reset();
    if (!has_receipts) db.execute("ALTER TABLE blob ADD COLUMN receipt BLOB");
    db.execute("PRAGMA user_version=" + std::to_string(schema_version));
    transaction.commit();
}

std::int64_t code(auto value) {
    return static_cast<std::int64_t>(value);
}
}  // namespace

void create_replica_tables(sqlite::Database& db) {
    std::int64_t found = 0;
    {
        sqlite::Statement version(db, "PRAGMA user_version");
        if (version.step()) found = version.integer(0);
    }
    if (found > schema_version)
        throw sqlite::Failure({"newer_store", "store of version " + std::to_string(found) + "; this program knows " +
                                                  std::to_string(schema_version)});
    db.execute(schema);
    if (found < schema_version) migrate(db);
}

ReplicaTables::ReplicaTables(sqlite::Database& db)
    : base_get_(db, "SELECT epoch, seq, row FROM base WHERE root_id=?1 AND type=?2 AND id=?3 AND root_kind=?4"),
      base_put_(db, "INSERT OR REPLACE INTO base VALUES (?1,?2,?3,?4,?5,?6,?7)"),
      base_disown_(db, "UPDATE base SET epoch=0"),
      base_drop_(db, "DELETE FROM base WHERE root_id=?1 AND type=?2 AND id=?3 AND root_kind=?4"),
      base_root_(db, "SELECT epoch, seq, row FROM base WHERE root_id=?1 AND root_kind=?2 ORDER BY type, id"),
      base_type_(db, "SELECT epoch, seq, row FROM base WHERE type=?1 ORDER BY root_id, id"),
      base_old_(db, "SELECT epoch, seq, row FROM base WHERE epoch<>?1"),
      pending_get_(
          db, std::string(pending_columns) + "WHERE root_id=?1 AND type=?2 AND record=?3 AND root_kind=?4 ORDER BY id"),
      pending_root_(db, std::string(pending_columns) + "WHERE root_id=?1 AND root_kind=?2 ORDER BY id"),
      pending_type_(db, std::string(pending_columns) + "WHERE type=?1 ORDER BY id"),
      pending_state_(db, std::string(pending_columns) + "WHERE state=?1 ORDER BY id"),
      pending_batch_(db, std::string(pending_columns) + "WHERE batch_epoch=?1 AND batch_n=?2 AND state<>0 ORDER BY id"),
      pending_all_(db, std::string(pending_columns) + "ORDER BY id"),
      pending_put_(db, "INSERT OR REPLACE INTO pending VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)"),
      pending_drop_(db, "DELETE FROM pending WHERE id=?1"),
      pending_clear_(db, "DELETE FROM pending"),
      root_get_(db, "SELECT state, seq FROM root WHERE id=?1 AND kind=?2"),
      root_put_(db, "INSERT OR REPLACE INTO root VALUES (?1,?2,?3,?4)"),
      root_list_(db, "SELECT kind, id, seq FROM root WHERE state=?1 ORDER BY kind, id"),
      root_forget_(db, "UPDATE root SET state = CASE state WHEN 1 THEN 0 ELSE 2 END, seq = 0 WHERE state IN (1, 4)"),
      meta_get_(db, "SELECT value FROM meta WHERE name=?1"),
      meta_put_(db, "INSERT OR REPLACE INTO meta VALUES (?1,?2)") {}

std::optional<BaseRow> ReplicaTables::base(RecordName const& name) {
    sqlite::Use const use(base_get_);
    base_get_.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind));
    if (!base_get_.step()) return std::nullopt;
    return read_base(base_get_);
}

void ReplicaTables::put_base(BaseRow const& row) {
    auto const& name = row.record.name;
    Bytes const packed = encode_record(row.record);
    base_put_
        .with(code(name.root.kind), name.root.id.view(), code(name.type), name.id.view(), row.epoch, row.seq, packed)
        .run();
}

void ReplicaTables::disown_base() {
    base_disown_.run();
}
void ReplicaTables::drop_base(RecordName const& name) {
    base_drop_.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind)).run();
}

std::vector<BaseRow> ReplicaTables::base_of(Root const& root) {
    return rows(base_root_.with(root.id.view(), code(root.kind)), read_base);
}
std::vector<BaseRow> ReplicaTables::base_of(RecordType type) {
    return rows(base_type_.with(code(type)), read_base);
}
std::vector<BaseRow> ReplicaTables::base_not_of_epoch(std::uint64_t epoch) {
    return rows(base_old_.with(epoch), read_base);
}

std::vector<PendingDelta> ReplicaTables::pending(RecordName const& name) {
    return rows(pending_get_.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind)),
                read_pending);
}
std::vector<PendingDelta> ReplicaTables::pending_of(Root const& root) {
    return rows(pending_root_.with(root.id.view(), code(root.kind)), read_pending);
}
std::vector<PendingDelta> ReplicaTables::pending_of(RecordType type) {
    return rows(pending_type_.with(code(type)), read_pending);
}
std::vector<PendingDelta> ReplicaTables::pending_in(PendingState state) {
    return rows(pending_state_.with(code(state)), read_pending);
}
std::vector<PendingDelta> ReplicaTables::pending_of_batch(std::uint64_t epoch, std::uint64_t n) {
    return rows(pending_batch_.with(epoch, n), read_pending);
}
std::vector<PendingDelta> ReplicaTables::all_pending() {
    return rows(pending_all_, read_pending);
}

void ReplicaTables::put_pending(PendingDelta const& row) {
    auto const& name = row.delta.record.name;
    Bytes const packed = encode_delta(row.delta);
    if (row.id == 0)
        pending_put_.bind_null(1);
    else
        pending_put_.bind(1, row.id);
    pending_put_.bind(2, code(name.root.kind))
        .bind(3, name.root.id.view())
        .bind(4, code(name.type))
        .bind(5, name.id.view());
    pending_put_.bind(6, row.author.view()).bind(7, code(row.state)).bind(8, row.batch_epoch).bind(9, row.batch_n);
    pending_put_.bind(10, row.batch_index).bind(11, row.seq_epoch).bind(12, row.seq).bind(13, packed).run();
}

void ReplicaTables::drop_pending(std::int64_t id) {
    pending_drop_.with(id).run();
}

void ReplicaTables::replace_pending(std::vector<PendingDelta> const& list) {
    pending_clear_.run();
    for (auto row : list) {
        row.id = 0;
        put_pending(row);
    }
}

RootState ReplicaTables::root_state(Root const& root) {
    sqlite::Use const use(root_get_);
    return root_get_.with(root.id.view(), code(root.kind)).step() ? static_cast<RootState>(root_get_.integer(0))
                                                                  : RootState::none;
}
std::uint64_t ReplicaTables::root_seq(Root const& root) {
    sqlite::Use const use(root_get_);
    return root_get_.with(root.id.view(), code(root.kind)).step() ? root_get_.unsigned_integer(1) : 0;
}
void ReplicaTables::put_root(Root const& root, RootState state, std::uint64_t seq) {
    root_put_.with(code(root.kind), root.id.view(), code(state), seq).run();
}
std::vector<std::pair<Root, std::uint64_t>> ReplicaTables::roots_in(RootState state) {
    return rows(root_list_.with(code(state)), [](sqlite::Statement& from) {
        return std::pair{Root{static_cast<RootKind>(from.integer(0)), Uuid::from(from.blob(1))},
                         from.unsigned_integer(2)};
    });
}
void ReplicaTables::forget_coming_roots() {
    root_forget_.run();
}

std::int64_t ReplicaTables::number(std::string_view name, std::int64_t fallback) {
    sqlite::Use const use(meta_get_);
    return meta_get_.with(name).step() ? meta_get_.integer(0) : fallback;
}
void ReplicaTables::set_number(std::string_view name, std::int64_t value) {
    meta_put_.with(name, value).run();
}
Bytes ReplicaTables::blob(std::string_view name) {
    sqlite::Use const use(meta_get_);
    return meta_get_.with(name).step() ? meta_get_.bytes(0) : Bytes{};
}
void ReplicaTables::set_blob(std::string_view name, ByteView value) {
    meta_put_.with(name, value).run();
}

}  // namespace mingcha
