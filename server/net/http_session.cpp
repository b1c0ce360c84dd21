#include "server/net/http_session.hpp"

namespace mingcha {

namespace {
namespace http = beast::http;
using Parser = HttpSession::Parser;

asio::awaitable<void> serve(std::shared_ptr<HttpSession> session) {
    co_await session->run();
}
}  // namespace

HttpResponse busy() {
    auto response = problem(503, "busy", "too much is waiting; try again");
    response.headers.add("Retry-After", "2");
    return response;
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

namespace {
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
}  // namespace

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
