#include "server/sync/server_clock.hpp"

#include "server/sync/clock_acts.hpp"

namespace mingcha {

ServerClock::ServerClock(StoreThread& writer, Log& log, std::chrono::milliseconds pause)
    : writer_(writer), log_(log), pause_(pause) {
    act();
    thread_ = std::thread([this] { loop(); });
}

ServerClock::~ServerClock() {
    {
        std::lock_guard const lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void ServerClock::loop() {
    std::unique_lock lock(guard_);
    while (!wake_.wait_for(lock, pause_, [this] { return stopping_; })) {
        lock.unlock();
        act();
        lock.lock();
    }
}

void ServerClock::act() {
    auto const acted = writer_.call<Outcome<int>>(act_by_the_clock);
    if (!acted) return log_.write(LogLevel::error, "clock_failed", {{"code", acted.error().code}});
    if (*acted > 0) log_.write(LogLevel::info, "clock_acted", {{"visits", std::to_string(*acted)}});
}

}  // namespace mingcha
