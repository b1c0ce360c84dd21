#include <catch2/catch.hpp>

#include "server/net/prepare.hpp"
#include "server/net/standard_routes.hpp"

using namespace mingcha;

namespace {
HttpRequest get(std::string const& name = {}, std::string const& value = {}) {
    HttpRequest request;
    if (!name.empty()) request.headers.add(name, value);
    return request;
}

HttpResponse ranged(std::string body) {
    HttpResponse response{200, {}, std::move(body), true};
    response.headers.add("ETag", "\"v1\"");
    return response;
}

std::string segments_of(std::string_view target) {
    HttpRequest request;
    auto const parsed = parse_target(target, request);
    if (!parsed) return parsed.error().code;
    std::string out;
    for (auto const& segment : request.segments) out += "[" + segment + "]";
    return out;
}
}  // namespace

TEST_CASE("a path can only name what it says", "[net][http]") {
    CHECK(segments_of("/") == "");
    CHECK(segments_of("/a/b%20c?x=1") == "[a][b c]");
    CHECK(segments_of("/%E6%98%8E") == "[明]");
    for (auto const* bad : {"/../a", "/a/../b", "/a/%2e%2e/b", "/a//b", "/a/%2Fetc", "/a%5Cb", "/a%00b", "/a/./b",
                            "a/b", "http://x/a", "/%C0%AF", "/%zz", "/%4", "*"}) {
        CAPTURE(bad);
        auto const answer = segments_of(bad);
        CHECK((answer == "bad_target" || answer == "bad_encoding"));
    }
}

TEST_CASE("queries and cookies are read as they were meant", "[net][http]") {
    auto const query = parse_query("a=1&name=%E6%98%8E+x&empty=&flag");
    REQUIRE(query);
    CHECK(*query ==
          std::vector<std::pair<std::string, std::string>>{{"a", "1"}, {"name", "明 x"}, {"empty", ""}, {"flag", ""}});
    CHECK(parse_query("a=%ff").error().code == "bad_encoding");
    auto const request = get("Cookie", "other=1; session=abc=; last=z");
    CHECK(request.cookie("session") == "abc=");
    CHECK(request.cookie("last") == "z");
    CHECK(request.cookie("sess").empty());
}

TEST_CASE("a short route between two long ones does not hide the more literal of them", "[net][router]") {
    Router router;
    for (auto const* pattern : {"/api/v1/visits/{id}", "/metrics", "/api/v1/visits/options"})
        router.add(Method::get, pattern, [](HttpRequest const&) { return HttpResponse{}; });
    auto const match = router.match(Method::get, {"api", "v1", "visits", "options"});
    REQUIRE(match.route);
    CHECK(match.route->pattern == "/api/v1/visits/options");
}

TEST_CASE("the most literal route wins, whatever the order of adding", "[net][router]") {
    Router router;
    auto const say = [](std::string text) { return [text](HttpRequest const&) { return json_response(200, text); }; };
    router.add(Method::get, "/a/{rest...}", say("rest"));
    router.add(Method::get, "/a/{id}", say("id"));
    router.add(Method::get, "/a/new", say("new"));
    router.add(Method::post, "/a/{id}", say("post"));
    auto const found = [&](Method method, std::vector<std::string> const& path) {
        auto const match = router.match(method, path);
        return match.route ? match.route->pattern : "none allow=" + match.allow;
    };
    CHECK(found(Method::get, {"a", "new"}) == "/a/new");
    CHECK(found(Method::get, {"a", "7"}) == "/a/{id}");
    CHECK(found(Method::get, {"a", "7", "b"}) == "/a/{rest...}");
    CHECK(found(Method::head, {"a", "7"}) == "/a/{id}");
    CHECK(found(Method::post, {"a", "7"}) == "/a/{id}");
    CHECK(found(Method::del, {"b"}) == "none allow=");
    CHECK(found(Method::del, {"a", "7", "b"}) == "none allow=GET, HEAD");
    CHECK(router.match(Method::get, {"a", "7"}).params.at("id") == "7");
    CHECK(router.match(Method::get, {"a", "7", "b"}).params.at("rest") == "7/b");
}

