#pragma once

#include "server/ops/log.hpp"
#include "server/ops/rounds.hpp"
#include "server/sync/store_thread.hpp"

namespace mingcha {

/// Lets the server's clock act (server/sync/clock_acts.hpp) in every visit whose period has ended: at the start and once a minute.
///
/// Has a thread of its own; its work runs on the store thread. A period that ended while the server was stopped ends at its start.
class ServerClock {
public:
    /// Does the first round before it returns; the others each `pause`: periods are told by the hour.
    ServerClock(StoreThread& writer, Log& log, std::chrono::milliseconds pause = std::chrono::minutes(1));

private:
    void act();

    StoreThread& writer_;
    Log& log_;
    Rounds rounds_;
};

}  // namespace mingcha
