#include <array>
#include <optional>

#include "server/net/edge.hpp"
#include "server/net/prepare.hpp"
#include "server/ops/system_clock.hpp"

namespace mingcha {

namespace {
namespace http = beast::http;
using Parser = http::request_parser<http::buffer_body>;

constexpr std::size_t joined_bytes_max = 16 * 1024;  // a body up to one TLS record leaves in one packet with its head

std::int64_t now_ms() {
    static SystemClock clock;
    return clock.now().time_ms;
}

/// Counts an upload while it runs; empty when too many do.
class UploadSlot {
public:
    UploadSlot(std::atomic<std::size_t>& running, std::size_t max)
        : running_(running), taken_(running.fetch_add(1) < max) {}
    ~UploadSlot() { running_ -= 1; }
    UploadSlot(UploadSlot const&) = delete;
    UploadSlot& operator=(UploadSlot const&) = delete;
    [[nodiscard]] bool taken() const { return taken_; }

private:
    std::atomic<std::size_t>& running_;
    bool taken_;
};

HttpResponse busy() {
    auto response = problem(503, "busy", "too much is waiting; try again");
    response.headers.add("Retry-After", "2");
    return response;
}

/// One connection that speaks HTTP, until it closes or becomes a WebSocket. Strand only, but for Stoppable's calls.
class HttpSession final : public Stoppable, public std::enable_shared_from_this<HttpSession> {
public:
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

asio::awaitable<void> serve(std::shared_ptr<HttpSession> session) {
    co_await session->run();
}

void HttpSession::late() {
    edge_.counts.timeouts += 1;
    error_code ignored;
    stream_.socket().cancel(ignored);  // the operation ends; the socket still lives for a last word
}

asio::awaitable<void> HttpSession::run() {
    bool again = co_await shake_hands();
    while (again && !edge_.stopping) again = co_await one_request();
    if (!upgraded_) co_await goodbye();
}

asio::awaitable<bool> HttpSession::shake_hands() {
    auto* const tls = stream_.tls();
    if (!tls) co_return true;
    error_code wrong;
    arm(edge_.options.handshake_ms_max);
    co_await tls->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, wrong));
    watchdog_.disarm();
    if (wrong) stream_.cut();
    co_return !wrong;
}

/// The pause between requests, which is longer than a request may take to arrive.
asio::awaitable<bool> HttpSession::wait_for_request() {
    if (buffer_.size() > 0) co_return true;
    constexpr std::size_t first_read = 4096;
    error_code wrong;
    idle_ = true;
    arm(edge_.options.keep_alive_ms_max);
    auto const room = buffer_.prepare(first_read);
    auto const got = co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, wrong));
    watchdog_.disarm();
    idle_ = false;
    buffer_.commit(got);
    co_return !wrong;
}

asio::awaitable<bool> HttpSession::one_request() {
    bool const came = co_await wait_for_request();
    if (!came) co_return false;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(edge_.options.header_bytes_max));
    parser_->body_limit(boost::none);  // each route has its own
    request_ = HttpRequest{};
    lane_ = Lane::strand;
    error_code wrong;
    arm(edge_.options.header_ms_max);
    co_await http::async_read_header(stream_, buffer_, *parser_, asio::redirect_error(asio::use_awaitable, wrong));
    watchdog_.disarm();
    bool again = false;
    if (wrong)
        again = co_await refuse_header(wrong);
    else
        again = co_await dispatch();
    co_return again;
}

asio::awaitable<bool> HttpSession::refuse_header(error_code wrong) {
    bool const garbage = wrong.category() == make_error_code(http::error::bad_target).category();
    bool const silent = wrong == http::error::end_of_stream || wrong == http::error::partial_message;
    HttpResponse response;
    if (watchdog_.fired())
        response = problem(408, "too_slow");
    else if (wrong == http::error::header_limit)
        response = problem(431, "header_too_large");
    else if (garbage && !silent)
        response = problem(400, "bad_request", "not HTTP that this server reads");
    else
        co_return false;
    parser_.reset();  // nothing behind it can be read
    request_.is_tls = stream_.tls() != nullptr;
    (void)co_await respond(std::move(response));
    co_return false;
}

