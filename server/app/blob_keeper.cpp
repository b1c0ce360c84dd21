#include "server/app/blob_keeper.hpp"

#include <vector>

namespace mingcha {

namespace {
/// Uploads live for days (limits::upload_life_ms); an hour more or less does not matter to them, nor to the disk.
constexpr std::chrono::hours pause{1};

/// Photos that a stored record names and no log entry says to have arrived. The missing ones too: they are few beside all.
std::vector<Hash> without_entry(sqlite::Database& db) {
    sqlite::Statement all(db, "SELECT DISTINCT sha256 FROM photo_name WHERE sha256 NOT IN (SELECT sha256 FROM blob)");
    std::vector<Hash> out;
    while (all.step()) out.push_back(hash_from(all.blob(0)));
    return out;
}
}  // namespace

BlobKeeper::BlobKeeper(BlobStore& blobs, SqliteCentralStore& store, StoreThread& writer, Clock& clock, Log& log)
    : blobs_(blobs), store_(store), writer_(writer), clock_(clock), log_(log), rounds_(pause, [this] {
          note_unlogged();
          drop_expired();
      }) {}

void BlobKeeper::note_unlogged() {
    std::vector<Hash> unlogged;
    auto const read = store_.read([&](sqlite::Database& db) { unlogged = without_entry(db); });
    if (!read) return log_.write(LogLevel::warning, "blobs_not_compared", {{"code", read.error().code}});
    for (auto const& hash : unlogged) {
        auto const size = blobs_.size(hash);
        if (!size || !*size) continue;
        auto const noted = writer_.call<Outcome<Bytes>>(
            [&](SqliteCentralStore& store, std::int64_t now_ms) { return store.blob_arrived(hash, **size, now_ms); });
        log_.write(noted ? LogLevel::info : LogLevel::warning, "blob_noted_late",
                   {{"sha256", to_hex(hash)}, {"code", noted ? "" : noted.error().code}});
    }
}

void BlobKeeper::drop_expired() {
    auto const dropped = blobs_.expire(clock_.now().time_ms);
    if (dropped && *dropped == 0) return;
    log_.write(LogLevel::info, "uploads_expired",
               {{"count", dropped ? std::to_string(*dropped) : "0"}, {"code", dropped ? "" : dropped.error().code}});
}

}  // namespace mingcha
