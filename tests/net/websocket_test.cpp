#include "server/net/websocket.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "tests/net/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr char const* protocol = "mingcha.sync.1";
constexpr std::int64_t patience_ms = 20'000;

/// Sends back what comes, and tells how the connection ended.
class Echo final : public WebSocketHandler {
public:
    struct Ended {
        std::mutex mutex;
        std::vector<std::string> reasons;
        std::promise<void> first;
    };
    explicit Echo(Ended& ended) : ended_(ended) {}

    void on_open(std::shared_ptr<Connection> connection) override { connection_ = std::move(connection); }
    void on_message(Bytes message) override { connection_->send(std::move(message)); }
    void on_closed(std::uint16_t code, std::string_view reason) override {
        std::lock_guard const lock(ended_.mutex);
        ended_.reasons.push_back(std::to_string(code) + " " + std::string(reason));
        if (ended_.reasons.size() == 1) ended_.first.set_value();
    }

private:
    Ended& ended_;
    std::shared_ptr<Connection> connection_;
};

WebSocketRoute sync_route(std::function<std::unique_ptr<WebSocketHandler>()> make) {
    WebSocketRoute route;
    route.subprotocol = protocol;
    route.message_bytes_max = 200'000;
    route.upgrade = [make = std::move(make)](HttpRequest const& request) -> std::variant<Upgrade, HttpResponse> {
        if (request.query_value("deny") == "1") return problem(403, "denied");
        Upgrade upgrade;
        upgrade.headers.add("Mingcha-Nonce", "abc123");
        upgrade.handler = make();
        return upgrade;
    };
    return route;
}

Router echo_router(Echo::Ended& ended) {
    Router router;
    router.add_websocket("/sync", sync_route([&ended] { return std::make_unique<Echo>(ended); }));
    return router;
}

Bytes some_bytes(std::size_t size, std::uint8_t seed) {
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 7 + seed);
    return out;
}

WebSocketClient::Options pinned() {
    WebSocketClient::Options options;
    options.pinned = some_keys().identity.public_key();
    return options;
}
}  // namespace

TEST_CASE("messages of every size come back as they were sent, over TLS and plain", "[net][websocket]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    for (bool const tls : {true, false}) {
        WebSocketClient client;
        auto const reply = client.connect(running.base(tls) + "/sync", {}, tls ? pinned() : WebSocketClient::Options{});
        REQUIRE(reply);
        CHECK(reply->get("Mingcha-Nonce") == "abc123");
        CHECK(reply->get("Sec-WebSocket-Protocol") == protocol);
        for (std::size_t const size : {0, 1, 125, 126, 65'535, 65'536, 200'000}) {
            auto const message = some_bytes(size, 3);
            REQUIRE(client.send(message));
            auto const back = client.receive(patience_ms);
            REQUIRE(back);
            CHECK(*back == message);
        }
        client.close();
    }
}

TEST_CASE("a client that pinned another identity sends nothing", "[net][websocket][identity]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    SeededRandom random(4);
    auto options = pinned();
    options.pinned = SigningKey::generate(random).public_key();
    WebSocketClient client;
    auto const reply = client.connect(running.base() + "/sync", {}, options);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == "wrong_identity");
    CHECK_FALSE(client.connect(running.base(false) + "/sync", {}, pinned()));
}

TEST_CASE("an upgrade without the right subprotocol, origin or leave is refused", "[net][websocket]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    auto const status = [&](std::string const& target, Headers const& headers, WebSocketClient::Options options) {
        WebSocketClient client;
        auto const reply = client.connect(running.base() + target, headers, options);
        return reply ? "101" : reply.error().message;
    };
    auto wrong = pinned();
    wrong.subprotocol = "mingcha.sync.99";
    CHECK(status("/sync", {}, wrong) == "400");
    wrong.subprotocol = "mingcha.sync.99, mingcha.sync.1";
    CHECK(status("/sync", {}, wrong) == "101");
    CHECK(status("/sync?deny=1", {}, pinned()) == "403");
    Headers origin;
    origin.add("Origin", "https://evil.example");
    CHECK(status("/sync", origin, pinned()) == "403");
    Headers own;
    own.add("Origin", running.base());
    CHECK(status("/sync", own, pinned()) == "101");
    CHECK(status("/nowhere", {}, pinned()) == "404");
    auto http = running.client();
    CHECK(http.request("GET", "/sync")->status == 426);
}

