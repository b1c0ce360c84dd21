#include "bench/transport/websocket_client.hpp"

#include "bench/transport/dial.hpp"
#include "server/net/tls_identity.hpp"

namespace mingcha {

namespace {
namespace websocket = beast::websocket;
using Stream = websocket::stream<EdgeStream, false>;

Headers copy_fields(websocket::response_type const& response) {
    Headers out;
    for (auto const& field : response) {
        out.add({field.name_string().data(), field.name_string().size()}, {field.value().data(), field.value().size()});
    }
    return out;
}

Outcome<Unit> check_identity(PublicKey const& pinned, Bytes const& key, Headers const& reply) {
    auto const proof = from_hex(reply.get(identity_proof_header));
    Signature signature{};
    if (!proof || proof->size() != signature.size()) return Error{"wrong_identity", "the server shows no proof"};
    std::copy(proof->begin(), proof->end(), signature.begin());
    if (!verify_server_identity(pinned, key, signature))
        return Error{"wrong_identity", "the proof is not the pinned server's"};
    return Unit{};
}
}  // namespace

struct WebSocketClient::Impl {
    std::unique_ptr<Dialled> line;
    std::unique_ptr<Stream> stream;
    std::int64_t timeout_ms = 0;
    bool reading = false;  // an earlier receive ran out of time: its read still runs
    bool read_done = false;
    error_code read_result;
    beast::flat_buffer incoming;

    ~Impl() { end(); }

    void end() const {
        if (!stream) return;
        stream->next_layer().cut();
        line->io().restart();
        line->io().run_for(
            std::chrono::seconds(1));  // lets cancelled operations finish; nothing else is left to wait for
    }
    Outcome<Unit> shake_hands(Url const& url, Headers const& headers, Options const& options, Headers& reply) const;
    Outcome<Unit> finish(bool in_time, error_code wrong) const;
};

Outcome<Unit> WebSocketClient::Impl::finish(bool in_time, error_code wrong) const {
    if (!in_time) {
        end();
        return Error{"timeout", "the server did not answer in time"};
    }
    if (wrong) return Error{"closed", wrong.message()};
    return Unit{};
}

Outcome<Unit> WebSocketClient::Impl::shake_hands(Url const& url, Headers const& headers, Options const& options,
                                                 Headers& reply) const {
    stream->set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
        for (auto const& [name, value] : headers.all()) request.set(name, value);
        if (!options.subprotocol.empty()) request.set("Sec-WebSocket-Protocol", options.subprotocol);
    }));
    stream->read_message_max(options.message_bytes_max);
    stream->auto_fragment(false);
    stream->binary(options.binary);
    websocket::response_type response;
    error_code wrong;
    bool done = false;
    stream->async_handshake(response, url.host + ":" + url.port, url.target, [&](error_code result) {
        wrong = result;
        done = true;
    });
    auto const ended = finish(line->wait(options.timeout_ms, done), wrong);
    stream->set_option(websocket::stream_base::decorator([](websocket::request_type&) {}));
    if (!ended && wrong == websocket::error::upgrade_declined) {
        return Error{"refused", std::to_string(response.result_int())};
    }
    reply = copy_fields(response);
    return ended;
}

WebSocketClient::WebSocketClient() : impl_(std::make_unique<Impl>()) {}
WebSocketClient::~WebSocketClient() = default;
WebSocketClient::WebSocketClient(WebSocketClient&&) noexcept = default;
WebSocketClient& WebSocketClient::operator=(WebSocketClient&&) noexcept = default;

Outcome<Headers> WebSocketClient::connect(std::string const& url, Headers const& headers, Options const& options) {
    auto const parsed = parse_url(url);
    if (!parsed) return parsed.error();
    auto line = Dialled::dial(*parsed, options.timeout_ms);
    if (!line) return line.error();
    impl_ = std::make_unique<Impl>();
    impl_->line = std::move(*line);
    impl_->timeout_ms = options.timeout_ms;
    impl_->stream = std::make_unique<Stream>(impl_->line->take_stream());
    Headers reply;
    auto const shaken = impl_->shake_hands(*parsed, headers, options, reply);
    if (!shaken) return shaken.error();
    if (options.pinned) {
        auto const trusted = check_identity(*options.pinned, impl_->line->server_public_key(), reply);
        if (!trusted) {
            cut();
            return trusted.error();
        }
    }
    return reply;
}

Outcome<Unit> WebSocketClient::send(Bytes const& message) {
    if (!impl_->stream) return Error{"closed", "not connected"};
    error_code wrong;
    bool done = false;
    impl_->stream->async_write(asio::buffer(message), [&](error_code result, std::size_t) {
        wrong = result;
        done = true;
    });
    return impl_->finish(impl_->line->wait(impl_->timeout_ms, done), wrong);
}

Outcome<Unit> WebSocketClient::send_raw(Bytes const& bytes) {
    if (!impl_->stream) return Error{"closed", "not connected"};
    error_code wrong;
    bool done = false;
    asio::async_write(impl_->stream->next_layer(), asio::buffer(bytes), [&](error_code result, std::size_t) {
        wrong = result;
        done = true;
    });
    return impl_->finish(impl_->line->wait(impl_->timeout_ms, done), wrong);
}

Outcome<Bytes> WebSocketClient::receive(std::int64_t timeout_ms) {
    if (!impl_->stream) return Error{"closed", "1006 not connected"};
    auto& state = *impl_;
    if (!state.reading) {
        state.reading = true;
        state.read_done = false;
        state.stream->async_read(state.incoming, [&state](error_code result, std::size_t) {
            state.read_result = result;
            state.read_done = true;
        });
    }
    if (!state.line->wait(timeout_ms, state.read_done)) return Error{"timeout", "nothing came"};
    state.reading = false;
    if (state.read_result) {
        auto const& reason = state.stream->reason();
        auto const code = reason.code == websocket::close_code::none ? 1006 : static_cast<int>(reason.code);
        return Error{"closed", std::to_string(code) + " " + std::string(reason.reason.data(), reason.reason.size())};
    }
    auto const* const first = static_cast<std::uint8_t const*>(state.incoming.data().data());
    Bytes message(first, first + state.incoming.size());
    state.incoming.consume(state.incoming.size());
    return message;
}

void WebSocketClient::close() {
    if (!impl_->stream) return;
    bool done = false;
    impl_->stream->async_close(websocket::close_code::normal, [&](error_code) { done = true; });
    if (!impl_->line->wait(impl_->timeout_ms, done)) impl_->end();
}

void WebSocketClient::cut() {
    impl_->end();
}

Bytes const& WebSocketClient::server_public_key() const {
    static Bytes const none;
    return impl_->line ? impl_->line->server_public_key() : none;
}

}  // namespace mingcha
