#include "server/net/tls_identity.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/net/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr std::int64_t now_ms = 1'790'000'000'000;

Router hello_router() {
    Router router;
    router.add(Method::get, "/hello", [](HttpRequest const&) { return json_response(200, "{}"); });
    return router;
}
}  // namespace

TEST_CASE("keys are made once, are private to the server, and stay the same", "[net][identity]") {
    TemporaryDirectory directory;
    SeededRandom random(7);
    auto const first = open_server_keys(directory.path() / "keys", random, now_ms);
    REQUIRE(first);
    for (auto const* name : {"identity.key", "box.key", "tls.key", "tls.crt"}) {
        struct stat facts {};
        REQUIRE(::stat((directory.path() / "keys" / name).c_str(), &facts) == 0);
        CHECK((facts.st_mode & 0777) == 0600);
    }
    auto const again = open_server_keys(directory.path() / "keys", random, now_ms);
    REQUIRE(again);
    CHECK(again->identity.public_key() == first->identity.public_key());
    CHECK(again->box.public_key == first->box.public_key);
    CHECK(again->tls_public_key == first->tls_public_key);
}

TEST_CASE("the identity vouches for its TLS key and for no other", "[net][identity][law]") {
    TemporaryDirectory one, two;
    SeededRandom random(8);
    auto const mine = open_server_keys(one.path(), random, now_ms);
    auto const other = open_server_keys(two.path(), random, now_ms);
    REQUIRE(mine);
    REQUIRE(other);
    CHECK(verify_server_identity(mine->identity.public_key(), mine->tls_public_key, mine->proof));
    CHECK_FALSE(verify_server_identity(mine->identity.public_key(), other->tls_public_key, mine->proof));
    CHECK_FALSE(verify_server_identity(mine->identity.public_key(), other->tls_public_key, other->proof));
}

TEST_CASE("a new certificate keeps the trust of tablets that pinned the identity", "[net][identity]") {
    TemporaryDirectory one, two;
    SeededRandom random(9);
    auto const mine = open_server_keys(one.path(), random, now_ms);
    auto const other = open_server_keys(two.path(), random, now_ms);
    REQUIRE(mine);
    auto const renewed = with_certificate(*mine, other->tls_certificate_pem, other->tls_key_pem);
    REQUIRE(renewed);
    CHECK(renewed->tls_public_key == other->tls_public_key);
    CHECK(verify_server_identity(mine->identity.public_key(), renewed->tls_public_key, renewed->proof));
    CHECK(with_certificate(*mine, other->tls_certificate_pem, mine->tls_key_pem).error().code == "keys_unreadable");
}

TEST_CASE("a damaged or missing identity is an error, never a new identity", "[net][identity]") {
    TemporaryDirectory directory;
    SeededRandom random(10);
    REQUIRE(open_server_keys(directory.path(), random, now_ms));
    std::ofstream(directory.path() / "identity.key") << "not a key";
    CHECK(open_server_keys(directory.path(), random, now_ms).error().code == "keys_unreadable");
    std::filesystem::remove(directory.path() / "identity.key");
    CHECK(open_server_keys(directory.path(), random, now_ms).error().code == "keys_unreadable");
}

TEST_CASE("TLS shows the certificate whose key the identity signed", "[net][tls]") {
    RunningServer running(hello_router());
    auto client = running.client();
    CHECK(client.server_public_key() == some_keys().tls_public_key);
    auto const reply = client.request("GET", "/hello");
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->headers.has("Strict-Transport-Security"));
    auto plain = running.client(false);
    CHECK_FALSE(plain.request("GET", "/hello")->headers.has("Strict-Transport-Security"));
}

TEST_CASE("without TLS only the loopback is served", "[net][tls]") {
    SystemClock clock;
    Log log(clock, [](std::string_view) {});
    ServerOptions options;
    options.listen = {{"0.0.0.0", 0, false}};
    auto const started = Server::start(options, hello_router(), some_keys(), log);
    REQUIRE_FALSE(started);
    CHECK(started.error().code == "plain_not_loopback");
}
