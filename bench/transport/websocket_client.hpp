#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/net/http.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// A blocking WebSocket client for the load tool and the tests: plain or TLS, one thread at a time (one client per thread).
/// Every wait is bounded; an operation that runs into its limit ends the connection, except `receive`, which may be asked again.
class WebSocketClient {
public:
    struct Options {
        std::string subprotocol = "mingcha.sync.1";
        bool binary = true;
        /// The server's identity. Without it any server is believed, which only a test may want.
        std::optional<PublicKey> pinned;
        std::int64_t timeout_ms = 20'000;
        std::size_t message_bytes_max = 16 * 1024 * 1024;
    };

    WebSocketClient();
    ~WebSocketClient();
    WebSocketClient(WebSocketClient&&) noexcept;
    WebSocketClient& operator=(WebSocketClient&&) noexcept;

    /// The header fields of the 101 reply. Errors: `bad_url`, `not_reached`, `timeout`, `refused` (the message holds the status),
    /// `wrong_identity` (nothing was sent but the upgrade request).
    [[nodiscard]] Outcome<Headers> connect(std::string const& url, Headers const& headers, Options const& options);
    /// Errors: `closed`, `timeout`.
    [[nodiscard]] Outcome<Unit> send(Bytes const& message);
    /// Errors: `timeout` (ask again), `closed` (message: close code and reason, 1006 for a broken line).
    [[nodiscard]] Outcome<Bytes> receive(std::int64_t timeout_ms);
    /// With a closing handshake.
    void close();
    /// Without one, as when the line breaks.
    void cut();

    /// SubjectPublicKeyInfo of the certificate, DER; empty without TLS.
    [[nodiscard]] Bytes const& server_public_key() const;
    /// Writes bytes past the WebSocket layer; for tests of a server's patience.
    [[nodiscard]] Outcome<Unit> send_raw(Bytes const& bytes);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mingcha
