#include "server/sync/store_thread.hpp"

#include <chrono>

namespace mingcha {

namespace {
/// Batches waiting for the store: 100 tablets with 4 in flight each, and room. Past it the tablet is told to come again.
constexpr std::size_t batches_waiting_max = 1024;
/// Batches of one transaction: about 60,000 records, under a second of writing, so that Acks never wait long.
constexpr std::size_t group_batches_max = 64;
}  // namespace

StoreThread::StoreThread(SqliteCentralStore& store, Clock& clock)
    : store_(store), clock_(clock), thread_([this] { loop(); }) {}

StoreThread::~StoreThread() {
    {
        std::lock_guard const lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool StoreThread::ingest(PreparedBatch batch, IngestDone done) {
    {
        std::lock_guard const lock(guard_);
        if (batches_.size() >= batches_waiting_max) return false;
        batches_.push_back({std::move(batch), std::move(done)});
    }
    wake_.notify_one();
    return true;
}

std::size_t StoreThread::waiting() {
    std::lock_guard const lock(guard_);
    return batches_.size();
}

void StoreThread::run(std::function<void(SqliteCentralStore&, std::int64_t)> work) {
    {
        std::lock_guard const lock(guard_);
        works_.push_back(std::move(work));
    }
    wake_.notify_one();
}

void StoreThread::loop() {
    for (;;) {
        std::vector<Waiting> group;
        std::deque<std::function<void(SqliteCentralStore&, std::int64_t)>> works;
        {
            std::unique_lock lock(guard_);
            wake_.wait(lock, [&] { return stopping_ || !batches_.empty() || !works_.empty(); });
            if (batches_.empty() && works_.empty()) return;
            works.swap(works_);
            while (!batches_.empty() && group.size() < group_batches_max) {
                group.push_back(std::move(batches_.front()));
                batches_.pop_front();
            }
        }
        for (auto& work : works) work(store_, clock_.now().time_ms);
        if (!group.empty()) ingest_group(std::move(group));
    }
}

void StoreThread::ingest_group(std::vector<Waiting> group) {
    std::vector<PreparedBatch> batches;
    batches.reserve(group.size());
    for (auto& waiting : group) batches.push_back(std::move(waiting.batch));
    auto const start = std::chrono::steady_clock::now();
    auto answers = store_.ingest(batches, clock_.now().time_ms);
    auto const took = std::chrono::steady_clock::now() - start;
    counts_.commit_us +=
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    ++(answers ? counts_.commits : counts_.failures);
    counts_.batches += batches.size();
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (answers)
            group[i].done(std::move((*answers)[i]));
        else
            group[i].done(answers.error());
    }
}

}  // namespace mingcha
