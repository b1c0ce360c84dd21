#include "server/store/tables.hpp"

#include <algorithm>

#include "shared/wire/limits.hpp"

namespace mingcha::store {

Tables::Tables(sqlite::Database& db_in)
    : db(db_in),
      row_get_(db, "SELECT seq, row FROM record WHERE root_id=?1 AND type=?2 AND id=?3 AND root_kind=?4"),
      row_has_(db, "SELECT 1 FROM record WHERE root_id=?1 AND type=?2 AND id=?3 AND root_kind=?4"),
      row_add_(db, "INSERT INTO record VALUES (?1,?2,?3,?4,?5,?6)"),
      row_put_(db, "INSERT OR REPLACE INTO record VALUES (?1,?2,?3,?4,?5,?6)"),
      root_put_(db, "INSERT OR REPLACE INTO root VALUES (?1,?2,?3)"),
      epoch_get_(db, "SELECT key, closed, next_n, last_batch FROM device_epoch WHERE device=?1 AND epoch=?2"),
      epoch_put_(db, "INSERT OR REPLACE INTO device_epoch VALUES (?1,?2,?3,?4,?5,?6)"),
      batch_get_(db, "SELECT id, ack FROM batch WHERE device=?1 AND epoch=?2 AND n=?3"),
      accepted_get_(db, "SELECT accepted FROM replica WHERE id=?1"),
      accepted_put_(db, "INSERT OR REPLACE INTO replica VALUES (?1,?2)"),
      refusal_get_(db, "SELECT n FROM refusal WHERE replica=?1 AND root_id=?2 AND type=?3 AND id=?4 AND field=?5"),
      refusal_any_(db, "SELECT 1 FROM refusal WHERE replica=?1 LIMIT 1"),
      refusal_put_(db, "INSERT OR REPLACE INTO refusal VALUES (?1,?2,?3,?4,?5,?6)"),
      log_put_(db, "INSERT INTO log VALUES (?1,?2,?3,?4)"),
      tile_put_(db, "INSERT OR REPLACE INTO log_tile VALUES (?1,?2,?3)"),
      head_put_(db, "INSERT OR IGNORE INTO head VALUES (?1,?2,?3)"),
      meta_get_(db, "SELECT value FROM meta WHERE name=?1"),
      meta_put_(db, "INSERT OR REPLACE INTO meta VALUES (?1,?2)"),
      batch_put_(db, "INSERT INTO batch VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"),
      records_(db, "SELECT row FROM record WHERE root_id=?1 AND root_kind=?2 ORDER BY type, id"),
      revoked_get_(db, "SELECT 1 FROM device WHERE device=?1 AND revoked<>0"),
      grant_get_(db, "SELECT since, left FROM grants WHERE person=?1 AND id=?2 AND kind=?3"),
      grant_root_(db, "SELECT person FROM grants WHERE id=?1 AND kind=?2 AND left=0"),
      grant_put_(db, "INSERT OR REPLACE INTO grants VALUES (?1,?2,?3,?4,?5)"),
      born_put_(db, "INSERT OR IGNORE INTO born VALUES (?1,?2,?3)"),
      photo_put_(db, "INSERT OR IGNORE INTO photo_name VALUES (?1,?2,?3,?4)"),
      held_put_(
          db,
          "INSERT INTO held (device, epoch, n, idx, header, delta, standing, code) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)"),
      waiting_put_(db,
                   "INSERT INTO waiting (root_id, root_kind, header, idx, delta, since) VALUES (?1,?2,?3,?4,?5,?6)"),
      waiting_get_(db, "SELECT header, idx, delta FROM waiting WHERE root_id=?1 AND root_kind=?2 ORDER BY id"),
      waiting_drop_(db, "DELETE FROM waiting WHERE root_id=?1 AND root_kind=?2"),
      seq_put_(db, "UPDATE last_seq SET seq=?1") {}

namespace {
Record read_record(ByteView row) {
    auto record = decode_record(row);
    if (!record) throw sqlite::Failure({"corrupt", "a row of record cannot be read back"});
    return *std::move(record);
}
Delta read_delta(ByteView bytes) {
    auto delta = decode_delta(bytes);
    if (!delta) throw sqlite::Failure({"corrupt", "a kept delta cannot be read back"});
    return *std::move(delta);
}
}  // namespace

std::vector<Record> Tables::records(Root const& root) {
    sqlite::Use const use(records_);
    std::vector<Record> out;
    records_.with(root.id.view(), code(root.kind));
    while (records_.step()) out.push_back(read_record(records_.blob(0)));
    return out;
}

std::set<Uuid> Tables::granted_to(Root const& root) {
    sqlite::Use const use(grant_root_);
    std::set<Uuid> out;
    grant_root_.with(root.id.view(), code(root.kind));
    while (grant_root_.step()) out.insert(Uuid::from(grant_root_.blob(0)));
    return out;
}
bool Tables::is_granted(Uuid const& person, Root const& root) {
    sqlite::Use const use(grant_get_);
    return grant_get_.with(person.view(), root.id.view(), code(root.kind)).step() && grant_get_.integer(1) == 0;
}
std::uint64_t Tables::grant_since(Uuid const& person, Root const& root) {
    sqlite::Use const use(grant_get_);
    return grant_get_.with(person.view(), root.id.view(), code(root.kind)).step() ? grant_get_.unsigned_integer(0) : 0;
}
bool Tables::has_blob(Hash const& sha256) {
    sqlite::Statement known(db, "SELECT 1 FROM blob WHERE sha256=?1");
    return known.with(ByteView(sha256)).step();
}
bool Tables::is_revoked(Uuid const& device) {
    sqlite::Use const use(revoked_get_);
    return revoked_get_.with(device.view()).step();
}
bool Tables::set_revoked(Uuid const& device, bool revoked) {
    sqlite::Statement(db, "UPDATE device SET revoked=?2 WHERE device=?1").with(device.view(), revoked ? 1 : 0).run();
    return db.changes() > 0;
}
void Tables::note_contact(ReplicaId tablet, std::int64_t now_ms) {
    if (auto const last = last_contact(tablet, now_ms); last && now_ms - *last < limits::contact_grain_ms) return;
    sqlite::Statement(db, "INSERT OR IGNORE INTO contact VALUES (?1,?2)").with(tablet.value, now_ms).run();
    sqlite::Statement(db, "DELETE FROM contact WHERE replica=?1 AND ms<?2")
        .with(tablet.value, now_ms - limits::contacts_kept_ms)
        .run();
}
std::optional<std::int64_t> Tables::last_contact(ReplicaId tablet, std::int64_t before_ms) {
    sqlite::Statement last(db, "SELECT max(ms) FROM contact WHERE replica=?1 AND ms<=?2");
    if (!last.with(tablet.value, before_ms).step() || last.is_null(0)) return std::nullopt;
    return last.integer(0);
}
void Tables::put_grant(Uuid const& person, Root const& root, std::uint64_t since, std::uint64_t left) {
    grant_put_.with(person.view(), code(root.kind), root.id.view(), since, left).run();
}
void Tables::note_born(Uuid const& device, Root const& root) {
    born_put_.with(device.view(), code(root.kind), root.id.view()).run();
}
void Tables::forget_born(Root const& root) {
    sqlite::Statement drop(db, "DELETE FROM born WHERE id=?1 AND kind=?2");
    drop.with(root.id.view(), code(root.kind)).run();
}
void Tables::name_photo(Hash const& sha256, RecordName const& name) {
    photo_put_.with(ByteView(sha256), name.root.id.view(), code(name.root.kind), name.id.view()).run();
}
std::vector<Root> Tables::roots_naming(Hash const& sha256) {
    sqlite::Statement list(db, "SELECT DISTINCT root_kind, root_id FROM photo_name WHERE sha256=?1");
    std::vector<Root> out;
    list.with(ByteView(sha256));
    while (list.step()) out.push_back({static_cast<RootKind>(list.integer(0)), Uuid::from(list.blob(1))});
    return out;
}
void Tables::keep_held(BatchHeader const& header, std::uint64_t index, ByteView delta, DeltaVerdict const& verdict) {
    Bytes const packed = header.encode();
    held_put_
        .with(header.device.view(), header.epoch, header.n, index, packed, delta, code(verdict.standing),
              std::string_view(verdict.code))
        .run();
}
void Tables::keep_waiting(Root const& root, BatchHeader const& header, std::uint64_t index, ByteView delta,
                          std::int64_t now_ms) {
    Bytes const packed = header.encode();
    waiting_put_.with(root.id.view(), code(root.kind), packed, index, delta, now_ms).run();
}
std::vector<WaitingDelta> Tables::take_waiting(Root const& root) {
    std::vector<WaitingDelta> out;
    {
        sqlite::Use const use(waiting_get_);
        waiting_get_.with(root.id.view(), code(root.kind));
        while (waiting_get_.step()) {
            auto const header = BatchHeader::decode(waiting_get_.blob(0));
            if (!header) throw sqlite::Failure({"corrupt", "a waiting delta's header cannot be read back"});
            out.push_back({*header, waiting_get_.unsigned_integer(1), read_delta(waiting_get_.blob(2))});
        }
    }
    if (!out.empty()) waiting_drop_.with(root.id.view(), code(root.kind)).run();
    return out;
}
void Tables::put_last_seq(std::uint64_t seq) {
    seq_put_.with(seq).run();
}

std::optional<JudgePort::Row> Tables::row(RecordName const& name) {
    sqlite::Use const use(row_get_);
    if (!row_get_.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind)).step())
        return std::nullopt;
    auto record = decode_record(row_get_.blob(1));
    if (!record) throw sqlite::Failure({"corrupt", "a row of record cannot be read back"});
    return JudgePort::Row{*std::move(record), row_get_.unsigned_integer(0)};
}

