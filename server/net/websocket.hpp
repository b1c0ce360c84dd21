#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "server/net/http.hpp"

namespace mingcha {

/// Close codes that we send (RFC 6455 7.4.1).
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;  ///< the server stops
inline constexpr std::uint16_t wrong_kind = 1003;  ///< text where binary is spoken, or the reverse
inline constexpr std::uint16_t policy = 1008;      ///< not allowed; the reason is a code word
inline constexpr std::uint16_t too_big = 1009;     ///< a message over the route's limit
inline constexpr std::uint16_t internal = 1011;
inline constexpr std::uint16_t try_later = 1013;  ///< the queue of a slow reader is full: come back and pull
}  // namespace close_code

/// One WebSocket to a peer. Every function may be called from any thread; what comes after the end is ignored.
class Connection {
public:
    virtual ~Connection() = default;

    /// Queues one message. False when the connection is over, or when the queue passed its limit: then the peer reads
    /// too slowly and is dropped with `try_later`, and nothing of what is queued is taken to have arrived.
    virtual bool send(Bytes message) = 0;
    /// What is queued still leaves, then the closing handshake; after the handshake's time limit the socket is closed
    /// anyway. `reason` is at most 120 bytes.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
    /// Runs `work` on the connection's strand, in order with the handler's calls: how results of other threads come
    /// back.
    virtual void post(std::function<void()> work) = 0;
    /// While paused no further message is taken from the socket: TCP slows the peer. Nothing else can bound a peer that
    /// sends faster than the store commits. Pings of the peer wait too, so pause for less than the idle limit.
    virtual void pause_reading() = 0;
    virtual void resume_reading() = 0;
    [[nodiscard]] virtual std::string const& peer() const = 0;  ///< address, without port
};

/// What a route does with one connection. All calls come on the connection's strand, never two at once; they must not
/// block.
class WebSocketHandler {
public:
    virtual ~WebSocketHandler() = default;
    virtual void on_open(std::shared_ptr<Connection> connection) = 0;
    virtual void on_message(Bytes message) = 0;
    /// Each `tick_ms` of the route, if it is not 0.
    virtual void on_tick() {}
    /// The last call. `code` is the peer's close code, ours when we closed, or 1006 when the line broke.
    virtual void on_closed(std::uint16_t code, std::string_view reason) = 0;
};

/// The answer to an upgrade: header fields for the 101 reply (e.g. the nonce that Hello signs) and the handler that
/// knows them.
struct Upgrade {
    Headers headers;
    std::unique_ptr<WebSocketHandler> handler;
};

struct WebSocketRoute {
    /// The subprotocol that the peer must offer; empty = none is spoken.
    std::string subprotocol;
    bool binary = true;
    /// A longer message is refused by its frame header, before its bytes are read (close code 1009).
    std::size_t message_bytes_max = 64 * 1024;
    std::int64_t tick_ms = 0;
    /// Decides on the request; a response refuses it. Runs on the connection's strand, or on the office pool when it
    /// must read a database. A page of another origin never gets here.
    std::function<std::variant<Upgrade, HttpResponse>(HttpRequest const&)> upgrade;
    bool upgrade_on_pool = false;
};

}  // namespace mingcha
