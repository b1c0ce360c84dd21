#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
Headers with(Office::Browser const& browser) {
    Headers out;
    out.add("Cookie", browser.cookie);
    return out;
}
Json next_message(WebSocketClient& from) {
    auto const message = from.receive(20'000);
    REQUIRE(message);
    return Json::parse(as_text(*message));
}
}  // namespace

TEST_CASE("over a socket: sign in, 304 for an unchanged page, 401 without a session", "[api][socket]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12").to_string();
    RunningServer const running(office.router);
    auto client = running.client();
    auto const signed_in =
        client.request("POST", "/api/v1/session", {}, R"({"name":"zhang","password":"mingcha-demo"})");
    REQUIRE((signed_in && signed_in->status == 200));
    std::string const cookie(signed_in->headers.get("Set-Cookie"));
    CHECK(cookie.find("Secure") != std::string::npos);
    Headers headers;
    headers.add("Cookie", cookie.substr(0, cookie.find(';')));
    for (std::string const target : {"/api/v1/visits", "/api/v1/visits/options", "/api/v1/session"}) {
        auto const first = client.request("GET", target, headers);
        REQUIRE((first && first->status == 200));
        CHECK(first->headers.get("Cache-Control") == "no-store");
        auto again = headers;
        again.add("If-None-Match", first->headers.get("ETag"));
        auto const second = client.request("GET", target, again);
        REQUIRE(second);
        CHECK(second->status == 304);
        CHECK(second->body.empty());
    }
    auto const page = client.request("GET", "/api/v1/visits/" + visit, headers);
    REQUIRE((page && page->status == 200));
    CHECK(Json::parse(page->body)["id"] == visit);
    CHECK(client.request("GET", "/api/v1/visits")->status == 401);
    auto foreign = headers;
    foreign.add("X-CSRF-Token", Json::parse(signed_in->body)["csrf"].get<std::string>());
    foreign.add("Origin", "https://elsewhere.example");
    CHECK(client.request("DELETE", "/api/v1/session", foreign)->status == 403);
}

TEST_CASE("the live feed names changed visits to those who may see them, and to nobody else", "[api][socket]") {
    Office office;
    auto const zhang = office.sign_in("zhang"), sun = office.sign_in("sun");
    RunningServer const running(office.router);
    std::string const url = "wss" + running.base().substr(5) + "/live";
    WebSocketClient::Options options;
    options.subprotocol.clear();
    options.binary = false;
    WebSocketClient here, there, stranger;
    REQUIRE(here.connect(url, with(zhang), options));
    REQUIRE(there.connect(url, with(sun), options));
    CHECK(next_message(here)["kind"] == "hello");
    CHECK(next_message(there)["kind"] == "hello");
    auto const lixia = office.plan(office.school, "2026-06-12").to_string();
    auto const shizhong = office.plan(office.other_school, "2026-06-12").to_string();
    auto const message = next_message(here);
    CHECK(message["kind"] == "visit");
    CHECK(message["id"] == lixia);
    CHECK(message["seq"].is_number());
    CHECK(next_message(there)["id"] == shizhong);  // its first news: nothing of the other district came before
    auto const refused = stranger.connect(url, {}, options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("401") != std::string::npos);
}
