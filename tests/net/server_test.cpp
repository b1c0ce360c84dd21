#include "server/net/server.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "server/net/standard_routes.hpp"
#include "tests/net/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
Router echo_router() {
    Router router;
    router.add(Method::post, "/echo/{name}", [](HttpRequest const& request) {
        return json_response(200, std::string(request.param("name")) + ":" + request.body);
    });
    router.add(Method::get, "/throws", [](HttpRequest const&) -> HttpResponse { throw std::runtime_error("secret"); });
    router.add(Method::post, "/small", [](HttpRequest const&) { return json_response(200, "{}"); },
               {Lane::office, 100});
    return router;
}

/// A source that makes `size` bytes, telling its size or not.
class Made final : public BodySource {
public:
    Made(std::uint64_t size, bool tells) : size_(size), tells_(tells) {}
    [[nodiscard]] std::optional<std::uint64_t> size() const override {
        return tells_ ? std::optional(size_) : std::nullopt;
    }
    [[nodiscard]] Outcome<Bytes> read(std::uint64_t offset, std::size_t bytes_max) override {
        Bytes out(static_cast<std::size_t>(std::min<std::uint64_t>(bytes_max, size_ - offset)));
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>((offset + i) % 251);
        return out;
    }

private:
    std::uint64_t size_;
    bool tells_;
};

bool is_made(std::string_view body, std::uint64_t offset) {
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (static_cast<std::uint8_t>(body[i]) != (offset + i) % 251) return false;
    }
    return true;
}
}  // namespace

TEST_CASE("one connection answers one request after the other, also pipelined", "[net][server]") {
    RunningServer running(echo_router());
    for (bool const tls : {true, false}) {
        auto client = running.client(tls);
        for (int i = 0; i < 20; ++i) {
            auto const reply = client.request("POST", "/echo/n" + std::to_string(i), {}, "body");
            REQUIRE(reply);
            CHECK(reply->body == "n" + std::to_string(i) + ":body");
            CHECK(reply->keep_alive);
        }
        auto const two =
            HttpClient::request_text("POST", "/echo/a", {}, "1") + HttpClient::request_text("POST", "/echo/b", {}, "2");
        REQUIRE(client.send_raw(two));
        CHECK(client.read_reply()->body == "a:1");
        CHECK(client.read_reply()->body == "b:2");
    }
    CHECK(running.server().counts().accepted == 2);
}

TEST_CASE("what no route knows is refused in words", "[net][server]") {
    RunningServer running(echo_router());
    auto client = running.client();
    CHECK(client.request("GET", "/nowhere")->status == 404);
    auto const wrong = client.request("GET", "/echo/a");
    CHECK(wrong->status == 405);
    CHECK(wrong->headers.get("Allow") == "POST");
    CHECK(wrong->headers.get("Content-Type") == "application/problem+json");
    CHECK(client.request("BREW", "/echo/a")->status == 400);
    CHECK(client.request("GET", "/a/%2e%2e/b")->status == 400);
    CHECK(client.request("POST", "/echo/a", {}, "still here")->body == "a:still here");
}

TEST_CASE("a handler that throws costs one answer and tells nothing", "[net][server]") {
    RunningServer running(echo_router());
    auto client = running.client();
    auto const reply = client.request("GET", "/throws");
    CHECK(reply->status == 500);
    CHECK(reply->body.find("secret") == std::string::npos);
    CHECK(client.request("POST", "/echo/a", {}, "x")->status == 200);
}