TEST_CASE("a message over the limit ends the connection with 1009, by its header alone", "[net][websocket][limits]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    WebSocketClient client;
    REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    // A final binary frame, masked, that announces 2^40 bytes and sends none of them.
    REQUIRE(client.send_raw({0x82, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4}));
    auto const end = client.receive(patience_ms);
    REQUIRE_FALSE(end);
    CHECK(end.error().code == "closed");
    CHECK(end.error().message.starts_with("1009"));
    ended.first.get_future().wait();
    CHECK(ended.reasons.front() == "1009 message_too_big");
}

TEST_CASE("text where binary is spoken, and broken frames, end the connection", "[net][websocket]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    WebSocketClient text;
    auto options = pinned();
    options.binary = false;
    REQUIRE(text.connect(running.base() + "/sync", {}, options));
    REQUIRE(text.send({'h', 'i'}));
    CHECK(text.receive(patience_ms).error().message == "1003 binary_only");
    WebSocketClient garbage;
    REQUIRE(garbage.connect(running.base(false) + "/sync", {}, WebSocketClient::Options{}));
    REQUIRE(garbage.send_raw(Bytes(20, 0xFF)));
    auto const end = garbage.receive(patience_ms);
    REQUIRE_FALSE(end);
    CHECK(end.error().message.starts_with("1002"));
}

TEST_CASE("a reader that is too slow is dropped with 1013, and knows it", "[net][websocket][limits]") {
    /// Sends 64 KiB again and again until its connection says no.
    class Flood final : public WebSocketHandler {
    public:
        explicit Flood(std::promise<int>& stopped) : stopped_(stopped) {}
        void on_open(std::shared_ptr<Connection> connection) override {
            int sent = 0;
            while (sent < 10'000 && connection->send(Bytes(65'536))) ++sent;
            stopped_.set_value(sent);
        }
        void on_message(Bytes) override {}
        void on_closed(std::uint16_t, std::string_view) override {}

    private:
        std::promise<int>& stopped_;
    };
    std::promise<int> stopped;
    Router router;
    router.add_websocket("/sync", sync_route([&stopped] { return std::make_unique<Flood>(stopped); }));
    ServerOptions options;
    options.websocket_queue_bytes_max = 1'000'000;
    RunningServer running(std::move(router), options);
    WebSocketClient client;
    REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    auto const sent = stopped.get_future().get();
    CHECK(sent < 1'000'000 / 65'536 + 2);  // a handler on the strand can only fill the queue
    Outcome<Bytes> last = Bytes{};
    int received = 0;
    while ((last = client.receive(patience_ms))) ++received;
    CHECK(received <= 1);
    CHECK(last.error().message == "1013 slow_reader");
    CHECK(running.server().counts().slow_readers == 1);
}

TEST_CASE("many threads may send through one connection", "[net][websocket]") {
    constexpr int senders = 4, each = 200;
    class Open final : public WebSocketHandler {
    public:
        explicit Open(std::promise<std::shared_ptr<Connection>>& opened) : opened_(opened) {}
        void on_open(std::shared_ptr<Connection> connection) override { opened_.set_value(std::move(connection)); }
        void on_message(Bytes) override {}
        void on_closed(std::uint16_t, std::string_view) override {}

    private:
        std::promise<std::shared_ptr<Connection>>& opened_;
    };
    std::promise<std::shared_ptr<Connection>> opened;
    Router router;
    router.add_websocket("/sync", sync_route([&opened] { return std::make_unique<Open>(opened); }));
    RunningServer running(std::move(router));
    WebSocketClient client;
    REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    auto const connection = opened.get_future().get();
    std::vector<std::thread> threads;
    for (std::uint8_t t = 0; t < senders; ++t) {
        threads.emplace_back([&connection, t] {
            for (std::uint8_t i = 0; i < each; ++i) MC_CHECK(connection->send({t, i}));
        });
    }
    std::vector<int> next(senders, 0);
    for (int i = 0; i < senders * each; ++i) {
        auto const message = client.receive(patience_ms);
        REQUIRE(message);
        CHECK((*message)[1] == next[(*message)[0]]++);  // each sender's messages keep their order
    }
    for (auto& thread : threads) thread.join();
    std::promise<std::thread::id> one, two;
    connection->post([&] { one.set_value(std::this_thread::get_id()); });
    connection->close(close_code::policy, "enough");
    CHECK(one.get_future().get() != std::this_thread::get_id());
    CHECK(client.receive(patience_ms).error().message == "1008 enough");
    CHECK_FALSE(connection->send({1}));
}

