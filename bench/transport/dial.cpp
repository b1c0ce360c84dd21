#include "bench/transport/dial.hpp"

namespace mingcha {

namespace {
asio::ssl::context& client_context() {
    static asio::ssl::context context = [] {
        asio::ssl::context made(asio::ssl::context::tls_client);
        made.set_verify_mode(asio::ssl::verify_none);  // certificates change; the pinned identity is what is checked
        SSL_CTX_set_min_proto_version(made.native_handle(), TLS1_2_VERSION);
        return made;
    }();
    return context;
}

Bytes peer_public_key(SSL* tls) {
    X509* const certificate = SSL_get1_peer_certificate(tls);
    if (!certificate) return {};
    unsigned char* der = nullptr;
    auto const size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    Bytes out(der, der + (size > 0 ? size : 0));
    OPENSSL_free(der);
    X509_free(certificate);
    return out;
}

Error not_reached(error_code const& wrong) {
    return {"not_reached", wrong.message()};
}
}  // namespace

Outcome<Url> parse_url(std::string_view text) {
    Url url;
    auto const mark = text.find("://");
    auto const scheme = text.substr(0, mark);
    bool const known = scheme == "https" || scheme == "wss" || scheme == "http" || scheme == "ws";
    if (mark == std::string_view::npos || !known) return Error{"bad_url", "scheme must be https, wss, http or ws"};
    url.tls = scheme == "https" || scheme == "wss";
    auto rest = text.substr(mark + 3);
    auto const slash = std::min(rest.find('/'), rest.size());
    url.target = slash == rest.size() ? "/" : std::string(rest.substr(slash));
    auto const authority = rest.substr(0, slash);
    auto const colon = authority.rfind(':');
    url.host = authority.substr(0, colon);
    url.port = colon == std::string_view::npos ? (url.tls ? "443" : "80") : std::string(authority.substr(colon + 1));
    return url;
}

Outcome<std::unique_ptr<Dialled>> Dialled::dial(Url const& url, std::int64_t timeout_ms) {
    auto dialled = std::make_unique<Dialled>();
    error_code wrong;
    asio::ip::tcp::resolver resolver(dialled->io_);
    auto const found = resolver.resolve(url.host, url.port, wrong);
    if (wrong) return not_reached(wrong);
    asio::ip::tcp::socket socket(dialled->io_);
    bool done = false;
    auto const finish = [&](error_code result) {
        wrong = result;
        done = true;
    };
    socket.async_connect(found.begin()->endpoint(), finish);
    bool in_time = dialled->wait(timeout_ms, done);
    if (in_time && wrong) return not_reached(wrong);
    if (in_time) socket.set_option(asio::ip::tcp::no_delay(true), wrong);
    auto stream = url.tls ? EdgeStream(std::move(socket), client_context()) : EdgeStream(std::move(socket));
    dialled->stream_ = std::make_unique<EdgeStream>(std::move(stream));
    if (in_time && url.tls) {
        done = false;
        SSL_set_tlsext_host_name(dialled->stream_->tls()->native_handle(), url.host.c_str());
        dialled->stream_->tls()->async_handshake(asio::ssl::stream_base::client, finish);
        in_time = dialled->wait(timeout_ms, done);
        if (in_time && wrong) return not_reached(wrong);
    }
    if (!in_time) {
        dialled->stream_->cut();
        dialled->io_.run();  // the cancelled operation still points at our locals
        return Error{"timeout", "connecting to " + url.host};
    }
    if (url.tls) dialled->server_public_key_ = peer_public_key(dialled->stream_->tls()->native_handle());
    return dialled;
}

bool Dialled::wait(std::int64_t timeout_ms, bool const& done) {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    io_.restart();
    while (!done) {
        if (io_.run_one_until(deadline) == 0) return done;
    }
    return true;
}

}  // namespace mingcha
