#include <deque>

#include "server/net/edge.hpp"

namespace mingcha {

namespace {
namespace websocket = beast::websocket;
using Stream =
    websocket::stream<EdgeStream, false>;  // permessage-deflate costs 200 KB a connection: frames come compressed
using Request = beast::http::request<beast::http::buffer_body>;

constexpr std::uint16_t line_broke = 1006;  // RFC 6455 7.1.5: never sent
constexpr std::size_t reason_bytes_max = 120;

/// One WebSocket. Strand only, but for Connection's and Stoppable's calls.
class WebSocketSession final : public Connection,
                               public Stoppable,
                               public std::enable_shared_from_this<WebSocketSession> {
public:
    WebSocketSession(Edge& edge, EdgeStream stream, std::string peer, WebSocketRoute const& route, Upgrade upgrade)
        : edge_(edge),
          route_(route),
          peer_(std::move(peer)),
          stream_(std::move(stream)),
          executor_(stream_.get_executor()),
          resumed_(executor_),
          tick_(executor_),
          end_(executor_, [this] { stream_.next_layer().cut(); }),
          handler_(std::move(upgrade.handler)),
          headers_(std::move(upgrade.headers)) {}
    ~WebSocketSession() override { edge_.sessions.remove(number_); }

    void enlist() { number_ = edge_.sessions.add(std::weak_ptr<Stoppable>(weak_from_this())); }
    asio::awaitable<void> run(Request request);

    bool send(Bytes message) override;
    void close(std::uint16_t code, std::string_view reason) override;
    void post(std::function<void()> work) override;
    void pause_reading() override;
    void resume_reading() override;
    [[nodiscard]] std::string const& peer() const override { return peer_; }

    void ask_to_stop() override { close(close_code::going_away, "server_stops"); }
    void cut() override {
        asio::post(executor_, [self = shared_from_this()] { self->stream_.next_layer().cut(); });
    }

private:
    void set_up();
    asio::awaitable<bool> accept(Request request);
    asio::awaitable<void> read_all();
    asio::awaitable<error_code> read_message(Bytes& message);
    void deliver(Bytes message);
    void over(error_code why);
    void pump();
    void begin_close();
    void next_tick();
    void drop_slow_reader();

    Edge& edge_;
    WebSocketRoute const& route_;
    std::string const peer_;
    Stream stream_;
    asio::any_io_executor const executor_;
    asio::steady_timer resumed_;
    asio::steady_timer tick_;
    Watchdog end_;  // bounds the closing handshake
    std::unique_ptr<WebSocketHandler> handler_;
    Headers headers_;
    std::uint64_t number_ = 0;

    bool open_ = false;  // the 101 is out; before it Beast takes neither a write nor a close
    bool paused_ = false;
    bool writing_ = false;
    bool closing_ = false;  // `close` was called: what is queued leaves, then the handshake
    bool close_begun_ = false;
    bool over_ = false;
    Bytes current_;  // being written
    std::uint16_t close_code_ = 0;
    std::string close_reason_;

    std::mutex mutex_;
    std::deque<Bytes> queue_;  // under mutex_, as all below
    std::size_t queued_bytes_ = 0;
    bool pump_posted_ = false;
    bool closed_to_senders_ = false;
};

asio::awaitable<void> serve(std::shared_ptr<WebSocketSession> session, Request request) {
    co_await session->run(std::move(request));
}

void WebSocketSession::set_up() {
    websocket::stream_base::timeout const timeouts{std::chrono::milliseconds(edge_.options.websocket_handshake_ms_max),
                                                   std::chrono::milliseconds(edge_.options.websocket_idle_ms_max),
                                                   true};
    stream_.set_option(timeouts);
    stream_.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
        for (auto const& [name, value] : headers_.all()) response.set(name, value);
    }));
    stream_.read_message_max(route_.message_bytes_max);
    stream_.auto_fragment(false);
    stream_.binary(route_.binary);
}

asio::awaitable<void> WebSocketSession::run(Request request) {
    set_up();
    bool const accepted = co_await accept(std::move(request));
    if (!accepted) co_return;
    headers_ = Headers{};
    open_ = true;
    handler_->on_open(shared_from_this());
    if (route_.tick_ms > 0) next_tick();
    if (edge_.stopping) ask_to_stop();
    pump();  // a stop may have come while the 101 was on its way
    co_await read_all();
}

asio::awaitable<bool> WebSocketSession::accept(Request request) {
    error_code wrong;
    co_await stream_.async_accept(request, asio::redirect_error(asio::use_awaitable, wrong));
    co_return !wrong;
}