bool Tables::has_row(RecordName const& name) {
    sqlite::Use const use(row_has_);
    return row_has_.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind)).step();
}

void Tables::put_row(Record const& record, std::uint64_t seq, bool is_new) {
    Bytes const packed = encode_record(record);
    auto const& name = record.name;
    auto& put = is_new ? row_add_ : row_put_;
    put.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind), seq, packed).run();
}

void Tables::put_root(Root const& root, std::uint64_t seq) {
    root_put_.with(root.id.view(), code(root.kind), seq).run();
}

std::optional<EpochRow> Tables::epoch(Uuid const& device, std::uint64_t epoch) {
    sqlite::Use const use(epoch_get_);
    if (!epoch_get_.with(device.view(), epoch).step()) return std::nullopt;
    EpochRow out;
    std::ranges::copy(epoch_get_.blob(0), out.key.begin());
    out.closed = epoch_get_.integer(1) != 0;
    out.next_n = epoch_get_.unsigned_integer(2);
    out.last_batch = hash_from(epoch_get_.blob(3));
    return out;
}

void Tables::put_epoch(Uuid const& device, std::uint64_t epoch, EpochRow const& row) {
    epoch_put_.with(device.view(), epoch, ByteView(row.key), row.closed ? 1 : 0, row.next_n, ByteView(row.last_batch))
        .run();
}

