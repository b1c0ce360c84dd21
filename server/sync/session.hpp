#pragma once

#include <memory>

#include "server/net/websocket.hpp"
#include "server/ops/log.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/store_thread.hpp"
#include "server/sync/sync_counts.hpp"
#include "shared/sync/server_peer.hpp"

namespace mingcha {

/// Header field of the 101 reply: the nonce that Hello signs, 64 hexadecimal digits.
inline constexpr std::string_view nonce_header = "Mingcha-Nonce";

/// What every session shares; outlives them all.
struct SyncServices {
    SqliteCentralStore& store;
    StoreThread& writer;
    Hub& hub;
    Clock& clock;
    Log& log;
    SyncCounts& counts;
    PublicKey identity{};
};

/// The upgrade of one tablet's connection: a fresh nonce and the session that knows it.
[[nodiscard]] Upgrade open_sync_session(SyncServices& services, Random& random);

}  // namespace mingcha