TEST_CASE("a header over the limit is refused before it is kept", "[net][server][limits]") {
    RunningServer running(echo_router());
    auto client = running.client();
    Headers headers;
    headers.add("X-Long", std::string(20'000, 'a'));
    CHECK(client.request("POST", "/echo/a", headers, "x")->status == 431);
}

TEST_CASE("a body over its route's limit is refused, announced or not", "[net][server][limits]") {
    RunningServer running(echo_router());
    auto client = running.client();
    CHECK(client.request("POST", "/small", {}, std::string(100, 'a'))->status == 200);
    CHECK(client.request("POST", "/small", {}, std::string(101, 'a'))->status == 413);
    auto chunked = running.client();
    REQUIRE(chunked.send_raw("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" +
                             std::string(101, 'a') + "\r\n0\r\n\r\n"));
    CHECK(chunked.read_reply()->status == 413);
    auto fits = running.client();
    REQUIRE(fits.send_raw("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" +
                          std::string(100, 'a') + "\r\n0\r\n\r\n"));
    CHECK(fits.read_reply()->status == 200);
    auto huge = running.client();
    REQUIRE(huge.send_raw("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n"));
    CHECK(huge.read_reply()->status == 413);
}

TEST_CASE("garbage is answered with 400 and the line closed; the next client is served", "[net][server]") {
    RunningServer running(echo_router());
    auto garbage = running.client(false);
    REQUIRE(garbage.send_raw(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 nonsense\r\n\r\n", 24)));
    auto const reply = garbage.read_reply();
    REQUIRE(reply);
    CHECK(reply->status == 400);
    CHECK_FALSE(reply->keep_alive);
    for (auto const* text :
         {"GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "POST /small HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
          "POST /small HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
        CAPTURE(text);
        auto client = running.client(false);
        REQUIRE(client.send_raw(text));
        auto const answer = client.read_reply();
        REQUIRE(answer);
        CHECK(answer->status == 400);
    }
    auto plain_to_tls = HttpClient();
    REQUIRE(plain_to_tls.connect("http://127.0.0.1:" + std::to_string(running.server().port(0))));
    REQUIRE(plain_to_tls.send_raw("GET / HTTP/1.1\r\n\r\n"));
    CHECK(plain_to_tls.read_to_end());  // the server ends it
    CHECK(running.client().request("POST", "/echo/a", {}, "x")->status == 200);
}

TEST_CASE("who sends too slowly is let go", "[net][server][limits]") {
    // One limit is tiny at a time, so that a slow machine cannot run into another.
    ServerOptions options;
    SECTION("in the header") {
        options.header_ms_max = 30;
        RunningServer running(echo_router(), options);
        auto client = running.client(false);
        REQUIRE(client.send_raw("POST /echo/a HTTP/1.1\r\nHo"));
        auto const reply = client.read_reply();
        REQUIRE(reply);
        CHECK(reply->status == 408);
        CHECK(running.server().counts().timeouts >= 1);
    }
    SECTION("in the body") {
        options.body_ms_max = 30;
        RunningServer running(echo_router(), options);
        auto client = running.client(false);
        REQUIRE(client.send_raw("POST /echo/a HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"));
        auto const reply = client.read_reply();
        REQUIRE(reply);
        CHECK(reply->status == 408);
    }
    SECTION("between requests") {
        options.keep_alive_ms_max = 30;
        RunningServer running(echo_router(), options);
        auto const rest = running.client().read_to_end();
        REQUIRE(rest);
        CHECK(rest->empty());
    }
    SECTION("in the TLS handshake") {
        options.handshake_ms_max = 30;
        RunningServer running(echo_router(), options);
        HttpClient client;
        REQUIRE(client.connect("http://127.0.0.1:" + std::to_string(running.server().port(0))));
        CHECK(client.read_to_end());  // it sends nothing, and the server ends it
        CHECK(running.server().counts().timeouts == 1);
    }
}

TEST_CASE("bodies of any size and kind arrive whole, and in ranges", "[net][server]") {
    Router router;
    router.add(Method::get, "/known", [](HttpRequest const&) {
        HttpResponse response{200, {}, std::make_shared<Made>(1'000'000, true), true};
        response.headers.add("ETag", "\"k\"");
        return response;
    });
    router.add(Method::get, "/open", [](HttpRequest const&) {
        return HttpResponse{200, {}, std::make_shared<Made>(700'000, false)};
    });
    router.add(Method::get, "/shared", [](HttpRequest const&) {
        return HttpResponse{200, {}, std::make_shared<std::string const>(100'000, 'z')};
    });
    RunningServer running(std::move(router));
    auto client = running.client();
    auto const known = client.request("GET", "/known");
    REQUIRE(known);
    CHECK(known->body.size() == 1'000'000);
    CHECK(is_made(known->body, 0));
    Headers range;
    range.add("Range", "bytes=300000-899999");
    auto const part = client.request("GET", "/known", range);
    CHECK(part->status == 206);
    CHECK(part->body.size() == 600'000);
    CHECK(is_made(part->body, 300'000));
    auto const open = client.request("GET", "/open");
    CHECK(open->headers.get("Transfer-Encoding") == "chunked");
    CHECK(open->body.size() == 700'000);
    CHECK(is_made(open->body, 0));
    CHECK(client.request("GET", "/shared")->body == std::string(100'000, 'z'));
    CHECK(client.request("HEAD", "/known")->headers.get("Content-Length") == "1000000");
    CHECK(client.request("GET", "/shared")->status == 200);
}

TEST_CASE("a full queue of workers is answered at once with 503", "[net][server][limits]") {
    Gate gate;
    std::promise<void> entered;
    Router router;
    router.add(Method::get, "/slow", [&](HttpRequest const&) {
        entered.set_value();
        gate.wait();
        return json_response(200, "{}");
    });
    router.add(Method::get, "/next", [](HttpRequest const&) { return json_response(200, "{}"); });
    ServerOptions options;
    options.office_threads = 1;
    options.worker_queue_max = 1;
    RunningServer running(std::move(router), options);
    auto slow = running.client();
    REQUIRE(slow.send_raw("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    entered.get_future().wait();
    // Two more: one takes the only place in the queue, the other is refused while the worker is still busy.
    std::mutex mutex;
    std::vector<int> statuses;
    std::promise<void> first;
    auto const ask = [&] {
        auto client = running.client();
        auto const reply = client.request("GET", "/next");
        std::lock_guard const lock(mutex);
        statuses.push_back(reply ? reply->status : 0);
        if (statuses.size() == 1) first.set_value();
    };
    std::thread one(ask), two(ask);
    first.get_future().wait();
    gate.open();
    one.join();
    two.join();
    CHECK(statuses == std::vector<int>{503, 200});
    CHECK(slow.read_reply()->status == 200);
}

TEST_CASE("many connections at once are all served", "[net][server]") {
    RunningServer running(echo_router());
    constexpr int clients = 300;
    std::atomic<int> served{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            std::vector<HttpClient> open;
            for (int i = 0; i < clients / 4; ++i) open.push_back(running.client(t % 2 == 0));
            for (auto& client : open) {
                auto const reply = client.request("POST", "/echo/x", {}, "y");
                served += reply && reply->body == "x:y" ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(served == clients / 4 * 4);
}

TEST_CASE("past the limit of connections new ones are closed, old ones go on", "[net][server][limits]") {
    ServerOptions options;
    options.connections_max = 2;
    RunningServer running(echo_router(), options);
    auto one = running.client(false);
    auto two = running.client(false);
    CHECK(one.request("POST", "/echo/a", {}, "1")->status == 200);
    CHECK(two.request("POST", "/echo/a", {}, "1")->status == 200);
    HttpClient three;
    REQUIRE(three.connect(running.base(false)));
    CHECK(three.read_to_end()->empty());
    CHECK(one.request("POST", "/echo/a", {}, "1")->status == 200);
    CHECK(running.server().counts().refused == 1);
}

TEST_CASE("a stop lets the answer on its way out arrive", "[net][server]") {
    Gate gate;
    std::promise<void> entered;
    Router router;
    router.add(Method::get, "/slow", [&](HttpRequest const&) {
        entered.set_value();
        gate.wait();
        return json_response(200, "{\"late\":true}");
    });
    RunningServer running(std::move(router));
    auto client = running.client();
    auto idle = running.client();
    REQUIRE(client.send_raw("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    entered.get_future().wait();
    std::thread stopping([&] { running.server().stop(); });
    CHECK(idle.read_to_end()->empty());  // the stop has begun: it cut the idle one
    gate.open();
    auto const reply = client.read_reply();
    stopping.join();
    REQUIRE(reply);
    CHECK(reply->body == "{\"late\":true}");
    CHECK_FALSE(reply->keep_alive);
    HttpClient late;
    CHECK_FALSE(late.connect(running.base()));
    CHECK(running.lines().find("net.stopped drained=1") != std::string::npos);
}

TEST_CASE("health and identity are told to anyone", "[net][server]") {
    bool sick = false;
    Health health;
    health.add("store", [&sick]() -> Outcome<Unit> {
        if (sick) return Error{"disk_full", "no space on the store's disk"};
        return Unit{};
    });
    health.tell("seq", [] { return Health::Fact(std::uint64_t{48211}); });
    health.tell("version", [] { return Health::Fact(std::string("0.1.0")); });
    Router router;
    add_health(router, health);
    add_identity(router, some_keys());
    RunningServer running(std::move(router));
    auto client = running.client();
    CHECK(client.request("GET", "/healthz")->body ==
          R"({"checks":{"store":"ok"},"seq":48211,"status":"ok","version":"0.1.0"})");
    sick = true;
    auto const failing = client.request("GET", "/healthz");
    CHECK(failing->status == 503);
    CHECK(failing->body == R"({"checks":{"store":"disk_full"},"status":"unavailable"})");
    CHECK(failing->body.find("no space") == std::string::npos);
    auto const identity = client.request("GET", "/identity");
    CHECK(identity->body.find(to_hex(some_keys().identity.public_key())) != std::string::npos);
    CHECK(identity->body.find(to_hex(client.server_public_key())) != std::string::npos);
    CHECK(identity->body.find(to_hex(some_keys().identity.seed())) == std::string::npos);
}

TEST_CASE("the log names routes, not what was in them", "[net][log]") {
    RunningServer running(echo_router());
    auto client = running.client();
    CHECK(client.request("POST", "/small?code=SECRETCODE", {}, std::string(200, 's'))->status == 413);
    auto const lines = running.lines();
    CHECK(lines.find("http.answered method=POST route=(6_bytes)") == std::string::npos);
    CHECK(lines.find("route=/small status=413") != std::string::npos);
    CHECK(lines.find("SECRETCODE") == std::string::npos);
}
