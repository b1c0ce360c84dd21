#pragma once

#include <optional>

#include "server/net/edge.hpp"
#include "server/net/prepare.hpp"

namespace mingcha {

/// One connection that speaks HTTP, until it closes or becomes a WebSocket. Strand only, but for Stoppable's calls.
class HttpSession final : public Stoppable, public std::enable_shared_from_this<HttpSession> {
public:
    using Parser = beast::http::request_parser<beast::http::buffer_body>;

    HttpSession(Edge& edge, EdgeStream stream, std::string peer)
        : edge_(edge),
          stream_(std::move(stream)),
          executor_(stream_.get_executor()),
          peer_(std::move(peer)),
          watchdog_(stream_.get_executor(), [this] { late(); }) {}
    ~HttpSession() override { edge_.sessions.remove(number_); }

    void enlist() { number_ = edge_.sessions.add(weak_from_this()); }
    asio::awaitable<void> run();

    void ask_to_stop() override {
        asio::post(executor_, [self = shared_from_this()] {
            if (self->idle_) self->stream_.cut();
        });
    }
    void cut() override {
        asio::post(executor_, [self = shared_from_this()] {
            if (!self->upgraded_) self->stream_.cut();
        });
    }

private:
    void late();
    void arm(std::int64_t ms) { watchdog_.arm(ms, weak_from_this()); }

    asio::awaitable<bool> shake_hands();
    asio::awaitable<bool> wait_for_request();
    asio::awaitable<bool> one_request();
    asio::awaitable<bool> dispatch();
    asio::awaitable<bool> refuse_header(error_code wrong);
    asio::awaitable<bool> answer(HttpHandler const& handler);
    asio::awaitable<bool> upload(UploadHandler const& handler);
    asio::awaitable<bool> receive_upload(std::unique_ptr<BodySink> sink);
    asio::awaitable<bool> upgrade(WebSocketRoute const& route);
    asio::awaitable<bool> say_continue();
    asio::awaitable<std::size_t> read_body(std::uint8_t* into, std::size_t room);
    asio::awaitable<int> read_whole_body(std::size_t bytes_max);
    asio::awaitable<bool> on_lane(std::function<void()> job);
    asio::awaitable<bool> respond(HttpResponse response);
    asio::awaitable<bool> write(std::string text);
    asio::awaitable<bool> send_body(PreparedResponse const& prepared);
    asio::awaitable<bool> send_source(BodySource& source, std::uint64_t offset, std::optional<std::uint64_t> length);
    asio::awaitable<void> goodbye();

    Outcome<Unit> describe();
    void log_answer(int status) const;

    Edge& edge_;
    EdgeStream stream_;
    asio::any_io_executor const executor_;  // the stream may have gone on to a WebSocket when another thread asks
    std::string const peer_;
    Watchdog watchdog_;
    std::uint64_t number_ = 0;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;  // of the request at hand
    HttpRequest request_;
    Lane lane_ = Lane::strand;
    bool idle_ = true;  // nothing of a request has come: a stop may cut
    bool upgraded_ = false;
};

/// 503 with Retry-After.
[[nodiscard]] HttpResponse busy();

}  // namespace mingcha
