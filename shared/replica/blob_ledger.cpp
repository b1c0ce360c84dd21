#include "shared/replica/parts.hpp"

// The files that must reach the server, and how far each is.

namespace mingcha {

namespace {
constexpr char const* blob_columns = "SELECT sha256, path, size, mime, state, upload, sent, receipt FROM blob ";
BlobEntry read_blob(sqlite::Statement& from) {
    return {hash_from(from.blob(0)), from.text(1), from.unsigned_integer(2), from.text(3),
            from.integer(4) != 0,    from.text(5), from.unsigned_integer(6), from.bytes(7)};
}
void put_blob(sqlite::Database& db, BlobEntry const& blob, char const* known) {
    sqlite::Statement put(
        db, std::string("INSERT INTO blob (sha256, path, size, mime, state, upload, sent, receipt) VALUES "
                        "(?1,?2,?3,?4,?5,?6,?7,?8) "
                        "ON CONFLICT (sha256) DO ") +
                known);
    put.with(ByteView(blob.sha256), std::string_view(blob.path), blob.size, std::string_view(blob.mime),
             blob.received ? 1 : 0, std::string_view(blob.upload), blob.sent, ByteView(blob.receipt))
        .run();
}
}  // namespace

void Replica::Parts::put_blob(BlobEntry const& blob) {
    mingcha::put_blob(db, blob, "NOTHING");
}

Outcome<Unit> Replica::add_blob(BlobEntry const& blob) {
    return durable(*parts_, "keeping a photo", [&] { return parts_->put_blob(blob), Unit{}; });
}
Outcome<Unit> Replica::update_blob(BlobEntry const& blob) {
    return durable(*parts_, "noting a photo's progress", [&] {
        return mingcha::put_blob(parts_->db, blob, "UPDATE SET state=?5, upload=?6, sent=?7, receipt=?8"), Unit{};
    });
}
Outcome<std::optional<BlobEntry>> Replica::blob(Hash const& sha256) {
    return sqlite::guarded("reading a photo's state", [&]() -> std::optional<BlobEntry> {
        sqlite::Statement one(parts_->db, std::string(blob_columns) + "WHERE sha256=?1");
        if (!one.with(ByteView(sha256)).step()) return std::nullopt;
        return read_blob(one);
    });
}
Outcome<std::vector<BlobEntry>> Replica::unsent_blobs() {
    return sqlite::guarded("reading the photo queue", [&] {
        sqlite::Statement all(parts_->db, std::string(blob_columns) + "WHERE state=0 ORDER BY id");
        std::vector<BlobEntry> out;
        while (all.step()) out.push_back(read_blob(all));
        return out;
    });
}

}  // namespace mingcha
