#include "server/store/sqlite_store.hpp"

#include "server/store/store_parts.hpp"

namespace mingcha {

using store::Group;
using store::LeafKind;

SqliteCentralStore::SqliteCentralStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteCentralStore::~SqliteCentralStore() = default;

Outcome<std::unique_ptr<SqliteCentralStore>> SqliteCentralStore::open(std::string const& path,
                                                                      SigningKey const& identity, Policy& policy,
                                                                      Random& random) {
    return sqlite::guarded("opening the central store", [&] {
        return std::unique_ptr<SqliteCentralStore>(
            new SqliteCentralStore(std::make_unique<Parts>(path, identity, policy, random)));
    });
}

void SqliteCentralStore::set_projector(Projector projector) {
    parts_->projector = std::move(projector);
}
Outcome<Unit> SqliteCentralStore::bring_projections_to(std::int64_t version,
                                                       std::function<void(sqlite::Database&)> const& write_anew) {
    return sqlite::guarded("writing the projections anew", [&] {
        sqlite::Transaction transaction(parts_->db);
        if (parts_->tables.number("projections") == version) return Unit{};
        write_anew(parts_->db);
        parts_->tables.set_number("projections", version);
        transaction.commit();
        return Unit{};
    });
}
void SqliteCentralStore::set_listener(std::function<void(CommitNews const&)> listener) {
    parts_->listener = std::move(listener);
}
Uuid SqliteCentralStore::log_id() const {
    return parts_->log_id;
}

Outcome<std::vector<Ingested>> SqliteCentralStore::ingest(std::span<PreparedBatch const> batches, std::int64_t now_ms) {
    return sqlite::guarded("storing batches", [&] {
        return parts_->commit(now_ms, [&](Group& group) {
            std::vector<Ingested> out;
            for (auto const& batch : batches) {
                auto const before = group.state();
                parts_->db.execute("SAVEPOINT one_batch");
                try {
                    out.push_back(group.ingest(batch));
                } catch (sqlite::Failure const& failure) {
                    if (failure.error().code != "corrupt" && failure.error().code != "store_error") throw;
                    parts_->db.execute("ROLLBACK TO one_batch");
                    group.restore(before);
                    out.emplace_back().refused = Refused{batch.push.batch.header.epoch, batch.push.batch.header.n,
                                                         "server_error", batch.push.batch.header.n};
                }
                parts_->db.execute("RELEASE one_batch");
            }
            return out;
        });
    });
}

Outcome<LostKept> SqliteCentralStore::keep_lost(Uuid const& device, LostActs const& acts, std::int64_t now_ms) {
    return sqlite::guarded("keeping lost acts", [&] {
        sqlite::Transaction transaction(parts_->db);
        sqlite::Statement put(parts_->db,
                              "INSERT INTO lost (device, row, since) SELECT ?1,?2,?3 "
                              "WHERE NOT EXISTS (SELECT 1 FROM lost WHERE device=?1 AND row=?2)");
        for (auto const& record : acts.records) {
            Bytes const packed = encode_record(record);
            put.with(device.view(), packed, now_ms).run();
        }
        transaction.commit();
        return LostKept{acts.records.size()};
    });
}

Outcome<Unit> SqliteCentralStore::quarantine(Uuid const& device, std::string_view code, Push const& push,
                                             std::int64_t now_ms) {
    return sqlite::guarded("keeping a refused batch", [&] {
        sqlite::Transaction transaction(parts_->db);
        Bytes const bytes = encode_frame(push);
        parts_->tables.keep_quarantined(device, code, bytes, now_ms);
        transaction.commit();
        return Unit{};
    });
}

Outcome<Unit> SqliteCentralStore::write(std::span<ServerWrite const> writes, std::int64_t now_ms) {
    return sqlite::guarded("writing for the server", [&] {
        return parts_->commit(now_ms, [&](Group& group) { return group.write(writes), Unit{}; });
    });
}

Outcome<Bytes> SqliteCentralStore::blob_arrived(Hash const& sha256, std::uint64_t size, std::int64_t now_ms) {
    return sqlite::guarded("noting a photo's arrival", [&] {
        sqlite::Statement known(parts_->db, "SELECT receipt FROM blob WHERE sha256=?1");
        if (known.with(ByteView(sha256)).step()) return known.bytes(0);
        known.reset();
        return parts_->commit(now_ms, [&](Group& group) {
            ByteWriter leaf;
            leaf.raw(sha256), leaf.varint(size), leaf.svarint(now_ms);
            std::uint64_t const index = group.append(LeafKind::blob, leaf.bytes(), leaf.bytes());
            auto const& now = group.memory();
            auto packed = store::sign_arrival(now, parts_->identity, {index, sha256, size, now_ms});
            sqlite::Statement put(parts_->db, "INSERT INTO blob VALUES (?1,?2,?3,?4,?5)");
            put.with(ByteView(sha256), size, index, now_ms, ByteView(packed)).run();
            group.touch_photo(sha256);
            return packed;
        });
    });
}

Outcome<PreparedBatch> prepare(Push&& push, PublicKey const& key) {
    auto body = decode_body(push.batch.body);
    if (!body) return body.error();
    auto const verified = verify_batch(push.batch, body->seed, body->deltas, key);
    if (!verified) return verified.error();
    return PreparedBatch{std::move(push), *std::move(body), {}, 0};
}

}  // namespace mingcha
