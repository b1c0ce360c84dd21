#pragma once

#include <functional>
#include <string>

#include "server/net/edge_stream.hpp"
#include "shared/base/bytes.hpp"

namespace mingcha {

/// `https://127.0.0.1:8443/sync` in its parts. Schemes http, ws, https, wss.
struct Url {
    bool tls = true;
    std::string host;
    std::string port;
    std::string target;
};
[[nodiscard]] Outcome<Url> parse_url(std::string_view text);

/// One connection of a blocking client: an io_context of its own that runs only while a call waits. One thread at a time.
class Dialled {
public:
    /// TCP, and TLS without looking at the certificate: the caller checks the server's identity. Errors: `not_reached`, `timeout`.
    [[nodiscard]] static Outcome<std::unique_ptr<Dialled>> dial(Url const& url, std::int64_t timeout_ms);

    /// Starts an operation and waits for it. `start` hands its completion handler to Asio. False: not done in time; it goes on.
    [[nodiscard]] bool wait(std::int64_t timeout_ms, bool const& done);

    [[nodiscard]] EdgeStream& stream() { return *stream_; }
    [[nodiscard]] asio::io_context& io() { return io_; }
    /// Gives the stream to a WebSocket.
    [[nodiscard]] EdgeStream take_stream() { return std::move(*stream_); }
    /// SubjectPublicKeyInfo of the server's certificate, DER; empty without TLS.
    [[nodiscard]] Bytes const& server_public_key() const { return server_public_key_; }

private:
    asio::io_context io_{1};
    std::unique_ptr<EdgeStream> stream_;
    Bytes server_public_key_;
};

}  // namespace mingcha