std::vector<EpochCount> Tables::epoch_counts(Uuid const& device) {
    sqlite::Statement list(db, "SELECT epoch, next_n, last_batch FROM device_epoch WHERE device=?1 ORDER BY epoch");
    std::vector<EpochCount> out;
    list.with(device.view());
    while (list.step()) {
        auto const last = list.blob(2);
        out.push_back({list.unsigned_integer(0), list.unsigned_integer(1),
                       list.unsigned_integer(1) == 0 || last.size() < 8 ? 0 : ByteReader(last).u64_be()});
    }
    return out;
}

std::optional<StoredBatch> Tables::batch(Uuid const& device, std::uint64_t epoch, std::uint64_t n) {
    sqlite::Use const use(batch_get_);
    if (!batch_get_.with(device.view(), epoch, n).step()) return std::nullopt;
    return StoredBatch{hash_from(batch_get_.blob(0)), batch_get_.bytes(1)};
}

std::vector<Hash> Tables::batch_ids(Uuid const& device, std::uint64_t epoch) {
    sqlite::Statement list(db, "SELECT id FROM batch WHERE device=?1 AND epoch=?2 ORDER BY n");
    std::vector<Hash> out;
    list.with(device.view(), epoch);
    while (list.step()) out.push_back(hash_from(list.blob(0)));
    return out;
}

std::uint64_t Tables::accepted(ReplicaId replica) {
    sqlite::Use const use(accepted_get_);
    return accepted_get_.with(replica.value).step() ? accepted_get_.unsigned_integer(0) : 0;
}
void Tables::put_accepted(ReplicaId replica, std::uint64_t counter) {
    accepted_put_.with(replica.value, counter).run();
}

