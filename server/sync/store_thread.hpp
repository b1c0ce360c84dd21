#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "server/store/sqlite_store.hpp"
#include "shared/base/clock.hpp"

namespace mingcha {

/// The one thread that writes the central store. All batches that wait go into one transaction: the commit in progress is the batching
/// window. Callbacks run on this thread after the durable commit and must only hand their result on.
class StoreThread {
public:
    using IngestDone = std::function<void(Outcome<Ingested>)>;

    /// Both outlive the thread.
    StoreThread(SqliteCentralStore& store, Clock& clock);
    ~StoreThread();  ///< finishes what is queued, then joins
    StoreThread(StoreThread const&) = delete;
    StoreThread& operator=(StoreThread const&) = delete;

    /// False when the queue is full (`batches_waiting_max`): the tablet keeps its batch and comes again.
    [[nodiscard]] bool ingest(PreparedBatch batch, IngestDone done);
    /// Any other write, in order with the batches.
    void run(std::function<void(SqliteCentralStore&, std::int64_t now_ms)> work);
    /// The same, waiting for the result; not from the store thread itself.
    template <typename Result>
    [[nodiscard]] Result call(std::function<Result(SqliteCentralStore&, std::int64_t)> work);

    /// Since the start; for /metrics. Any thread.
    struct Counts {
        std::atomic<std::uint64_t> commits{0}, batches{0}, failures{0}, commit_us{0};
    };
    [[nodiscard]] Counts const& counts() const { return counts_; }
    /// Batches that wait for the commit in progress.
    [[nodiscard]] std::size_t waiting();

private:
    struct Waiting {
        PreparedBatch batch;
        IngestDone done;
    };
    void loop();
    void ingest_group(std::vector<Waiting> group);

    SqliteCentralStore& store_;
    Clock& clock_;
    Counts counts_;
    std::mutex guard_;
    std::condition_variable wake_;
    std::deque<Waiting> batches_;
    std::deque<std::function<void(SqliteCentralStore&, std::int64_t)>> works_;
    bool stopping_ = false;
    std::thread thread_;
};

template <typename Result>
Result StoreThread::call(std::function<Result(SqliteCentralStore&, std::int64_t)> work) {
    std::mutex guard;
    std::condition_variable done;
    std::optional<Result> result;
    run([&](SqliteCentralStore& store, std::int64_t now_ms) {
        auto value = work(store, now_ms);
        std::lock_guard const lock(guard);
        result = std::move(value);
        done.notify_one();
    });
    std::unique_lock lock(guard);
    done.wait(lock, [&] { return result.has_value(); });
    return *std::move(result);
}

}  // namespace mingcha
