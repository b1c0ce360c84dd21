#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "bench/transport/http_client.hpp"
#include "tests/support/inspector.hpp"
#include "tests/support/server_process.hpp"

// The cases of DOMAIN.md 6.5, each by its number: real tablets and server, and what the office is shown of it.

using namespace mingcha;
using namespace mingcha::test;

namespace conflicts_test {
namespace {
using Json = nlohmann::json;

/// An office, 王建国 who leads the visits and 张伟 who comes along.
struct Office {
    TemporaryDirectory home;
    std::filesystem::path data = home.path() / "server";
    bool made = mingchad({"demo", "--data", data.string()}).code == 0;
    std::optional<ServerProcess> server{std::in_place, data};
    SocketTablet lead{home.path() / "lead", 31}, second{home.path() / "second", 32};
    Root visit;

    Office() {
        REQUIRE(made);
        for (auto [tablet, person] : {std::pair(&lead, "王建国"), std::pair(&second, "张伟")}) {
            auto const code = mingchad({"enrol", "--data", data.string(), "--person", person}).out.substr(0, 9);
            REQUIRE(tablet->enrol(server->base(), code));
            REQUIRE(tablet->drain(server->base()));
        }
        visit = lead.shared_visit();
        REQUIRE(second.shared_visit() == visit);
    }
    /// Each hands in what it has, then each gets the other's.
    void meet() {
        for (auto* tablet : {&lead, &second, &lead, &second}) {
            REQUIRE(tablet->replica().seal());
            REQUIRE(tablet->drain(server->base()));
        }
    }
    /// The visit as the console gets it.
    Json shown(Root const& which) {
        HttpClient browser;
        REQUIRE(browser.connect(server->base()));
        Headers headers;
        headers.add("Content-Type", "application/json");
        auto const session =
            browser.request("POST", "/api/v1/session", headers, R"({"name":"lixia","password":"mingcha-demo"})");
        REQUIRE((session && session->status == 200));
        auto const cookie = session->headers.get("Set-Cookie");
        Headers known;
        known.add("Cookie", cookie.substr(0, cookie.find(';')));
        auto const reply = browser.request("GET", "/api/v1/visits/" + which.id.to_string(), known);
        REQUIRE((reply && reply->status == 200));
        return Json::parse(reply->body);
    }
    Json shown() { return shown(visit); }
};

RecordName answer(Root const& visit, std::string const& item) {
    return {visit, RecordType::answer, Uuid::derived(visit.id, item)};
}
Value verdict(char const* level) {
    return Value::Map{{"l", level}};
}
std::set<std::string> authors(Json const& siblings) {
    std::set<std::string> out;
    for (auto const& one : siblings) out.insert(one["author"]["name"].get<std::string>());
    return out;
}
}  // namespace

TEST_CASE(
    "CF01: two answers of one item stand side by side, for the lead to settle; two settlements are a difference again",
    "[integration][conflicts]") {
    Office at;
    auto const name = answer(at.visit, "M1.1");
    at.lead.write(name, "M1.1", "verdict", verdict("2"));
    at.second.write(name, "M1.1", "verdict", verdict("0"));
    at.meet();
    auto const both = at.shown();
    REQUIRE(both["conflicts"].size() == 1);
    auto const& difference = both["conflicts"][0];
    CHECK(difference["rule"] == "CF01");
    CHECK(difference["key"] == "M1.1");
    CHECK(difference["field"] == "verdict");
    CHECK(difference["settles"]["role"] == "lead");
    CHECK(difference["settles"]["person"]["name"] == "王建国");
    CHECK(authors(difference["siblings"]) == std::set<std::string>{"王建国", "张伟"});
    for (auto const& side : difference["siblings"]) CHECK(side["time"].get<std::int64_t>() > 0);

    // Both settle it offline, each having seen both sides: that is a difference anew, and nothing of the first is lost from the log.
    at.lead.write(name, "M1.1", "verdict", verdict("1"));
    at.second.write(name, "M1.1", "verdict", verdict("0"));
    at.meet();
    auto const again = at.shown();
    REQUIRE(again["conflicts"].size() == 1);
    CHECK(again["conflicts"][0]["siblings"].size() == 2);

    at.lead.write(name, "M1.1", "verdict", verdict("1"));
    at.meet();
    CHECK(at.shown()["conflicts"].empty());
    for (auto* tablet : {&at.lead, &at.second}) CHECK((*tablet->replica().find(name))->versions("verdict").size() == 1);
}

TEST_CASE("CF02: a signature counts for the feedback that was signed; what was changed since is shown beside it",
          "[integration][conflicts]") {
    Office at;
    auto const visit = at.lead.planned_visit("FIRE");
    Inspector inspector(at.lead, visit, 33);
    inspector.check_in();
    inspector.answer_the_rest();
    inspector.give_feedback("消防设施齐全。");
    auto const confirmation = inspector.confirm({});
    at.meet();
    auto const before = at.shown(visit);
    REQUIRE(before["confirmations"].size() == 1);
    CHECK(before["confirmations"][0]["content_matches"] == true);
    inspector.say("消防设施齐全，通道已清理。");
    at.meet();
    auto const after = at.shown(visit);
    CHECK(after["confirmations"][0]["id"] == confirmation.to_string());
    CHECK(after["confirmations"][0]["content_matches"] == false);
    REQUIRE(after["addenda"].size() == 1);
    CHECK(after["addenda"].dump().find("通道已清理") != std::string::npos);
}

TEST_CASE("CF05: a list that is published meanwhile leaves the visit under way with its own",
          "[integration][conflicts]") {
    Office at;
    auto const visit = at.lead.planned_visit("FIRE");
    Inspector inspector(at.lead, visit, 34);
    inspector.check_in();
    at.meet();
    auto const pinned = at.shown(visit)["checklist"];
    at.server.reset();
    auto list = Json::parse(std::ifstream(MC_FIRE_LIST));
    list["version"] = "2099.1";
    std::ofstream(at.home.path() / "list.json") << list.dump();
    REQUIRE(
        mingchad({"import", "checklist", (at.home.path() / "list.json").string(), "--data", at.data.string()}).code ==
        0);
    at.server.emplace(at.data);
    at.meet();
    inspector.answer_the_rest();
    inspector.give_feedback("消防设施齐全。");
    inspector.confirm({});
    inspector.submit();
    at.meet();
    auto const shown = at.shown(visit);
    CHECK(shown["checklist"] == pinned);
    CHECK(shown["checklist"].dump().find("2099.1") == std::string::npos);
    CHECK(shown["state"] == "submitted");
    auto const lists = *at.lead.replica().records(RecordType::checklist);
    CHECK(std::ranges::any_of(lists, [](Record const& one) { return one.value("version").text() == "2099.1"; }));
}

TEST_CASE("CF09: a finding that both raise on one item is kept as two, each with a link to the other",
          "[integration][conflicts]") {
    Office at;
    Inspector lead(at.lead, at.visit, 41), second(at.second, at.visit, 42);
    lead.check_in();
    at.meet();
    auto const first = lead.finding("M1.1", "通道堆物", 'A');
    auto const other = lead.finding("M1.2", "台账缺页", 'A');
    auto const same = second.finding("M1.1", "走廊有桌椅", 'A');
    at.meet();
    auto const shown = at.shown()["findings"];
    REQUIRE(shown.size() == 3);
    std::map<std::string, std::set<std::string>> links;
    for (auto const& one : shown) links[one["id"]] = one["same_item"].get<std::set<std::string>>();
    CHECK(links.at(first.to_string()) == std::set{same.to_string()});
    CHECK(links.at(same.to_string()) == std::set{first.to_string()});
    CHECK(links.at(other.to_string()).empty());
}

TEST_CASE("CF13: a photo that one withdraws and another describes is kept, and the lead decides",
          "[integration][conflicts]") {
    Office at;
    SeededRandom random(35);
    RecordName const photo{at.visit, RecordType::photo, Uuid::v7(1'795'000'000'000, random)};
    at.lead.write(photo, "", "sha256", Value(sha256(view("picture"))));
    at.lead.write(photo, "", "subject", answer(at.visit, "M1.1").id);
    at.lead.write(photo, "", "role", "evidence");
    at.meet();
    Change const gone{photo, {}, withdrawn_field, Change::Kind::withdraw, "removed", {}, {}};
    REQUIRE(at.lead.replica().write(std::span(&gone, 1), at.lead.person()));
    at.second.write(photo, "", "caption", "二楼东侧通道");
    at.meet();
    auto const office = at.shown();
    CHECK(office["photos"].dump().find("二楼东侧通道") !=
          std::string::npos);  // not hidden over words that nobody had seen
    for (auto* tablet : {&at.lead, &at.second}) CHECK_FALSE(is_withdrawn(**tablet->replica().find(photo)));
}

}  // namespace conflicts_test