std::optional<std::uint64_t> Tables::refusal(ReplicaId replica, RecordName const& name, std::uint16_t field) {
    sqlite::Use const use(refusal_get_);
    if (!refusal_get_.with(replica.value, name.root.id.view(), code(name.type), name.id.view(), code(field)).step())
        return std::nullopt;
    return refusal_get_.unsigned_integer(0);
}
bool Tables::has_refusals(ReplicaId replica) {
    sqlite::Use const use(refusal_any_);
    return refusal_any_.with(replica.value).step();
}
void Tables::put_refusal(ReplicaId replica, RecordName const& name, std::uint16_t field, std::uint64_t n) {
    refusal_put_.with(replica.value, name.root.id.view(), code(name.type), name.id.view(), code(field), n).run();
}

std::optional<std::uint64_t> Tables::parent_epoch(Uuid const& device, std::uint64_t epoch) {
    sqlite::Statement one(db, "SELECT parent FROM epoch_parent WHERE device=?1 AND epoch=?2");
    if (!one.with(device.view(), epoch).step()) return std::nullopt;
    return one.unsigned_integer(0);
}
void Tables::put_parent_epoch(Uuid const& device, std::uint64_t epoch, std::uint64_t parent) {
    sqlite::Statement put(db, "INSERT OR REPLACE INTO epoch_parent VALUES (?1,?2,?3)");
    put.with(device.view(), epoch, parent).run();
}
std::optional<std::uint64_t> Tables::batch_of_receipt(Uuid const& device, std::uint64_t epoch, Hash const& receipt) {
    sqlite::Statement all(db, "SELECT n, receipt FROM batch WHERE device=?1 AND epoch=?2 ORDER BY n DESC");
    all.with(device.view(), epoch);
    while (all.step())
        if (sha256(all.blob(1)) == receipt) return all.unsigned_integer(0);
    return std::nullopt;
}

void Tables::keep_clipped(OldPlace const& place, BatchHeader const& header, ByteView delta) {
    sqlite::Statement put(db, "INSERT INTO clipped (server_epoch, idx, header, delta) VALUES (?1,?2,?3,?4)");
    Bytes const packed = header.encode();
    put.with(place.server_epoch, place.index, packed, delta).run();
}
std::vector<ClippedDelta> Tables::clipped_after(OldPlace const& place) {
    sqlite::Statement list(db, "SELECT header, delta FROM clipped WHERE server_epoch=?1 AND idx>?2 ORDER BY idx, id");
    std::vector<ClippedDelta> out;
    list.with(place.server_epoch, place.index);
    while (list.step()) {
        auto const header = BatchHeader::decode(list.blob(0));
        if (!header) throw sqlite::Failure({"corrupt", "a clipped delta's header cannot be read back"});
        out.push_back({*header, read_delta(list.blob(1))});
    }
    return out;
}

void Tables::keep_quarantined(Uuid const& device, std::string_view code, ByteView push, std::int64_t now_ms) {
    sqlite::Statement put(db, "INSERT INTO quarantine (device, code, bytes, since) VALUES (?1,?2,?3,?4)");
    put.with(device.view(), code, push, now_ms).run();
    sqlite::Statement drop(db,
                           "DELETE FROM quarantine WHERE device=?1 AND id NOT IN "
                           "(SELECT id FROM quarantine WHERE device=?1 ORDER BY id DESC LIMIT ?2)");
    drop.with(device.view(), static_cast<std::uint64_t>(limits::quarantine_per_device_max)).run();
}

void Tables::put_log(std::uint64_t index, int kind, Hash const& leaf, ByteView body) {
    log_put_.with(index, kind, ByteView(leaf), body).run();
}
void Tables::put_tile(MerkleTile const& tile) {
    tile_put_.with(std::int64_t{tile.level}, tile.index, ByteView(tile.root)).run();
}
void Tables::put_head(std::uint64_t seq, std::uint64_t size, Hash const& root) {
    head_put_.with(seq, size, ByteView(root)).run();
}

std::int64_t Tables::number(std::string_view name, std::int64_t fallback) {
    sqlite::Use const use(meta_get_);
    return meta_get_.with(name).step() ? meta_get_.integer(0) : fallback;
}
void Tables::set_number(std::string_view name, std::int64_t value) {
    meta_put_.with(name, value).run();
}
Bytes Tables::blob(std::string_view name) {
    sqlite::Use const use(meta_get_);
    return meta_get_.with(name).step() ? meta_get_.bytes(0) : Bytes{};
}
void Tables::set_blob(std::string_view name, ByteView value) {
    meta_put_.with(name, value).run();
}

}  // namespace mingcha::store
