#include <catch2/catch.hpp>

#include "tests/support/server_process.hpp"
#include "tests/support/socket_tablet.hpp"

using namespace mingcha;
using namespace mingcha::test;
namespace fs = std::filesystem;

namespace {
Value verdict(char const* level) {
    return Value::Map{{"l", level}};
}

RecordName answer(Root const& visit, std::string const& item) {
    return {visit, RecordType::answer, Uuid::derived(visit.id, item)};
}

std::string code_for(fs::path const& data, std::string const& person) {
    auto ran = mingchad({"enrol", "--data", data.string(), "--person", person});
    REQUIRE(ran.code == 0);
    return ran.out.substr(0, 9);
}

void make_demo(fs::path const& data) {
    REQUIRE(mingchad({"demo", "--data", data.string(), "--schools", "13"}).code == 0);
}

void enrol(SocketTablet& tablet, std::string const& base, fs::path const& data, char const* person) {
    auto const done = tablet.enrol(base, code_for(data, person));
    INFO((done ? "" : done.error().message));
    REQUIRE(done);
}
}  // namespace

TEST_CASE(
    "two tablets answer one planned visit apart: either order of syncing gives the same records, both answers kept",
    "[integration]") {
    TemporaryDirectory home;
    fs::path const data = home.path() / "server";
    make_demo(data);
    Root visit;
    {
        ServerProcess server(data);
        SocketTablet a(home.path() / "a", 1), b(home.path() / "b", 2);
        enrol(a, server.base(), data, "王建国");
        enrol(b, server.base(), data, "张伟");
        REQUIRE((a.drain(server.base()) && b.drain(server.base())));
        visit = a.shared_visit();
        REQUIRE_FALSE(visit.id.is_nil());
        REQUIRE(b.shared_visit() == visit);
        server.stop();
        a.write(answer(visit, "M1.1"), "M1.1", "verdict", verdict("2"));
        b.write(answer(visit, "M1.1"), "M1.1", "verdict", verdict("0"));
        a.write(answer(visit, "M1.2"), "M1.2", "verdict", verdict("1"));
        b.write(answer(visit, "M1.3"), "M1.3", "comment", "二楼东侧");
        REQUIRE((a.replica().seal() && b.replica().seal()));
    }
    std::string exports[2];
    for (int order = 0; order < 2; ++order) {
        fs::path const copy = home.path() / std::to_string(order);
        fs::create_directories(copy);
        fs::copy(data, copy / "server", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
        for (auto const* name : {"a", "b"}) fs::copy(home.path() / name, copy / name);
        ServerProcess server(copy / "server");
        SocketTablet a(copy / "a", 3), b(copy / "b", 4);
        auto& first = order == 0 ? a : b;
        auto& second = order == 0 ? b : a;
        REQUIRE((first.drain(server.base()) && second.drain(server.base()) && first.drain(server.base())));
        for (auto* tablet : {&a, &b}) {
            auto const both = **tablet->replica().find(answer(visit, "M1.1"));
            CHECK(both.versions("verdict").size() == 2);
            CHECK(conflicts(both).size() == 1);
            CHECK(tablet->replica().find(answer(visit, "M1.2"))->has_value());
            CHECK(tablet->replica().find(answer(visit, "M1.3"))->has_value());
        }
        server.stop();
        exports[order] = mingchad({"export", "visits", "--data", (copy / "server").string(), "--format", "ndjson"}).out;
        CHECK(mingchad({"audit", "verify", "--data", (copy / "server").string()}).code == 0);
    }
    CHECK(exports[0].find("M1.3") != std::string::npos);
    CHECK(exports[0] == exports[1]);
}

TEST_CASE("a server killed at any moment loses no acknowledged write and doubles none", "[integration]") {
    TemporaryDirectory home;
    fs::path const data = home.path() / "server";
    make_demo(data);
    SocketTablet tablet(home.path() / "a", 5);
    std::uint64_t const seed = 20261124;
    INFO("seed " << seed);
    SeededRandom random(seed);
    Root visit;
    {
        ServerProcess server(data);
        enrol(tablet, server.base(), data, "王建国");
        REQUIRE(tablet.drain(server.base()));
        visit = tablet.shared_visit();
    }
    int written = 0;
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 4; ++i, ++written) {
            auto const item = "X" + std::to_string(written % 17);
            tablet.write(answer(visit, item), item, "comment", std::to_string(written));
            REQUIRE(tablet.replica().seal());
        }
        ServerProcess server(data);
        (void)tablet.sync(server.base(), static_cast<int>(random.below(9)));
        server.kill_hard();
    }
    ServerProcess server(data);
    REQUIRE(tablet.drain(server.base()));
    auto const queue = *tablet.replica().queue_size();
    CHECK((queue.batches == 0 && queue.open_deltas == 0 && queue.held == 0));
    server.stop();
    for (int i = 0; i < 17; ++i) {
        auto const item = "X" + std::to_string(i);
        auto const shown = **tablet.replica().find(answer(visit, item));
        CHECK(shown.versions("comment").size() == 1);
    }
    auto const ran = mingchad({"audit", "verify", "--data", data.string()});
    INFO(ran.out);
    CHECK(ran.code == 0);
    CHECK(ran.out.find(" 40 batches, 40 receipts") != std::string::npos);
}

TEST_CASE("a used, a wrong and an unknown enrolment code are refused by name", "[integration]") {
    TemporaryDirectory home;
    fs::path const data = home.path() / "server";
    make_demo(data);
    ServerProcess server(data);
    auto const code = code_for(data, "王建国");
    SocketTablet a(home.path() / "a", 6), b(home.path() / "b", 7);
    CHECK(a.enrol(server.base(), "AAAA-AAAA").error().code == "code_unknown");
    REQUIRE(a.enrol(server.base(), code));
    CHECK(b.enrol(server.base(), code).error().code == "code_used");
    CHECK(a.enrol(server.base(), code));  // the answer was lost on its way: the same tablet may ask again
    CHECK(b.enrol(server.base(), code).error().code == "code_used");
    CHECK(mingchad({"enrol", "--data", data.string(), "--person", "nobody"}).code == 1);
    CHECK(mingchad({"demo", "--data", data.string()}).code == 1);
}
