#include "server/net/worker_pool.hpp"

namespace mingcha {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_max) : queue_max_(queue_max) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
    finish();
}

bool WorkerPool::submit(std::function<void()> work) {
    {
        std::lock_guard const lock(mutex_);
        if (finished_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(work));
    }
    ready_.notify_one();
    return true;
}

void WorkerPool::finish() {
    {
        std::lock_guard const lock(mutex_);
        finished_ = true;
    }
    ready_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

void WorkerPool::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        ready_.wait(lock, [this] { return finished_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto work = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        work();
        work = nullptr;  // what it holds must not outlive it, nor die under the lock
        lock.lock();
    }
}

}  // namespace mingcha
