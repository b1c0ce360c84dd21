#include <catch2/catch.hpp>

#include "tests/support/server_process.hpp"
#include "tests/support/socket_tablet.hpp"

using namespace mingcha;
using namespace mingcha::test;
namespace revoked_test {
namespace fs = std::filesystem;

namespace {
RecordName answer(Root const& visit, std::string const& item) {
    return {visit, RecordType::answer, Uuid::derived(visit.id, item)};
}

std::unique_ptr<SocketTablet> tablet_of(fs::path const& store, fs::path const& data, std::string const& base,
                                        char const* person, std::uint64_t seed) {
    auto out = std::make_unique<SocketTablet>(store, seed);
    auto const code = mingchad({"enrol", "--data", data.string(), "--person", person}).out.substr(0, 9);
    REQUIRE(out->enrol(base, code));
    REQUIRE(out->drain(base));
    return out;
}
}  // namespace

TEST_CASE("a revoked tablet hands in what it has, is told why it is held, and is given nothing; admitted it goes on",
          "[integration]") {
    TemporaryDirectory home;
    fs::path const data = home.path() / "server";
    REQUIRE(mingchad({"demo", "--data", data.string(), "--schools", "13"}).code == 0);
    std::unique_ptr<SocketTablet> lost, other;
    {
        ServerProcess server(data);
        lost = tablet_of(home.path() / "a", data, server.base(), "王建国", 1);
        other = tablet_of(home.path() / "b", data, server.base(), "张伟", 2);
        auto const refused = mingchad({"device", "revoke", lost->replica().identity().device.to_string(), "--reason",
                                       "lost", "--data", data.string()},
                                      Errors::with_the_rest);
        CHECK(refused.code != 0);
        CHECK(refused.out.find("already_served") != std::string::npos);
    }
    auto const id = lost->replica().identity().device.to_string();
    auto const list = mingchad({"device", "list", "--data", data.string()}).out;
    CHECK(list.find(id + "  王建国") != std::string::npos);
    CHECK(list.find("revoked") == std::string::npos);
    auto const unknown =
        mingchad({"device", "revoke", Uuid{{1}}.to_string(), "--reason", "lost", "--data", data.string()},
                 Errors::with_the_rest);
    CHECK(unknown.code != 0);
    CHECK(unknown.out.find("no_device") != std::string::npos);

    auto const visit = lost->shared_visit();
    lost->write(answer(visit, "M1.1"), "M1.1", "comment", "写在停用之前");
    REQUIRE(lost->replica().seal());
    REQUIRE(mingchad({"device", "revoke", id, "--reason", "left in a taxi", "--data", data.string()}).code == 0);
    CHECK(mingchad({"device", "list", "--data", data.string()}).out.find("revoked") != std::string::npos);
    {
        ServerProcess server(data);
        other->write(answer(visit, "M1.2"), "M1.2", "comment", "同事所写");
        REQUIRE(other->replica().seal());
        REQUIRE(other->drain(server.base()));
        // It is never called drained: what the centre has does not come.
        REQUIRE(lost->listen_until(server.base(), [&] { return lost->replica().queue_size()->batches == 0; }));
    }
    auto const held = *lost->replica().held();
    REQUIRE(held.size() == 1);
    CHECK(held.front().verdict.code == "revoked");
    CHECK(lost->replica().queue_size()->batches == 0);
    CHECK_FALSE(lost->replica().find(answer(visit, "M1.2"))->has_value());
    CHECK(mingchad({"export", "kept", "--data", data.string()}).out.find("\"code\":\"revoked\"") != std::string::npos);
    CHECK(mingchad({"export", "visits", "--data", data.string()}).out.find("写在停用之前") == std::string::npos);
    CHECK(mingchad({"audit", "verify", "--data", data.string()}).code == 0);

    REQUIRE(mingchad({"device", "admit", id, "--reason", "found again", "--data", data.string()}).code == 0);
    ServerProcess server(data);
    REQUIRE(lost->replica().retry(held.front().id));
    REQUIRE(lost->replica().seal());
    REQUIRE(lost->drain(server.base()));
    CHECK(lost->replica().queue_size()->held == 0);
    CHECK(lost->replica().find(answer(visit, "M1.2"))->has_value());
    CHECK(mingchad({"export", "visits", "--data", data.string()}).out.find("写在停用之前") != std::string::npos);
}

}  // namespace revoked_test
