#include <array>

#include "server/net/http_session.hpp"
#include "server/ops/system_clock.hpp"

// What goes over a connection: the body of a request on its way in, the answer on its way out.

namespace mingcha {

namespace {
namespace http = beast::http;

std::int64_t now_ms() {
    static SystemClock clock;
    return clock.now().time_ms;
}

constexpr std::size_t joined_bytes_max = 16 * 1024;  // a body up to one TLS record leaves in one packet with its head

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
}  // namespace

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

namespace {
std::string chunk_head(std::size_t size) {
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%zx\r\n", size);
    return text.data();
}
}  // namespace

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

}  // namespace mingcha
