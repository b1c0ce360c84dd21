#include "server/net/edge.hpp"

namespace mingcha {

std::uint64_t SessionList::add(std::weak_ptr<Stoppable> session) {
    std::lock_guard const lock(mutex_);
    sessions_.emplace(next_, std::move(session));
    return next_++;
}

void SessionList::remove(std::uint64_t number) {
    std::lock_guard const lock(mutex_);
    sessions_.erase(number);
    if (sessions_.empty()) emptied_.notify_all();
}

std::size_t SessionList::size() const {
    std::lock_guard const lock(mutex_);
    return sessions_.size();
}

void SessionList::each(void (Stoppable::*act)()) {
    std::vector<std::shared_ptr<Stoppable>> living;  // acted on outside the lock: the last reference may be ours
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [number, session] : sessions_) {
            if (auto held = session.lock()) living.push_back(std::move(held));
        }
    }
    for (auto const& session : living) (session.get()->*act)();
}

bool SessionList::wait_until_empty(std::int64_t ms) {
    std::unique_lock lock(mutex_);
    return emptied_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return sessions_.empty(); });
}

void Watchdog::arm(std::int64_t ms, std::weak_ptr<void> const& owner) {
    deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    armed_ = true;
    fired_ = false;
    if (waiting_ && timer_.expiry() <= deadline_) return;
    timer_.expires_at(deadline_);  // cancels a wait that would come too late
    wait(owner);
}

void Watchdog::wait(std::weak_ptr<void> const& owner) {
    waiting_ = true;
    timer_.async_wait([this, owner](error_code wrong) {
        auto const alive = owner.lock();
        if (wrong || !alive) return;  // replaced by an earlier wait, or the session is over
        waiting_ = false;
        if (!armed_) return;
        if (std::chrono::steady_clock::now() < deadline_) {
            timer_.expires_at(deadline_);
            return wait(owner);
        }
        armed_ = false;
        fired_ = true;
        late_();
    });
}

asio::awaitable<bool> run_on(WorkerPool& pool, std::function<void()> job) {
    auto const executor = co_await asio::this_coro::executor;
    auto start = [&pool, executor, job = std::move(job)](auto handler) mutable {
        auto const shared = std::make_shared<decltype(handler)>(std::move(handler));
        auto const back = [shared, executor](bool ran) {
            asio::post(executor, [shared, ran] { std::move (*shared)(ran); });
        };
        auto work = [job = std::move(job), back] {
            job();
            back(true);
        };
        if (!pool.submit(std::move(work))) back(false);
    };
    bool const ran = co_await asio::async_initiate<asio::use_awaitable_t<> const&, void(bool)>(std::move(start),
                                                                                               asio::use_awaitable);
    co_return ran;
}

}  // namespace mingcha
