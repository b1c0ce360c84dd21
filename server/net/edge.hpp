#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/net/edge_stream.hpp"
#include "server/net/server.hpp"
#include "server/net/worker_pool.hpp"
#include "shared/base/clock.hpp"

namespace mingcha {

/// A session that the server can end. Both calls come from any thread.
class Stoppable {
public:
    virtual ~Stoppable() = default;
    virtual void ask_to_stop() = 0;  ///< finish what is on its way, politely
    virtual void cut() = 0;          ///< now
};

/// The sessions that live. Any thread.
class SessionList {
public:
    [[nodiscard]] std::uint64_t add(std::weak_ptr<Stoppable> session);
    void remove(std::uint64_t number);
    [[nodiscard]] std::size_t size() const;
    void each(void (Stoppable::*act)());
    /// False when some still live after `ms`.
    [[nodiscard]] bool wait_until_empty(std::int64_t ms);

private:
    mutable std::mutex mutex_;
    std::condition_variable emptied_;
    std::map<std::uint64_t, std::weak_ptr<Stoppable>> sessions_;
    std::uint64_t next_ = 0;
};

/// What the sessions of one server share. `io` comes last: destroying it destroys sessions, which use the rest.
struct Edge {
    Edge(ServerOptions chosen, Router routes, Log& lines)
        : options(std::move(chosen)),
          router(std::move(routes)),
          log(lines),
          office(options.office_threads, options.worker_queue_max),
          blobs(options.blob_threads, options.worker_queue_max),
          tls(asio::ssl::context::tls_server),
          io(static_cast<int>(options.network_threads)) {}

    ServerOptions const options;
    Router const router;
    Log& log;
    std::string identity_proof;
    ServerCounts counts;
    SessionList sessions;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> uploads_running{0};
    WorkerPool office;
    WorkerPool blobs;
    asio::ssl::context tls;
    asio::io_context io;
};

/// Calls `late` on the session's strand once the watched operation has taken too long. Moving the deadline is a store, not a
/// system call: the timer looks again when it fires. Strand only.
class Watchdog {
public:
    Watchdog(asio::any_io_executor const& executor, std::function<void()> late)
        : timer_(executor), late_(std::move(late)) {}

    /// `late` runs when `disarm` has not come within `ms`, if `owner`, which holds this watchdog, still lives.
    void arm(std::int64_t ms, std::weak_ptr<void> const& owner);
    void disarm() { armed_ = false; }
    /// True when the last arming ended in a call of `late`.
    [[nodiscard]] bool fired() const { return fired_; }

private:
    void wait(std::weak_ptr<void> const& owner);

    asio::steady_timer timer_;
    std::function<void()> late_;
    std::chrono::steady_clock::time_point deadline_{};
    bool armed_ = false;
    bool waiting_ = false;
    bool fired_ = false;
};

/// Runs `job` on a pool and comes back to the coroutine's executor. False: the queue is full, nothing ran.
[[nodiscard]] asio::awaitable<bool> run_on(WorkerPool& pool, std::function<void()> job);

/// Starts the session of a fresh connection; it keeps itself alive.
void start_http_session(Edge& edge, EdgeStream::Tcp socket, bool tls);

/// Goes on as a WebSocket after an accepted upgrade request. `request` is what the 101 answers.
void start_websocket(Edge& edge, EdgeStream stream, beast::http::request<beast::http::buffer_body> request,
                     std::string peer, WebSocketRoute const& route, Upgrade upgrade);

}  // namespace mingcha