asio::awaitable<void> WebSocketSession::read_all() {
    error_code wrong;
    while (!wrong) {
        while (paused_ && !over_ && !close_begun_) {
            resumed_.expires_at(asio::steady_timer::time_point::max());
            error_code ignored;
            co_await resumed_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        Bytes message;
        wrong = co_await read_message(message);
        if (!wrong) deliver(std::move(message));
    }
    over(wrong);
}

/// In steps, so that memory follows what has arrived; the limit itself is checked by Beast on the frame's header.
asio::awaitable<error_code> WebSocketSession::read_message(Bytes& message) {
    auto buffer = asio::dynamic_buffer(message);
    error_code wrong;
    do {
        co_await stream_.async_read_some(buffer, limits::websocket_step_bytes,
                                         asio::redirect_error(asio::use_awaitable, wrong));
    } while (!wrong && !stream_.is_message_done());
    message.resize(buffer.size());
    co_return wrong;
}

void WebSocketSession::deliver(Bytes message) {
    if (closing_) return;
    if (stream_.got_binary() != route_.binary)
        return close(close_code::wrong_kind, route_.binary ? "binary_only" : "text_only");
    try {
        handler_->on_message(std::move(message));
    } catch (std::exception const&) {
        edge_.log.error("websocket.handler_failed", {{"peer", peer_}});
        close(close_code::internal, "internal");
    }
}

void WebSocketSession::over(error_code why) {
    over_ = true;
    tick_.cancel();
    end_.disarm();
    {
        std::lock_guard const lock(mutex_);
        closed_to_senders_ = true;
        queue_.clear();
        queued_bytes_ = 0;
    }
    auto const theirs = static_cast<std::uint16_t>(stream_.reason().code);
    bool const by_peer = why == websocket::error::closed && !closing_;
    if (why == websocket::error::message_too_big)
        handler_->on_closed(close_code::too_big, "message_too_big");
    else if (by_peer)
        handler_->on_closed(theirs, std::string_view(stream_.reason().reason.data(), stream_.reason().reason.size()));
    else
        handler_->on_closed(closing_ ? close_code_ : line_broke, close_reason_);
    handler_.reset();  // it may hold the connection
    stream_.next_layer().cut();
}

bool WebSocketSession::send(Bytes message) {
    bool full = false;
    {
        std::lock_guard const lock(mutex_);
        if (closed_to_senders_) return false;
        queued_bytes_ += message.size();
        full = queued_bytes_ > edge_.options.websocket_queue_bytes_max ||
               queue_.size() >= limits::websocket_queue_messages_max;
        if (full)
            closed_to_senders_ = true;
        else
            queue_.push_back(std::move(message));
        if (!full && std::exchange(pump_posted_, true)) return true;
    }
    if (full)
        drop_slow_reader();
    else
        asio::dispatch(executor_, [self = shared_from_this()] { self->pump(); });
    return !full;
}

void WebSocketSession::drop_slow_reader() {
    edge_.counts.slow_readers += 1;
    edge_.log.info("websocket.slow_reader", {{"peer", peer_}});
    {
        std::lock_guard const lock(mutex_);
        queue_.clear();
    }
    close(close_code::try_later, "slow_reader");
}

void WebSocketSession::pump() {
    {
        std::lock_guard const lock(mutex_);
        pump_posted_ = false;
        if (!open_ || writing_ || over_ || close_begun_) return;
        writing_ = !queue_.empty();
        if (writing_) {
            current_ = std::move(queue_.front());
            queue_.pop_front();
        }
    }
    if (!writing_ && closing_) return begin_close();
    if (!writing_) return;
    stream_.async_write(asio::buffer(current_), [self = shared_from_this()](error_code wrong, std::size_t) {
        self->writing_ = false;
        {
            std::lock_guard const lock(self->mutex_);
            self->queued_bytes_ -= std::min(self->queued_bytes_, self->current_.size());
        }
        if (!wrong) self->pump();
    });
}

void WebSocketSession::close(std::uint16_t code, std::string_view reason) {
    asio::dispatch(executor_,
                   [self = shared_from_this(), code, text = std::string(reason.substr(0, reason_bytes_max))] {
                       if (self->closing_ || self->over_) return;
                       self->closing_ = true;
                       self->close_code_ = code;
                       self->close_reason_ = text;
                       {
                           std::lock_guard const lock(self->mutex_);
                           self->closed_to_senders_ = true;
                       }
                       self->end_.arm(self->edge_.options.websocket_handshake_ms_max, self->weak_from_this());
                       self->pump();
                   });
}

void WebSocketSession::begin_close() {
    close_begun_ = true;
    resumed_.cancel();  // a paused reader must see the peer's close frame
    websocket::close_reason const reason(static_cast<websocket::close_code>(close_code_), close_reason_);
    stream_.async_close(reason, [self = shared_from_this()](error_code) { self->stream_.next_layer().cut(); });
}

void WebSocketSession::post(std::function<void()> work) {
    asio::post(executor_, [self = shared_from_this(), work = std::move(work)] {
        if (!self->over_) work();
    });
}

void WebSocketSession::pause_reading() {
    asio::dispatch(executor_, [self = shared_from_this()] { self->paused_ = true; });
}

void WebSocketSession::resume_reading() {
    asio::dispatch(executor_, [self = shared_from_this()] {
        self->paused_ = false;
        self->resumed_.cancel();
    });
}

void WebSocketSession::next_tick() {
    tick_.expires_after(std::chrono::milliseconds(route_.tick_ms));
    tick_.async_wait([weak = weak_from_this()](error_code wrong) {
        auto const self = weak.lock();
        if (wrong || !self || self->over_) return;
        self->handler_->on_tick();
        self->next_tick();
    });
}
}  // namespace

void start_websocket(Edge& edge, EdgeStream stream, Request request, std::string peer, WebSocketRoute const& route,
                     Upgrade upgrade) {
    auto const executor = stream.get_executor();
    auto const session =
        std::make_shared<WebSocketSession>(edge, std::move(stream), std::move(peer), route, std::move(upgrade));
    session->enlist();
    asio::co_spawn(executor, serve(session, std::move(request)), asio::detached);
}

}  // namespace mingcha
