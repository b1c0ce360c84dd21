#include "bench/transport/http_client.hpp"

#include "bench/transport/dial.hpp"

namespace mingcha {

namespace {
namespace http = beast::http;
using Parser = http::response_parser<http::string_body>;

constexpr std::uint64_t reply_bytes_max = 256 * 1024 * 1024;  // an export; tests and the load tool ask for no more

HttpClient::Reply describe(Parser& parser) {
    HttpClient::Reply reply;
    auto& message = parser.get();
    reply.status = static_cast<int>(message.result_int());
    reply.keep_alive = message.keep_alive();
    for (auto const& field : message) {
        reply.headers.add({field.name_string().data(), field.name_string().size()},
                          {field.value().data(), field.value().size()});
    }
    reply.body = std::move(message.body());
    return reply;
}
}  // namespace

struct HttpClient::Impl {
    std::unique_ptr<Dialled> line;
    std::int64_t timeout_ms = 0;
    beast::flat_buffer incoming;

    ~Impl() { end(); }
    void end() const {
        if (!line) return;
        line->stream().cut();
        line->io().restart();
        line->io().run_for(std::chrono::seconds(1));
    }

    template <typename Start>
    Outcome<Unit> run(Start start) {
        if (!line) return Error{"closed", "not connected"};
        error_code wrong;
        bool done = false;
        start([&wrong, &done](error_code result, std::size_t) {
            wrong = result;
            done = true;
        });
        if (!line->wait(timeout_ms, done)) {
            end();
            return Error{"timeout", "the server did not answer in time"};
        }
        if (wrong) return Error{"closed", wrong.message()};
        return Unit{};
    }
};

HttpClient::HttpClient() : impl_(std::make_unique<Impl>()) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

Outcome<Unit> HttpClient::connect(std::string const& base, std::int64_t timeout_ms) {
    auto const url = parse_url(base);
    if (!url) return url.error();
    auto line = Dialled::dial(*url, timeout_ms);
    if (!line) return line.error();
    impl_ = std::make_unique<Impl>();
    impl_->line = std::move(*line);
    impl_->timeout_ms = timeout_ms;
    return Unit{};
}

std::string HttpClient::request_text(std::string_view method, std::string_view target, Headers const& headers,
                                     std::string_view body) {
    auto text = std::string(method).append(" ").append(target).append(" HTTP/1.1\r\n");
    if (!headers.has("Host")) text.append("Host: 127.0.0.1\r\n");
    for (auto const& [name, value] : headers.all()) text.append(name).append(": ").append(value).append("\r\n");
    bool const carries = !body.empty() || method == "POST" || method == "PATCH" || method == "PUT";
    if (carries) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    return text.append("\r\n").append(body);
}

Outcome<HttpClient::Reply> HttpClient::request(std::string_view method, std::string_view target, Headers const& headers,
                                               std::string_view body) {
    auto const sent = send_raw(request_text(method, target, headers, body));
    if (!sent) {
        // The server may have refused early and closed; its reply is worth more than the broken write.
        auto early = read_reply();
        if (!early) return sent.error();
        return early;
    }
    return read_reply(method != "HEAD");
}

Outcome<Unit> HttpClient::send_raw(std::string_view bytes) {
    return impl_->run([&](auto handler) {
        asio::async_write(impl_->line->stream(), asio::buffer(bytes.data(), bytes.size()), std::move(handler));
    });
}

Outcome<HttpClient::Reply> HttpClient::read_reply(bool body_expected) {
    while (true) {
        Parser parser;
        parser.body_limit(reply_bytes_max);
        parser.skip(!body_expected);
        auto const got = impl_->run([&](auto handler) {
            http::async_read(impl_->line->stream(), impl_->incoming, parser, std::move(handler));
        });
        if (!got) return got.error();
        if (parser.get().result_int() != 100) return describe(parser);
    }
}

Outcome<std::string> HttpClient::read_to_end() {
    std::string all;
    char chunk[4096];
    while (true) {
        std::size_t size = 0;
        auto const got = impl_->run([&](auto handler) {
            impl_->line->stream().async_read_some(asio::buffer(chunk),
                                                  [&size, handler](error_code wrong, std::size_t n) mutable {
                                                      size = n;
                                                      handler(wrong, n);
                                                  });
        });
        all.append(chunk, size);
        if (!got && got.error().code == "timeout") return got.error();
        if (!got) return all;
    }
}

void HttpClient::cut() {
    impl_->end();
}

Bytes const& HttpClient::server_public_key() const {
    static Bytes const none;
    return impl_->line ? impl_->line->server_public_key() : none;
}

}  // namespace mingcha
