#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mingcha {

/// A few threads for work that blocks, behind one bounded queue. Full = `submit` says no and the caller answers 503:
/// waiting longer would only make every answer late.
class WorkerPool {
public:
    WorkerPool(unsigned threads, std::size_t queue_max);
    ~WorkerPool();  ///< as `finish`

    /// False when the queue is full or the pool is finished; then `work` was not taken. Any thread.
    [[nodiscard]] bool submit(std::function<void()> work);
    /// Does what is queued, takes nothing more, joins. Not from a worker.
    void finish();

private:
    void run();

    std::size_t const queue_max_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> queue_;  // under mutex_
    bool finished_ = false;                    // under mutex_
    std::vector<std::thread> threads_;
};

}  // namespace mingcha
