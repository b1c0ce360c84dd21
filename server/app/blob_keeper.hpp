#pragma once

#include "server/blobs/blob_store.hpp"
#include "server/ops/log.hpp"
#include "server/ops/rounds.hpp"
#include "server/sync/store_thread.hpp"

namespace mingcha {

/// Keeps photos and the log of one mind. A photo becomes durable first and is noted in the log after; a crash or a full disk between
/// leaves one that no receipt speaks of, and here it gets its entry: at the start and every hour. Abandoned uploads go as often.
///
/// Has a thread of its own; its work runs on the store thread where it writes.
class BlobKeeper {
public:
    /// Does the first round before it returns: who connects afterwards meets photos and log of one mind.
    BlobKeeper(BlobStore& blobs, SqliteCentralStore& store, StoreThread& writer, Clock& clock, Log& log);

private:
    void note_unlogged();
    void drop_expired();

    BlobStore& blobs_;
    SqliteCentralStore& store_;
    StoreThread& writer_;
    Clock& clock_;
    Log& log_;
    Rounds rounds_;
};

}  // namespace mingcha