Outcome<Unit> HttpSession::describe() {
    auto const& message = parser_->get();
    auto const method = parse_method(std::string_view(message.method_string().data(), message.method_string().size()));
    if (!method) return Error{"bad_method", "a method that no route knows"};
    request_.method = *method;
    for (auto const& field : message) {
        request_.headers.add({field.name_string().data(), field.name_string().size()},
                             {field.value().data(), field.value().size()});
    }
    if (auto const length = parser_->content_length()) request_.content_length = *length;
    request_.peer = peer_;
    request_.is_tls = stream_.tls() != nullptr;
    return parse_target({message.target().data(), message.target().size()}, request_);
}

asio::awaitable<bool> HttpSession::dispatch() {
    edge_.counts.requests += 1;
    auto const described = describe();
    bool again = false;
    if (!described) {
        again = co_await respond(problem(400, described.error()));
        co_return again;
    }
    auto match = edge_.router.match(request_.method, request_.segments);
    if (!match.route) {
        auto refusal = match.allow.empty() ? problem(404, "not_found") : problem(405, "method_not_allowed");
        if (!match.allow.empty()) refusal.headers.add("Allow", match.allow);
        again = co_await respond(std::move(refusal));
        co_return again;
    }
    auto const& route = *match.route;
    request_.params = std::move(match.params);
    request_.route = route.pattern;
    lane_ = route.options.lane;
    if (auto const* socket = std::get_if<WebSocketRoute>(&route.target)) {
        again = co_await upgrade(*socket);
    } else if (request_.content_length.value_or(0) > route.options.body_bytes_max) {
        again = co_await respond(problem(413, "body_too_large"));
    } else if (auto const* handler = std::get_if<HttpHandler>(&route.target)) {
        int const refused = co_await read_whole_body(route.options.body_bytes_max);
        if (refused == 413)
            again = co_await respond(problem(413, "body_too_large"));
        else if (refused == 408)
            again = co_await respond(problem(408, "too_slow"));
        else if (refused == 0)
            again = co_await answer(*handler);
    } else {
        again = co_await upload(std::get<UploadHandler>(route.target));
    }
    co_return again;
}

asio::awaitable<bool> HttpSession::say_continue() {
    if (!beast::iequals(parser_->get()[http::field::expect], "100-continue")) co_return true;
    bool const sent = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
    co_return sent;
}

/// As much as there is room for, less only at the end of the body or of the line.
asio::awaitable<std::size_t> HttpSession::read_body(std::uint8_t* into, std::size_t room) {
    auto& body = parser_->get().body();
    body.data = into;
    body.size = room;
    error_code wrong;
    arm(edge_.options.body_ms_max);
    co_await http::async_read(stream_, buffer_, *parser_, asio::redirect_error(asio::use_awaitable, wrong));
    watchdog_.disarm();
    co_return room - body.size;
}

/// 0, or the status that refuses: 413, 408; -1 when the line broke.
asio::awaitable<int> HttpSession::read_whole_body(std::size_t bytes_max) {
    if (parser_->is_done()) co_return 0;
    bool const asked = co_await say_continue();
    if (!asked) co_return -1;
    constexpr std::size_t step = 64 * 1024;
    auto const expected = static_cast<std::size_t>(request_.content_length.value_or(step));
    while (!parser_->is_done()) {
        auto const have = request_.body.size();
        if (have > bytes_max) co_return 413;
        // One byte over the limit tells an endless chunked body from one that just fits.
        auto const room =
            std::min({std::max<std::size_t>(expected - std::min(have, expected), 1), bytes_max + 1 - have, step});
        request_.body.resize(have + room);
        auto const got = co_await read_body(reinterpret_cast<std::uint8_t*>(request_.body.data() + have), room);
        request_.body.resize(have + got);
        if (got == 0 && !parser_->is_done()) co_return watchdog_.fired() ? 408 : -1;
        if (got < room && !parser_->is_done()) co_return watchdog_.fired() ? 408 : -1;
    }
    co_return request_.body.size() > bytes_max ? 413 : 0;
}

