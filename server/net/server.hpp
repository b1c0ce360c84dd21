#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/net/limits.hpp"
#include "server/net/router.hpp"
#include "server/net/tls_identity.hpp"
#include "server/ops/log.hpp"

namespace mingcha {

struct ListenAddress {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0 = any free one; Server::port tells which
    bool tls = true;         ///< without TLS only a loopback address is accepted (`plain_not_loopback`)
};

struct ServerOptions {
    std::vector<ListenAddress> listen{ListenAddress{}};
    unsigned network_threads = 2;
    unsigned office_threads = 4;
    unsigned blob_threads = 8;  ///< most of them wait for the disk

    std::size_t header_bytes_max = limits::http_header_bytes_max;
    std::size_t connections_max = limits::connections_max;
    std::size_t worker_queue_max = limits::worker_queue_max;
    std::size_t uploads_running_max = limits::uploads_running_max;
    std::size_t websocket_queue_bytes_max = limits::websocket_queue_bytes_max;

    // milliseconds
    std::int64_t handshake_ms_max = limits::handshake_ms_max;
    std::int64_t header_ms_max = limits::header_ms_max;
    std::int64_t body_ms_max = limits::body_ms_max;
    std::int64_t write_ms_max = limits::write_ms_max;
    std::int64_t keep_alive_ms_max = limits::keep_alive_ms_max;
    std::int64_t linger_ms_max = limits::linger_ms_max;
    std::int64_t websocket_idle_ms_max = limits::websocket_idle_ms_max;
    std::int64_t websocket_handshake_ms_max = limits::websocket_handshake_ms_max;
    std::int64_t drain_ms_max = limits::drain_ms_max;
};

/// Counted since the start; for /metrics. Read from any thread.
struct ServerCounts {
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> refused{0};  ///< over connections_max
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> upgrades{0};
    std::atomic<std::uint64_t> slow_readers{0};
    std::atomic<std::uint64_t> timeouts{0};
};

/// The edge: accepts connections, speaks TLS, HTTP/1.1 and WebSocket on one port, and calls what the router names. Each
/// session lives on its own strand of a few network threads; handlers run where their route says.
class Server {
public:
    /// Listens and serves from its own threads until `stop`. Errors: `listen_failed`, `plain_not_loopback`,
    /// `tls_failed`.
    [[nodiscard]] static Outcome<std::unique_ptr<Server>> start(ServerOptions options, Router router,
                                                                ServerKeys const& keys, Log& log);
    ~Server();  ///< stops
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    /// Of the n-th listen address.
    [[nodiscard]] std::uint16_t port(std::size_t n = 0) const;
    [[nodiscard]] ServerCounts const& counts() const;
    /// Open now, WebSockets included.
    [[nodiscard]] std::size_t connections() const;

    /// Accepts nothing more, lets answers on their way out leave, closes WebSockets with 1001, waits at most
    /// `drain_ms_max`, then cuts the rest and joins its threads. Any thread but its own; a second call does nothing.
    void stop();
    /// Blocks until SIGTERM or SIGINT arrives; the caller then stops the server. Call from one thread.
    void wait_for_signal();

private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingcha
