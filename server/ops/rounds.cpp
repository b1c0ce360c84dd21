#include "server/ops/rounds.hpp"

namespace mingcha {

Rounds::Rounds(std::chrono::milliseconds pause, std::function<void()> round) : pause_(pause), round_(std::move(round)) {
    round_();
    thread_ = std::thread([this] { loop(); });
}

Rounds::~Rounds() {
    {
        std::lock_guard const lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Rounds::loop() {
    std::unique_lock lock(guard_);
    while (!wake_.wait_for(lock, pause_, [this] { return stopping_; })) {
        lock.unlock();
        round_();
        lock.lock();
    }
}

}  // namespace mingcha