/// False: the pool is full. What the job throws is answered with 500 and logged; the edge goes on.
asio::awaitable<bool> HttpSession::on_lane(std::function<void()> job) {
    if (lane_ == Lane::strand) {
        job();
        co_return true;
    }
    bool const ran = co_await run_on(lane_ == Lane::blobs ? edge_.blobs : edge_.office, std::move(job));
    co_return ran;
}

asio::awaitable<bool> HttpSession::answer(HttpHandler const& handler) {
    HttpResponse response;
    std::function<void()> job = [&] {
        try {
            response = handler(request_);
        } catch (std::exception const&) {
            response = problem(500, "internal");
        }
    };
    bool const ran = co_await on_lane(std::move(job));
    if (!ran) response = busy();
    bool const again = co_await respond(std::move(response));
    co_return again;
}

asio::awaitable<bool> HttpSession::upload(UploadHandler const& handler) {
    UploadSlot const slot(edge_.uploads_running, edge_.options.uploads_running_max);
    std::variant<HttpResponse, std::unique_ptr<BodySink>> start = busy();
    bool again = false;
    if (slot.taken()) {
        std::function<void()> job = [&] {
            try {
                start = handler(request_);
            } catch (std::exception const&) {
                start = problem(500, "internal");
            }
        };
        [[maybe_unused]] bool const ran = co_await on_lane(std::move(job));
    }
    if (auto* refusal = std::get_if<HttpResponse>(&start)) {
        again = co_await respond(std::move(*refusal));
        co_return again;
    }
    again = co_await receive_upload(std::move(std::get<std::unique_ptr<BodySink>>(start)));
    co_return again;
}

asio::awaitable<bool> HttpSession::receive_upload(std::unique_ptr<BodySink> sink) {
    auto const limit = edge_.router.match(request_.method, request_.segments).route->options.body_bytes_max;
    auto const chunk = std::min<std::uint64_t>(request_.content_length.value_or(limits::upload_chunk_bytes),
                                               limits::upload_chunk_bytes);
    bool whole = co_await say_continue();
    std::vector<std::uint8_t> room(static_cast<std::size_t>(std::max<std::uint64_t>(chunk, 1)));
    std::optional<HttpResponse> refusal;
    std::uint64_t total = 0;
    while (whole && !refusal && !parser_->is_done()) {
        auto const got = co_await read_body(room.data(), room.size());
        total += got;
        whole = got == room.size() || parser_->is_done();
        if (total > limit) refusal = problem(413, "body_too_large");
        if (got == 0 || refusal) continue;
        std::function<void()> job = [&] { refusal = sink->take({room.data(), got}); };
        bool const ran = co_await on_lane(std::move(job));
        if (!ran) refusal = busy();
    }
    if (!refusal) {
        std::function<void()> job = [&] { refusal = sink->finish(whole); };
        bool const ran = co_await on_lane(std::move(job));
        if (!ran) refusal = busy();
    }
    std::function<void()> job = [&] { sink.reset(); };  // closes files: not on the strand
    bool const ran = co_await on_lane(std::move(job));
    if (!ran) sink.reset();
    if (!whole && !watchdog_.fired()) co_return false;
    if (!whole) refusal = problem(408, "too_slow");
    bool const again = co_await respond(std::move(*refusal));
    co_return again;
}

