#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace mingcha {

/// Does something again and again, a pause between the end of one round and the beginning of the next: the first time before the
/// constructor returns, then on a thread of its own. Its destruction waits for the round that is under way.
///
/// Whoever has one as a member declares it last: the rounds use the others.
class Rounds {
public:
    /// `round` must not throw.
    Rounds(std::chrono::milliseconds pause, std::function<void()> round);
    ~Rounds();
    Rounds(Rounds const&) = delete;
    Rounds& operator=(Rounds const&) = delete;

private:
    void loop();

    std::chrono::milliseconds pause_;
    std::function<void()> round_;
    std::mutex guard_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace mingcha
