#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "shared/sync/client_peer.hpp"

namespace mingcha {

/// What a transport does after an event.
struct DriverStep {
    std::vector<Bytes> send;
    bool disconnect = false;
    std::string code;  ///< why, with `disconnect`
    std::string message;
    std::int64_t retry_ms = 0;
    bool stored = false;  ///< the store changed: screens read anew
};

/// Carries out a ClientPeer's actions on a store: the one loop that the tablet's worker, the load tool and the simulator share. A store
/// that fails ends the connection; nothing is half done, the next connection starts from what the store holds.
class SyncDriver {
public:
    SyncDriver(ClientStore& store, Random& random) : store_(store), peer_(random) {}

    [[nodiscard]] DriverStep on_open(ByteView nonce);
    [[nodiscard]] DriverStep on_message(ByteView frame);
    /// Something was sealed.
    [[nodiscard]] DriverStep on_local_change();
    /// How long to wait before connecting again.
    [[nodiscard]] std::int64_t on_close();
    [[nodiscard]] bool is_live() const { return peer_.is_live(); }
    [[nodiscard]] bool is_drained() const { return peer_.is_drained(); }

private:
    [[nodiscard]] DriverStep run(ClientPeer::Actions actions);

    ClientStore& store_;
    ClientPeer peer_;
};

}  // namespace mingcha
