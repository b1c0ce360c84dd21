#include "server/store/store_parts.hpp"

// What the central store is asked, each on a reader's connection and in one snapshot.

namespace mingcha {

Outcome<Page> SqliteCentralStore::page(PageQuery const& query) {
    std::uint64_t const epoch = parts_->epoch;
    return sqlite::guarded("reading a page", [&] {
        auto page = parts_->reading([&](sqlite::Database& db) { return store::read_page(db, query, epoch); });
        if (page.to != 0) page.check = parts_->seal.check(epoch, page.to, page.check);
        return page;
    });
}

Outcome<std::optional<Record>> SqliteCentralStore::find(RecordName const& name) {
    return sqlite::guarded("reading a record", [&] {
        return parts_->reading([&](sqlite::Database& db) { return store::read_record(db, name); });
    });
}
Outcome<std::vector<Record>> SqliteCentralStore::records(Root const& root) {
    return sqlite::guarded("reading a root", [&] {
        return parts_->reading([&](sqlite::Database& db) { return store::read_root(db, root); });
    });
}
Outcome<std::vector<Record>> SqliteCentralStore::records(RecordType type) {
    return sqlite::guarded("reading records", [&] {
        return parts_->reading([&](sqlite::Database& db) { return store::read_type(db, type); });
    });
}

Outcome<std::vector<HeldRow>> SqliteCentralStore::held() {
    return sqlite::guarded("reading held deltas",
                           [&] { return parts_->reading([&](sqlite::Database& db) { return store::read_held(db); }); });
}

Outcome<StoreCounts> SqliteCentralStore::counts() {
    return sqlite::guarded("counting", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            auto const count = [&](char const* sql) {
                sqlite::Statement statement(db, sql);
                return statement.step() ? statement.unsigned_integer(0) : 0;
            };
            return StoreCounts{count("SELECT count(*) FROM record"),
                               count("SELECT count(*) FROM batch"),
                               count("SELECT count(*) FROM log"),
                               count("SELECT count(*) FROM held WHERE settled=0"),
                               count("SELECT count(*) FROM waiting"),
                               count("SELECT count(*) FROM lost"),
                               count("SELECT count(*) FROM log WHERE kind=4"),
                               count("SELECT count(*) FROM quarantine")};
        });
    });
}

Outcome<bool> SqliteCentralStore::names_blob(Hash const& sha256) {
    return sqlite::guarded("looking for a photo's name", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            sqlite::Statement one(db, "SELECT 1 FROM photo_name WHERE sha256=?1");
            return one.with(ByteView(sha256)).step();
        });
    });
}

Outcome<Bytes> SqliteCentralStore::blob_receipt(Hash const& sha256) {
    return sqlite::guarded("reading a photo's receipt", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            sqlite::Statement one(db, "SELECT receipt FROM blob WHERE sha256=?1");
            return one.with(ByteView(sha256)).step() ? one.bytes(0) : Bytes{};
        });
    });
}

Outcome<LogProof> SqliteCentralStore::log_proof(std::set<std::uint64_t> const& sizes, std::int64_t now_ms) {
    return sqlite::guarded("proving the log", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            LogProof out;
            sqlite::Statement meta(db, "SELECT value FROM meta WHERE name=?1");
            if (meta.with("frontier").step()) {
                auto const edge = MerkleFrontier::decode(meta.blob(0));
                if (!edge) throw sqlite::Failure(edge.error());
                out.head.size = edge->size(), out.head.root = edge->root();
            } else {
                out.head.root = MerkleFrontier().root();
            }
            meta.reset();
            if (meta.with("epoch").step()) out.head.server_epoch = meta.unsigned_integer(0);
            out.head.log_id = parts_->log_id, out.head.server_ms = now_ms;
            out.head.signature = parts_->identity.sign(Label::head, out.head.body());
            store::LogReader log(db);
            for (auto const size : sizes)
                if (size > 0 && size <= out.head.size)
                    out.consistency[size] = consistency_proof(
                        size, out.head.size,
                        [&](std::uint64_t first, std::uint64_t count) { return log.root(first, count); });
            return out;
        });
    });
}

Outcome<bool> SqliteCentralStore::has_blob(Hash const& sha256) {
    return sqlite::guarded("looking for a photo", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            sqlite::Statement one(db, "SELECT 1 FROM blob WHERE sha256=?1");
            return one.with(ByteView(sha256)).step();
        });
    });
}

Outcome<Unit> SqliteCentralStore::read(std::function<void(sqlite::Database&)> const& read) {
    return sqlite::guarded("reading",
                           [&] { return parts_->reading([&](sqlite::Database& db) { return read(db), Unit{}; }); });
}

}  // namespace mingcha