/// A page of another origin may not speak through a visitor's browser. Programs that are no browser send no Origin.
bool same_origin(HttpRequest const& request) {
    auto const origin = request.headers.get("Origin");
    if (origin.empty()) return true;
    auto const host = request.headers.get("Host");
    return origin == std::string(request.is_tls ? "https://" : "http://").append(host);
}

bool offers(std::string_view offered, std::string_view wanted) {
    while (!offered.empty()) {
        auto const comma = std::min(offered.find(','), offered.size());
        auto entry = offered.substr(0, comma);
        while (entry.starts_with(' ')) entry.remove_prefix(1);
        while (entry.ends_with(' ')) entry.remove_suffix(1);
        if (entry == wanted) return true;
        offered.remove_prefix(std::min(comma + 1, offered.size()));
    }
    return false;
}

std::optional<HttpResponse> refuse_upgrade(HttpRequest const& request, Parser const& parser,
                                           WebSocketRoute const& route) {
    if (!beast::websocket::is_upgrade(parser.get())) {
        auto response = problem(426, "websocket_only");
        response.headers.add("Upgrade", "websocket");
        return response;
    }
    if (!same_origin(request)) return problem(403, "other_origin");
    if (!route.subprotocol.empty() && !offers(request.headers.get("Sec-WebSocket-Protocol"), route.subprotocol)) {
        return problem(400, "wrong_subprotocol", "this server speaks " + route.subprotocol);
    }
    return std::nullopt;
}

asio::awaitable<bool> HttpSession::upgrade(WebSocketRoute const& route) {
    bool again = false;
    std::variant<Upgrade, HttpResponse> decision = busy();
    if (auto refusal = refuse_upgrade(request_, *parser_, route)) {
        decision = std::move(*refusal);
    } else {
        std::function<void()> job = [&] {
            try {
                decision = route.upgrade(request_);
            } catch (std::exception const&) {
                decision = problem(500, "internal");
            }
        };
        [[maybe_unused]] bool const ran = co_await on_lane(std::move(job));
    }
    if (auto* refusal = std::get_if<HttpResponse>(&decision)) {
        again = co_await respond(std::move(*refusal));
        co_return again;
    }
    // A client may not speak before the 101; what it sent anyway has no meaning.
    if (buffer_.size() > 0) {
        (void)co_await respond(problem(400, "too_early"));
        co_return false;
    }
    auto& accepted = std::get<Upgrade>(decision);
    if (!route.subprotocol.empty()) accepted.headers.set("Sec-WebSocket-Protocol", route.subprotocol);
    if (request_.is_tls) accepted.headers.set(identity_proof_header, edge_.identity_proof);
    edge_.counts.upgrades += 1;
    upgraded_ = true;
    start_websocket(edge_, std::move(stream_), parser_->release(), peer_, route, std::move(accepted));
    co_return false;
}

/// True when the connection can take another request.
asio::awaitable<bool> HttpSession::respond(HttpResponse response) {
    bool const keep = parser_ && parser_->is_done() && parser_->get().keep_alive() && !edge_.stopping;
    log_answer(response.status);
    auto prepared = prepare(request_, std::move(response), keep, now_ms());
    auto const* text = std::get_if<std::string>(&prepared.body);
    bool const joined = prepared.send_body && text && text->size() <= joined_bytes_max;
    if (joined)
        prepared.head.append(*text, static_cast<std::size_t>(prepared.offset),
                             static_cast<std::size_t>(*prepared.length));
    bool sent = co_await write(std::move(prepared.head));
    if (sent && prepared.send_body && !joined) sent = co_await send_body(prepared);
    co_return sent&& keep;
}

asio::awaitable<bool> HttpSession::write(std::string text) {
    error_code wrong;
    arm(edge_.options.write_ms_max);
    co_await asio::async_write(stream_, asio::buffer(text), asio::redirect_error(asio::use_awaitable, wrong));
    watchdog_.disarm();
    co_return !wrong;
}