TEST_CASE("ranges answer exactly the bytes that were asked for", "[net][range]") {
    using Range = std::optional<std::pair<std::uint64_t, std::uint64_t>>;
    CHECK(parse_range("bytes=0-3", 10) == Range({0, 4}));
    CHECK(parse_range("bytes=8-", 10) == Range({8, 2}));
    CHECK(parse_range("bytes=8-99", 10) == Range({8, 2}));
    CHECK(parse_range("bytes=-3", 10) == Range({7, 3}));
    CHECK(parse_range("bytes=-99", 10) == Range({0, 10}));
    CHECK(parse_range("bytes=10-", 10) == Range({0, 0}));
    CHECK(parse_range("bytes=-0", 10)->second == 0);
    for (auto const* whole :
         {"bytes=5-3", "bytes=0-1,4-5", "lines=0-1", "bytes=", "bytes=-", "bytes=a-b", "bytes=1-x"}) {
        CHECK_FALSE(parse_range(whole, 10));
    }
    auto const part = prepare(get("Range", "bytes=2-4"), ranged("0123456789"), true, 0);
    CHECK(part.offset == 2);
    CHECK(part.length == 3);
    CHECK(part.head.find("206 Partial Content\r\n") != std::string::npos);
    CHECK(part.head.find("Content-Range: bytes 2-4/10\r\n") != std::string::npos);
    auto changed = get("Range", "bytes=2-4");
    changed.headers.add("If-Range", "\"v0\"");
    CHECK(prepare(changed, ranged("0123456789"), true, 0).length == 10);
    CHECK(prepare(get("Range", "bytes=10-"), ranged("0123456789"), true, 0).head.find(" 416 ") != std::string::npos);
}

TEST_CASE("what the client has is not sent again", "[net][etag]") {
    auto const same = prepare(get("If-None-Match", "\"v0\", W/\"v1\""), ranged("x"), true, 0);
    CHECK(same.head.starts_with("HTTP/1.1 304 "));
    CHECK_FALSE(same.send_body);
    CHECK(prepare(get("If-None-Match", "\"v0\""), ranged("x"), true, 0).head.starts_with("HTTP/1.1 200 "));
}

TEST_CASE("HEAD says what GET would, without the body", "[net][http]") {
    auto request = get();
    request.method = Method::head;
    auto const head = prepare(request, ranged("0123456789"), true, 0);
    CHECK_FALSE(head.send_body);
    CHECK(head.head.find("Content-Length: 10\r\n") != std::string::npos);
}

TEST_CASE("every response carries the security fields; a handler may choose its own", "[net][http]") {
    auto response = json_response(200, "{}");
    response.headers.add("Cache-Control", "private, max-age=60");
    auto const head = prepare(get(), response, false, 1'700'000'000'000).head;
    CHECK(head.find("Content-Security-Policy: default-src 'self'") != std::string::npos);
    CHECK(head.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
    CHECK(head.find("X-Frame-Options: DENY\r\n") != std::string::npos);
    CHECK(head.find("Date: Tue, 14 Nov 2023 22:13:20 GMT\r\n") != std::string::npos);
    CHECK(head.find("no-store") == std::string::npos);
    CHECK(head.find("Connection: close\r\n") != std::string::npos);
}

TEST_CASE("a value with a line break writes no field of its own", "[net][http]") {
    auto response = json_response(200, "{}");
    response.headers.add("Location", "/a\r\nSet-Cookie: evil=1");
    CHECK(prepare(get(), response, true, 0).head.find("evil") == std::string::npos);
}

TEST_CASE("assets come in the smallest form that the browser takes", "[net][assets]") {
    CHECK(accepts_coding("gzip, deflate, br", "br"));
    CHECK(accepts_coding("*", "br"));
    CHECK_FALSE(accepts_coding("gzip, br;q=0", "br"));
    CHECK_FALSE(accepts_coding("*;q=0, gzip", "br"));
    CHECK_FALSE(accepts_coding("", "gzip"));
    Router router;
    add_assets(router, {{"/app.js", "text/javascript", "plain", "zipped", "brotli", "abc", true}});
    auto const match = router.match(Method::get, {"app.js"});
    REQUIRE(match.route);
    auto const& handler = std::get<HttpHandler>(match.route->target);
    auto const fetch = [&](std::string const& codings) { return handler(get("Accept-Encoding", codings)); };
    CHECK(fetch("gzip").headers.get("Content-Encoding") == "gzip");
    CHECK(fetch("br, gzip").headers.get("ETag") == "\"abc-br\"");
    CHECK(fetch("").headers.get("ETag") == "\"abc\"");
    CHECK(fetch("").headers.get("Cache-Control").find("immutable") != std::string_view::npos);
}