TEST_CASE("while reading is paused nothing is delivered, then everything in order", "[net][websocket]") {
    struct Seen {
        std::mutex mutex;
        Bytes messages;
        std::promise<std::shared_ptr<Connection>> paused;
        std::promise<void> all;
    } seen;
    class Pausing final : public WebSocketHandler {
    public:
        explicit Pausing(Seen& into) : seen_(into) {}
        void on_open(std::shared_ptr<Connection> connection) override { connection_ = std::move(connection); }
        void on_message(Bytes message) override {
            std::lock_guard const lock(seen_.mutex);
            seen_.messages.push_back(message.at(0));
            if (seen_.messages.size() == 1) {
                connection_->pause_reading();
                seen_.paused.set_value(connection_);
            }
            if (seen_.messages.size() == 50) seen_.all.set_value();
        }
        void on_closed(std::uint16_t, std::string_view) override {}

    private:
        Seen& seen_;
        std::shared_ptr<Connection> connection_;
    };
    Router router;
    router.add_websocket("/sync", sync_route([&seen] { return std::make_unique<Pausing>(seen); }));
    RunningServer running(std::move(router));
    WebSocketClient client;
    REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    for (std::uint8_t i = 0; i < 50; ++i) REQUIRE(client.send({i}));
    auto const connection = seen.paused.get_future().get();
    // What runs on the strand now comes after whatever the reader would have delivered.
    std::promise<std::size_t> count;
    connection->post([&] {
        std::lock_guard const lock(seen.mutex);
        count.set_value(seen.messages.size());
    });
    CHECK(count.get_future().get() == 1);
    connection->resume_reading();
    seen.all.get_future().wait();
    for (std::uint8_t i = 0; i < 50; ++i) CHECK(seen.messages[i] == i);
}

TEST_CASE("a peer that falls silent is let go; one that answers pings stays", "[net][websocket][limits]") {
    Echo::Ended ended;
    ServerOptions options;
    options.websocket_idle_ms_max = 2'000;  // a loaded machine must be able to answer a ping in half of it
    RunningServer running(echo_router(ended), options);
    WebSocketClient silent;
    REQUIRE(silent.connect(running.base() + "/sync", {}, pinned()));
    WebSocketClient answering;
    REQUIRE(answering.connect(running.base() + "/sync", {}, pinned()));
    // Waiting for a message runs the client, which answers the server's pings.
    auto const silent_ended = ended.first.get_future();
    while (silent_ended.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        auto const nothing = answering.receive(50);
        REQUIRE_FALSE(nothing);
        REQUIRE(nothing.error().code == "timeout");
    }
    {
        std::lock_guard const lock(ended.mutex);
        CHECK(ended.reasons == std::vector<std::string>{"1006 "});
    }
    REQUIRE(answering.send({1}));
    CHECK(answering.receive(patience_ms));
}

TEST_CASE("a stop says goodbye to every WebSocket", "[net][websocket]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    std::vector<WebSocketClient> clients(10);
    for (auto& client : clients) REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    std::thread stopping([&] { running.server().stop(); });
    for (auto& client : clients) CHECK(client.receive(patience_ms).error().message == "1001 server_stops");
    stopping.join();
    CHECK(running.server().connections() == 0);
    CHECK(ended.reasons.size() == 10);
}

TEST_CASE("a line that breaks ends the handler once, with 1006", "[net][websocket]") {
    Echo::Ended ended;
    RunningServer running(echo_router(ended));
    WebSocketClient client;
    REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    client.cut();
    ended.first.get_future().wait();
    running.server().stop();
    CHECK(ended.reasons == std::vector<std::string>{"1006 "});
}

TEST_CASE("ticks come while the connection lives and stop with it", "[net][websocket]") {
    struct Ticks {
        std::atomic<int> count{0};
        std::promise<void> third;
    } ticks;
    class Ticking final : public WebSocketHandler {
    public:
        explicit Ticking(Ticks& into) : ticks_(into) {}
        void on_open(std::shared_ptr<Connection>) override {}
        void on_message(Bytes) override {}
        void on_tick() override {
            if (++ticks_.count == 3) ticks_.third.set_value();
        }
        void on_closed(std::uint16_t, std::string_view) override {}

    private:
        Ticks& ticks_;
    };
    auto route = sync_route([&ticks] { return std::make_unique<Ticking>(ticks); });
    route.tick_ms = 1;
    Router router;
    router.add_websocket("/sync", std::move(route));
    RunningServer running(std::move(router));
    WebSocketClient client;
    REQUIRE(client.connect(running.base() + "/sync", {}, pinned()));
    ticks.third.get_future().wait();
    client.close();
    running.server().stop();
    CHECK(ticks.count >= 3);
}
