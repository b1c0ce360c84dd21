#include "server/store/tables.hpp"
#include "server/store/visit_projection.hpp"

namespace mingcha::store {

namespace {
constexpr int schema_version = 1;

constexpr char const* schema = R"sql(
-- Current state: one packed row a record, stored near its root.
CREATE TABLE IF NOT EXISTS record (
    root_id BLOB, type INTEGER, id BLOB, root_kind INTEGER, seq INTEGER, row BLOB,
    PRIMARY KEY (root_id, type, id, root_kind)) WITHOUT ROWID;
-- By type, for those of which a visit has few. Not a list (NOT IN): SQLite would build it anew, as a table, for each row that is put.
CREATE INDEX IF NOT EXISTS record_by_type ON record (type, id) WHERE type<>17 AND type<>18 AND type<>22 AND type<>23;
-- The highest seq under a root: a pull looks only into roots that moved.
CREATE TABLE IF NOT EXISTS root (id BLOB, kind INTEGER, seq INTEGER, PRIMARY KEY (id, kind)) WITHOUT ROWID;
-- The one-row table of the last seq, and the log's head after each transaction.
CREATE TABLE IF NOT EXISTS last_seq (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER);
CREATE TABLE IF NOT EXISTS head (seq INTEGER PRIMARY KEY, size INTEGER, root BLOB);
-- The Merkle log: one row a leaf. kind: 1 device batch, 2 server batch, 3 blob, 4 incident.
CREATE TABLE IF NOT EXISTS log (idx INTEGER PRIMARY KEY, kind INTEGER, leaf BLOB, body BLOB);
-- Roots of its full subtrees of 256^level leaves: what proofs are made from (server/store/log_reader.hpp).
CREATE TABLE IF NOT EXISTS log_tile (level INTEGER, idx INTEGER, hash BLOB, PRIMARY KEY (level, idx)) WITHOUT ROWID;
-- Sealed batches as sent. push = the frame's bytes.
CREATE TABLE IF NOT EXISTS batch (
    idx INTEGER PRIMARY KEY, device BLOB, epoch INTEGER, n INTEGER, id BLOB, push BLOB, verdicts BLOB, receipt BLOB, ack BLOB,
    drift INTEGER, server_ms INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS batch_by_n ON batch (device, epoch, n);
CREATE TABLE IF NOT EXISTS device (device BLOB PRIMARY KEY, person BLOB, label TEXT, revoked INTEGER, last_contact INTEGER, drift INTEGER) WITHOUT ROWID;
-- When a tablet spoke with the server, at most a row an hour: the lease of a step is judged by it.
CREATE TABLE IF NOT EXISTS contact (replica INTEGER, ms INTEGER, PRIMARY KEY (replica, ms)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS device_epoch (
    device BLOB, epoch INTEGER, key BLOB, closed INTEGER, next_n INTEGER, last_batch BLOB, PRIMARY KEY (device, epoch)) WITHOUT ROWID;
-- Which epoch of a device went on as which.
CREATE TABLE IF NOT EXISTS epoch_parent (device BLOB, epoch INTEGER, parent INTEGER, PRIMARY KEY (device, epoch)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replica (id INTEGER PRIMARY KEY, accepted INTEGER);
CREATE TABLE IF NOT EXISTS refusal (
    replica INTEGER, root_id BLOB, type INTEGER, id BLOB, field INTEGER, n INTEGER,
    PRIMARY KEY (replica, root_id, type, id, field)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (
    id INTEGER PRIMARY KEY, device BLOB, epoch INTEGER, n INTEGER, idx INTEGER, header BLOB, delta BLOB, standing INTEGER, code TEXT, settled INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS waiting (id INTEGER PRIMARY KEY, root_id BLOB, root_kind INTEGER, header BLOB, idx INTEGER, delta BLOB, since INTEGER);
-- Deltas offered again after a rollback before what they had covered: by their place in the earlier life's log.
CREATE TABLE IF NOT EXISTS clipped (id INTEGER PRIMARY KEY, server_epoch INTEGER, idx INTEGER, header BLOB, delta BLOB);
CREATE TABLE IF NOT EXISTS lost (id INTEGER PRIMARY KEY, device BLOB, row BLOB, since INTEGER);
CREATE TABLE IF NOT EXISTS quarantine (id INTEGER PRIMARY KEY, device BLOB, code TEXT, bytes BLOB, since INTEGER);
-- Which person sees which root, from which seq; left = the seq of the withdrawal, 0 while it lasts.
CREATE TABLE IF NOT EXISTS grants (person BLOB, kind INTEGER, id BLOB, since INTEGER, left INTEGER, PRIMARY KEY (person, id, kind)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS grants_by_root ON grants (id, kind);
-- Roots that a device made itself and so holds whole from birth.
CREATE TABLE IF NOT EXISTS born (device BLOB, kind INTEGER, id BLOB, PRIMARY KEY (device, id, kind)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS photo_name (sha256 BLOB, root_id BLOB, root_kind INTEGER, id BLOB, PRIMARY KEY (sha256, root_id, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blob (sha256 BLOB PRIMARY KEY, size INTEGER, idx INTEGER, server_ms INTEGER, receipt BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT OR IGNORE INTO last_seq VALUES (1, 0);
)sql";
}  // namespace

void create_tables(sqlite::Database& db) {
    std::int64_t found = 0;
    {
        sqlite::Statement version(db, "PRAGMA user_version");
        if (version.step()) found = version.integer(0);
    }
    if (found > schema_version)
        throw sqlite::Failure({"newer_store", "central store of version " + std::to_string(found) +
                                                  "; this program knows " + std::to_string(schema_version)});
    db.execute("PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;");
    db.execute(schema);
    create_visit_tables(db);
    db.execute("PRAGMA user_version=" + std::to_string(schema_version));
}

}  // namespace mingcha::store
