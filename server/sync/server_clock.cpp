#include "server/sync/server_clock.hpp"

#include "server/sync/clock_acts.hpp"

namespace mingcha {

ServerClock::ServerClock(StoreThread& writer, Log& log, std::chrono::milliseconds pause)
    : writer_(writer), log_(log), rounds_(pause, [this] { act(); }) {}

void ServerClock::act() {
    auto const acted = writer_.call<Outcome<int>>(act_by_the_clock);
    if (!acted) return log_.write(LogLevel::error, "clock_failed", {{"code", acted.error().code}});
    if (*acted > 0) log_.write(LogLevel::info, "clock_acted", {{"visits", std::to_string(*acted)}});
}

}  // namespace mingcha