asio::awaitable<bool> HttpSession::send_body(PreparedResponse const& prepared) {
    if (auto const* source = std::get_if<std::shared_ptr<BodySource>>(&prepared.body)) {
        bool const sent = co_await send_source(**source, prepared.offset, prepared.length);
        co_return sent;
    }
    auto const* shared = std::get_if<HttpResponse::Shared>(&prepared.body);
    auto const& text = shared ? **shared : std::get<std::string>(prepared.body);
    auto const part = asio::buffer(asio::buffer(text) + static_cast<std::size_t>(prepared.offset),
                                   static_cast<std::size_t>(*prepared.length));
    error_code wrong;
    arm(edge_.options.write_ms_max);
    co_await asio::async_write(stream_, part, asio::redirect_error(asio::use_awaitable, wrong));
    watchdog_.disarm();
    co_return !wrong;
}

std::string chunk_head(std::size_t size) {
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%zx\r\n", size);
    return text.data();
}

asio::awaitable<bool> HttpSession::send_source(BodySource& source, std::uint64_t offset,
                                               std::optional<std::uint64_t> length) {
    bool const chunked = !length;
    auto left = length.value_or(UINT64_MAX);
    while (left > 0) {
        Outcome<Bytes> part = Bytes{};
        auto const want = static_cast<std::size_t>(std::min<std::uint64_t>(left, limits::download_chunk_bytes));
        std::function<void()> job = [&] { part = source.read(offset, want); };
        bool const ran = co_await on_lane(std::move(job));
        // A body of known size that ends early is broken: the client must not take it for whole.
        if (!ran || !part || part->size() > want || (part->empty() && !chunked)) co_return false;
        auto text = chunked ? chunk_head(part->size()) : std::string{};
        text.append(as_text(*part));
        if (chunked) text.append("\r\n");  // after the empty chunk this ends the body
        bool const sent = co_await write(std::move(text));
        if (!sent) co_return false;
        if (part->empty()) co_return true;
        offset += part->size();
        left -= part->size();
    }
    co_return true;
}

void HttpSession::log_answer(int status) const {
    auto const level = status >= 500 ? LogLevel::error : status >= 400 ? LogLevel::info : LogLevel::debug;
    edge_.log.write(
        level, "http.answered",
        {{"method", method_text(request_.method)}, {"route", request_.route}, {"status", status}, {"peer", peer_}});
}

/// Ends so that the last answer arrives: close our side, then read on for a moment (RFC 9112, 9.6).
asio::awaitable<void> HttpSession::goodbye() {
    if (!stream_.socket().is_open()) co_return;
    error_code wrong;
    arm(edge_.options.linger_ms_max);
    if (auto* const tls = stream_.tls()) {
        co_await tls->async_shutdown(asio::redirect_error(asio::use_awaitable, wrong));  // its answer may be missing
        if (watchdog_.fired()) co_return stream_.cut();
    }
    wrong = {};
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, wrong);
    std::array<std::uint8_t, 4096> discarded{};
    std::size_t left = 1024 * 1024;  // more than a socket's buffers hold; a peer that goes on sending is cut
    while (!wrong && left > 0 && !watchdog_.fired()) {
        auto const got = co_await stream_.socket().async_read_some(asio::buffer(discarded),
                                                                   asio::redirect_error(asio::use_awaitable, wrong));
        left -= std::min(left, got);
    }
    watchdog_.disarm();
    stream_.cut();
}
}  // namespace

void start_http_session(Edge& edge, EdgeStream::Tcp socket, bool tls) {
    error_code unknown;
    auto const peer = socket.remote_endpoint(unknown).address().to_string();
    auto stream = tls ? EdgeStream(std::move(socket), edge.tls) : EdgeStream(std::move(socket));
    auto const executor = stream.get_executor();
    auto const session = std::make_shared<HttpSession>(edge, std::move(stream), peer);
    session->enlist();
    asio::co_spawn(executor, serve(session), asio::detached);
}

}  // namespace mingcha
