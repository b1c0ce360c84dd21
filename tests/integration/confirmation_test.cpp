#include <catch2/catch.hpp>

#include "tests/support/inspector.hpp"
#include "tests/support/server_process.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr char const* demo_code = "135790";

/// An office of its own with its server, and 王建国 at a school with the fire list, feedback given.
struct AtSchool {
    TemporaryDirectory home;
    std::filesystem::path data = home.path() / "server";
    bool made = mingchad({"demo", "--data", data.string()}).code == 0;
    ServerProcess server{data};
    SocketTablet tablet{home.path() / "tablet", 11};
    std::optional<Inspector> inspector;
    Uuid finding;

    AtSchool() {
        REQUIRE(made);
        auto const code = mingchad({"enrol", "--data", data.string(), "--person", "王建国"}).out.substr(0, 9);
        REQUIRE(tablet.enrol(server.base(), code));
        REQUIRE(tablet.drain(server.base()));
        auto const visit = tablet.planned_visit("FIRE");
        REQUIRE_FALSE(visit.id.is_nil());
        inspector.emplace(tablet, visit, 12);
        inspector->check_in();
        finding = inspector->finding("X1.1", "消防通道堆物", 'B');
        inspector->answer_the_rest();
        inspector->give_feedback("消防设施齐全。");
    }
    /// Hands in, and waits for what the server says of the confirmation: it pushes the result to a tablet that listens.
    std::string result_of(Uuid const& confirmation) {
        REQUIRE(tablet.drain(server.base()));
        REQUIRE(tablet.listen_until(server.base(), [&] { return !inspector->code_result(confirmation).empty(); }));
        return inspector->code_result(confirmation);
    }
};
}  // namespace

TEST_CASE("the liaison officer's own code makes the confirmation his, and the tablet is told", "[integration]") {
    AtSchool at;
    auto const confirmation = at.inspector->confirm({.code = demo_code});
    at.inspector->submit();
    CHECK(at.result_of(confirmation) == "ok");
    for (auto const* act : {"VT05", "VT09", "VT11", "VT14"}) {
        INFO(act);
        CHECK(at.inspector->ruling(at.inspector->step_of(act)) == "in_force");
    }
    at.server.stop();
    CHECK(mingchad({"audit", "verify", "--data", at.data.string()}).code == 0);
}

TEST_CASE("a wrong code is told as wrong and leaves the signature standing", "[integration]") {
    AtSchool at;
    auto const confirmation = at.inspector->confirm({.code = "246810"});
    at.inspector->submit();
    CHECK(at.result_of(confirmation) == "wrong");
    CHECK(at.inspector->ruling(at.inspector->step_of("VT11")) == "in_force");
    CHECK(at.inspector->ruling(at.inspector->step_of("VT14")) == "in_force");
}

TEST_CASE("a code that is made anew is the one that counts, and opens a locked one", "[integration]") {
    AtSchool at;
    auto const school =
        (*at.tablet.replica().find({at.inspector->visit(), RecordType::visit, at.inspector->visit().id}))
            ->value("unit")
            .id();
    auto const liaison =
        (*at.tablet.replica().find({{RootKind::unit, school}, RecordType::unit, school}))->value("liaison").id();
    for (int i = 0; i < 5; ++i) CHECK(at.result_of(at.inspector->confirm({.code = "246810"})) == "wrong");
    CHECK(at.result_of(at.inspector->confirm({.code = demo_code})) == "wrong");  // locked
    auto const made = mingchad({"code", "--data", at.data.string(), "--person", liaison.to_string()});
    REQUIRE(made.code == 0);
    CHECK(at.result_of(at.inspector->confirm({.code = made.out.substr(0, 6)})) == "ok");
    auto const refused = mingchad({"code", "--data", at.data.string(), "--person", "王建国"}, Errors::with_the_rest);
    CHECK(refused.code != 0);
    CHECK(refused.out.find("王建国") != std::string::npos);
}

TEST_CASE("a dissent on the inspector's tablet is ruled on as the school's", "[integration]") {
    AtSchool at;
    auto const confirmation = at.inspector->confirm({.choice = "dissent", .code = demo_code, .finding = at.finding});
    CHECK(at.result_of(confirmation) == "ok");
    CHECK(at.inspector->ruling(at.inspector->step_of("VT12")) == "in_force");
}

TEST_CASE("the school's answer comes into force only over the hash of the newest feedback, named by both",
          "[integration]") {
    AtSchool at;
    std::vector<std::pair<Uuid, std::string>> refused;
    for (auto const* choice : {"confirm", "dissent"})
        for (auto const& [names_hash, seen] :
             {std::pair(false, false), std::pair(false, true), std::pair(true, false)}) {
            at.inspector->confirm({.choice = choice, .finding = at.finding, .names_hash = names_hash, .seen = seen});
            auto const act = std::string(choice) == "confirm" ? "VT11" : "VT12";
            refused.emplace_back(at.inspector->step_of(act), act);
        }
    at.inspector->confirm({});
    REQUIRE(at.tablet.drain(at.server.base()));
    REQUIRE(at.tablet.listen_until(at.server.base(),
                                   [&] { return !at.inspector->ruling(at.inspector->step_of("VT11")).empty(); }));
    for (auto const& [step, act] : refused) {
        INFO(act);
        CHECK(at.inspector->ruling(step) == "not_allowed");
    }
    CHECK(at.inspector->ruling(at.inspector->step_of("VT11")) == "in_force");
}

TEST_CASE("an inspector cannot confirm or dissent without the school's answer, nor with that to another feedback",
          "[integration]") {
    AtSchool at;
    auto const bare = at.inspector->step("VT11", {}, "", true);
    auto const bare_dissent = at.inspector->step("VT12", {}, "不同意", true);
    auto const nobodys = at.inspector->step("VT11", {{"confirmation", Value(at.finding)}}, "", true);
    auto const first = at.inspector->confirm({.code = demo_code});
    at.inspector->step("VT10");
    at.inspector->give_feedback("消防设施齐全，通道已清理。");
    auto const stale = at.inspector->step("VT11", {{"confirmation", Value(first)}}, "", true);
    REQUIRE(at.tablet.drain(at.server.base()));
    REQUIRE(at.tablet.listen_until(at.server.base(), [&] { return !at.inspector->ruling(stale).empty(); }));
    for (auto const& step : {bare, bare_dissent, nobodys, stale}) CHECK(at.inspector->ruling(step) == "not_allowed");
    at.inspector->confirm({});
    CHECK(at.result_of(first) == "ok");
    CHECK(at.inspector->ruling(at.inspector->step_of("VT11")) == "noted");  // beside the first, whose feedback stood
}
