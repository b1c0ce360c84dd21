#include "server/net/server.hpp"

#include <future>
#include <thread>

#include "server/net/edge.hpp"

namespace mingcha {

namespace {
using asio::ip::tcp;

constexpr int backlog = 4096;         // a district's tablets reconnect at once
constexpr int accept_pause_ms = 100;  // out of descriptors: accepting again at once would spin

Error tls_failed(error_code const& wrong) {
    return {"tls_failed", wrong.message()};
}

int choose_http(SSL*, unsigned char const** out, unsigned char* out_size, unsigned char const* in, unsigned in_size,
                void*) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    auto* chosen = const_cast<unsigned char**>(out);
    int const found = SSL_select_next_proto(chosen, out_size, ours, sizeof ours - 1, in, in_size);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

Outcome<Unit> set_up_tls(asio::ssl::context& context, ServerKeys const& keys) {
    error_code wrong;
    context.use_certificate_chain(asio::buffer(keys.tls_certificate_pem), wrong);
    if (!wrong) context.use_private_key(asio::buffer(keys.tls_key_pem), asio::ssl::context::pem, wrong);
    if (wrong) return tls_failed(wrong);
    auto* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);          // an idle connection gives its 34 KB of buffers back
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);  // tickets resume without memory of ours
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(native, choose_http, nullptr);
    return Unit{};
}

Outcome<tcp::acceptor> listen_on(asio::io_context& io, ListenAddress const& wanted) {
    error_code wrong;
    auto const address = asio::ip::make_address(wanted.address, wrong);
    if (wrong) return Error{"listen_failed", wanted.address + " is not an address"};
    if (!wanted.tls && !address.is_loopback()) {
        return Error{"plain_not_loopback", "without TLS only a loopback address is served"};
    }
    tcp::endpoint const endpoint(address, wanted.port);
    tcp::acceptor acceptor(asio::make_strand(io));
    acceptor.open(endpoint.protocol(), wrong);
    if (!wrong) acceptor.set_option(tcp::acceptor::reuse_address(true), wrong);
    if (!wrong && address.is_v6()) acceptor.set_option(asio::ip::v6_only(false), wrong);
    if (!wrong) acceptor.bind(endpoint, wrong);
    if (!wrong) acceptor.listen(backlog, wrong);
    if (wrong)
        return Error{"listen_failed", wanted.address + ":" + std::to_string(wanted.port) + ": " + wrong.message()};
    return acceptor;
}

void welcome(Edge& edge, tcp::socket socket, bool tls) {
    if (edge.sessions.size() >= edge.options.connections_max) {
        edge.counts.refused += 1;
        return;  // closed by going out of scope
    }
    edge.counts.accepted += 1;
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    start_http_session(edge, std::move(socket), tls);
}

asio::awaitable<void> accept_all(Edge& edge, tcp::acceptor& acceptor, bool tls) {
    asio::steady_timer pause(acceptor.get_executor());
    while (!edge.stopping) {
        error_code wrong;
        auto strand = asio::make_strand(edge.io);
        auto socket = co_await acceptor.async_accept(strand, asio::redirect_error(asio::use_awaitable, wrong));
        if (!wrong) {
            welcome(edge, std::move(socket), tls);
        } else if (!edge.stopping) {
            edge.log.warning("net.accept_failed", {{"code", wrong.value()}});
            pause.expires_after(std::chrono::milliseconds(accept_pause_ms));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, wrong));
        }
    }
}
}  // namespace

struct Server::Impl {
    Impl(ServerOptions options, Router router, Log& log) : edge(std::move(options), std::move(router), log) {}

    Outcome<Unit> listen();
    void run();
    void close_listeners();

    Edge edge;
    std::vector<tcp::acceptor> acceptors;
    std::vector<std::uint16_t> ports;
    std::vector<std::thread> threads;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> busy;
    std::once_flag stopped;
};

Outcome<Unit> Server::Impl::listen() {
    for (auto const& wanted : edge.options.listen) {
        auto acceptor = listen_on(edge.io, wanted);
        if (!acceptor) return acceptor.error();
        ports.push_back(acceptor->local_endpoint().port());
        acceptors.push_back(std::move(*acceptor));
    }
    return Unit{};
}

void Server::Impl::run() {
    busy.emplace(edge.io.get_executor());
    for (std::size_t i = 0; i < acceptors.size(); ++i) {
        auto const executor = acceptors[i].get_executor();
        asio::co_spawn(executor, accept_all(edge, acceptors[i], edge.options.listen[i].tls), asio::detached);
    }
    for (unsigned i = 0; i < edge.options.network_threads; ++i) threads.emplace_back([this] { edge.io.run(); });
}

void Server::Impl::close_listeners() {
    for (auto& acceptor : acceptors) {
        asio::post(acceptor.get_executor(), [&acceptor] {
            error_code ignored;
            acceptor.close(ignored);
        });
    }
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
    stop();
}

Outcome<std::unique_ptr<Server>> Server::start(ServerOptions options, Router router, ServerKeys const& keys, Log& log) {
    auto impl = std::make_unique<Impl>(std::move(options), std::move(router), log);
    auto const tls = set_up_tls(impl->edge.tls, keys);
    if (!tls) return tls.error();
    impl->edge.identity_proof = to_hex(keys.proof);
    auto const listening = impl->listen();
    if (!listening) return listening.error();
    impl->run();
    for (auto const port : impl->ports) log.info("net.listening", {{"port", port}});
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port(std::size_t n) const {
    return impl_->ports.at(n);
}
ServerCounts const& Server::counts() const {
    return impl_->edge.counts;
}
std::size_t Server::connections() const {
    return impl_->edge.sessions.size();
}

void Server::stop() {
    std::call_once(impl_->stopped, [this] {
        auto& edge = impl_->edge;
        edge.stopping = true;
        impl_->close_listeners();
        edge.sessions.each(&Stoppable::ask_to_stop);
        bool drained = edge.sessions.wait_until_empty(edge.options.drain_ms_max);
        if (!drained) edge.sessions.each(&Stoppable::cut);
        edge.office.finish();  // jobs point into sessions: they end before the sessions can
        edge.blobs.finish();
        if (!drained) drained = edge.sessions.wait_until_empty(edge.options.linger_ms_max);
        impl_->busy.reset();
        edge.io.stop();
        for (auto& thread : impl_->threads) thread.join();
        edge.log.info("net.stopped", {{"drained", drained}});
    });
}

void Server::wait_for_signal() {
    asio::signal_set signals(impl_->edge.io, SIGTERM, SIGINT);
    std::promise<void> came;
    signals.async_wait([&came](error_code const&, int) { came.set_value(); });
    came.get_future().wait();
}

}  // namespace mingcha
