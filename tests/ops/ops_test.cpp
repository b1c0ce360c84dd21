#include <catch2/catch.hpp>
#include <fstream>

#include "server/net/standard_routes.hpp"
#include "server/ops/files.hpp"
#include "server/ops/log.hpp"
#include "tests/net/world.hpp"

using namespace mingcha;

TEST_CASE("a log line holds time, level, event and plain words only", "[ops][log]") {
    FakeClock clock(1'700'000'000'123);
    std::string lines;
    Log log(clock, [&lines](std::string_view line) { lines.append(line); });
    SeededRandom random(1);
    auto const id = Uuid::v7(1'700'000'000'000, random);
    log.info("visit.merged", {{"visit", id}, {"rows", 45}, {"code", "not_found"}});
    CHECK(lines == "2023-11-14T22:13:20.123Z info visit.merged visit=" + id.to_string() + " rows=45 code=not_found\n");
}

TEST_CASE("a name or an answer cannot get into the log", "[ops][log][law]") {
    FakeClock clock;
    std::string lines;
    Log log(clock, [&lines](std::string_view line) { lines.append(line); });
    log.info("a",
             {{"x", "王小明"}, {"y", "two words"}, {"z", "line\nbreak=1"}, {"w", std::string(81, 'a')}, {"e", ""}});
    CHECK(lines.find("x=(9_bytes) y=(9_bytes) z=(12_bytes) w=(81_bytes) e=(0_bytes)\n") != std::string::npos);
    log.write(LogLevel::debug, "below");
    CHECK(lines.find("below") == std::string::npos);
}

TEST_CASE("a small file is there whole or not at all", "[ops][files]") {
    test::TemporaryDirectory directory;
    auto const path = directory.path() / "a" / "b" / "file";
    REQUIRE(make_private_directory(path.parent_path()));
    CHECK_FALSE(read_file_if_there(path)->has_value());
    REQUIRE(write_file_durably(path, "one"));
    REQUIRE(write_file_durably(path, "two"));
    CHECK(**read_file_if_there(path) == "two");
    CHECK_FALSE(std::filesystem::exists(path.string() + ".new"));
    CHECK(write_file_durably(directory.path() / "missing" / "file", "x").error().code == "file_error");
}

TEST_CASE("metrics are lines that Prometheus reads, for callers on this machine only", "[ops][metrics]") {
    Metrics metrics;
    metrics.add(Metrics::Kind::gauge, "sync_sessions", "tablets connected now", [] { return 3; });
    metrics.add(Metrics::Kind::counter, "batches_total", "batches", "answer",
                {{"stored", [] { return 12; }}, {"again", [] { return 0.5; }}});
    CHECK(metrics.text() ==
          "# HELP mingcha_sync_sessions tablets connected now\n# TYPE mingcha_sync_sessions gauge\n"
          "mingcha_sync_sessions 3\n"
          "# HELP mingcha_batches_total batches\n# TYPE mingcha_batches_total counter\n"
          "mingcha_batches_total{answer=\"stored\"} 12\nmingcha_batches_total{answer=\"again\"} 0.5\n");
    Router router;
    add_metrics(router, metrics);
    auto const answer = [&](char const* peer) {
        HttpRequest request;
        request.peer = peer;
        auto const match = router.match(Method::get, {"metrics"});
        REQUIRE(match.route);
        return std::get<HttpHandler>(match.route->target)(request).status;
    };
    for (auto const* here : {"127.0.0.1", "::1", "::ffff:127.0.0.1"}) CHECK(answer(here) == 200);
    for (auto const* elsewhere : {"10.0.0.7", "fe80::1", "::ffff:10.0.0.7", ""}) CHECK(answer(elsewhere) == 403);
}
