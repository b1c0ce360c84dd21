#pragma once

#include <optional>

#include "server/net/beast.hpp"

namespace mingcha {

/// A TCP connection with or without TLS behind one type, so that HTTP and WebSocket are instantiated once and not twice (a file
/// with four Beast stream types takes minutes). Used on its strand only.
class EdgeStream {
public:
    using executor_type = asio::any_io_executor;
    using Tcp = asio::ip::tcp::socket;
    using Tls =
        beast::ssl_stream<Tcp>;  // joins small buffers, so a frame header does not become a TLS record of its own

    explicit EdgeStream(Tcp socket) : tcp_(std::move(socket)) {}
    EdgeStream(Tcp socket, asio::ssl::context& context) : tls_(std::make_unique<Tls>(std::move(socket), context)) {}

    [[nodiscard]] executor_type get_executor() noexcept { return socket().get_executor(); }
    [[nodiscard]] Tcp& socket() noexcept { return tls_ ? tls_->next_layer() : *tcp_; }
    [[nodiscard]] Tls* tls() noexcept { return tls_.get(); }

    template <typename Buffers, typename Token>
    auto async_read_some(Buffers const& buffers, Token&& token) {
        if (tls_) return tls_->async_read_some(buffers, std::forward<Token>(token));
        return tcp_->async_read_some(buffers, std::forward<Token>(token));
    }
    template <typename Buffers, typename Token>
    auto async_write_some(Buffers const& buffers, Token&& token) {
        if (tls_) return tls_->async_write_some(buffers, std::forward<Token>(token));
        return tcp_->async_write_some(buffers, std::forward<Token>(token));
    }

    /// Ends every pending operation.
    void cut() noexcept {
        error_code ignored;
        socket().close(ignored);
    }

    // What websocket::stream asks of its next layer.
    friend void beast_close_socket(EdgeStream& stream) { stream.cut(); }
    /// How the line ends is not told: Beast would report it in place of why it ended (a message too big, a broken frame).
    template <typename Handler>
    friend void async_teardown(beast::role_type role, EdgeStream& stream, Handler&& handler) {
        using beast::websocket::async_teardown;
        auto const executor = asio::get_associated_executor(handler, stream.get_executor());
        auto quiet = asio::bind_executor(
            executor, [done = std::forward<Handler>(handler)](error_code) mutable { done(error_code{}); });
        if (stream.tls_)
            async_teardown(role, *stream.tls_, std::move(quiet));
        else
            async_teardown(role, *stream.tcp_, std::move(quiet));
    }

private:
    std::optional<Tcp> tcp_;
    std::unique_ptr<Tls> tls_;
};

}  // namespace mingcha
