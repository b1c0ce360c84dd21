#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
std::vector<std::string> ids(Json const& page) {
    std::vector<std::string> out;
    for (auto const& item : page["items"]) out.push_back(item["id"]);
    return out;
}
}  // namespace

TEST_CASE("signing in gives a cookie that no script and no other site can use, and signing out ends it", "[api]") {
    Office office;
    auto const answer =
        office.call(Method::post, "/api/v1/session", {}, R"({"name":"zhang","password":"mingcha-demo"})");
    std::string const cookie(answer.headers.get("Set-Cookie"));
    for (auto const* word : {"mc_session=", "HttpOnly", "SameSite=Strict", "Path=/"})
        CHECK(cookie.find(word) != std::string::npos);
    CHECK(office.call(Method::post, "/api/v1/session", {}, R"({"name":"zhang","password":"wrong"})").status == 401);
    CHECK(body_of(office.call(Method::post, "/api/v1/session", {},
                              R"({"name":"nobody","password":"wrong"})"))["code"] == "bad_credentials");
    CHECK(body_of(office.call(Method::post, "/api/v1/session", {}, R"({"name":"zhang"})"))["field"] == "password");
    CHECK(office.call(Method::post, "/api/v1/session", {}, "not json").status == 400);
    auto const zhang = office.sign_in("zhang");
    CHECK(body_of(office.call(Method::del, "/api/v1/session", zhang, {}, false))["code"] == "csrf");
    CHECK(office.call(Method::del, "/api/v1/session", zhang).status == 204);
    CHECK(office.call(Method::del, "/api/v1/session", zhang).status == 401);
    CHECK(office.get("/api/v1/visits", zhang, 401)["code"] == "session_required");
}

TEST_CASE("who tries many names from one address has to wait, and nobody else has to", "[api]") {
    Office office;
    for (int i = 0; i < 20; ++i)
        CHECK(office.accounts->sign_in("name" + std::to_string(i), "guess", "10.0.0.9").error().code ==
              "bad_credentials");
    auto const refused = office.accounts->sign_in("zhang", "mingcha-demo", "10.0.0.9");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "too_many_attempts");
    CHECK(refused.error().message == "900");
    CHECK(office.accounts->sign_in("zhang", "mingcha-demo", "10.0.0.8"));
    office.clock.advance(15 * 60'000);
    CHECK(office.accounts->sign_in("zhang", "mingcha-demo", "10.0.0.9"));
}

TEST_CASE("an inspector's account opens no office page", "[api]") {
    Office office;
    CHECK(office.call(Method::post, "/api/v1/session", {}, R"({"name":"wang","password":"mingcha-demo"})").status ==
          403);
}

TEST_CASE("an office sees its own subtree, and what it may not see does not exist", "[api][scope]") {
    Office office;
    auto const here = office.plan(office.school, "2026-06-12").to_string(),
               there = office.plan(office.other_school, "2026-06-12").to_string();
    auto const zhang = office.sign_in("zhang"), sun = office.sign_in("sun"), zhao = office.sign_in("zhao");
    CHECK(ids(office.get("/api/v1/visits", zhang)) == std::vector{here});
    CHECK(ids(office.get("/api/v1/visits", sun)) == std::vector{there});
    CHECK(office.get("/api/v1/visits", zhao)["total"] == 2);
    CHECK(office.get("/api/v1/visits/" + there, zhang, 404)["code"] == "not_found");
    CHECK(office.get("/api/v1/visits?ids=" + there, zhang)["total"] == 0);
    CHECK(office.get("/api/v1/visits/options", sun)["units"][0]["name_zh"] == "市中学校");
    CHECK(office.get("/api/v1/visits/not-an-id", zhang, 404)["code"] == "not_found");
    (void)office.get("/api/v1/visits/" + there, zhao);
}

TEST_CASE("a secret visit is seen by its planner alone until its feedback", "[api][scope]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12", true);
    auto const zhang = office.sign_in("zhang"), zhao = office.sign_in("zhao");
    CHECK(office.get("/api/v1/visits", zhang)["total"] == 1);
    CHECK(office.get("/api/v1/visits", zhao)["total"] == 0);
    (void)office.get("/api/v1/visits/" + visit.to_string(), zhao, 404);
    CHECK(office.get("/api/v1/visits/options", zhao)["units"].empty());
    RecordName const step{{RootKind::visit, visit}, RecordType::step, office.new_id()};
    office.put(step, "subject", visit, office.wang), office.put(step, "act", "VT09", office.wang),
        office.put(step, "by", office.wang, office.wang);
    auto const ruling = ruling_name(step);
    office.put(ruling, "step", step.id, {}, step.id.to_string()),
        office.put(ruling, "result", "in_force", {}, step.id.to_string());
    CHECK(office.get("/api/v1/visits", zhao)["total"] == 1);
}

TEST_CASE("a photo is read by those who may see its visit", "[api][scope]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12");
    Hash hash, unknown;
    hash.fill(9), unknown.fill(8);
    office.put({{RootKind::visit, visit}, RecordType::photo, office.new_id()}, "sha256", hash);
    CHECK(may_read_blob(*office.services, office.chief.to_string(), hash));
    CHECK(may_read_blob(*office.services, office.city_chief.to_string(), hash));
    CHECK_FALSE(may_read_blob(*office.services, office.other_chief.to_string(), hash));
    CHECK_FALSE(may_read_blob(*office.services, office.wang.to_string(), hash));
    CHECK_FALSE(may_read_blob(*office.services, office.chief.to_string(), unknown));
    CHECK_FALSE(may_read_blob(*office.services, "", hash));
}

TEST_CASE("a photo of an item that nobody has answered is shown as that item's", "[api]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12");
    auto const photo_of = [&](Uuid const& subject) {
        RecordName const name{{RootKind::visit, visit}, RecordType::photo, office.new_id()};
        office.put(name, "sha256", sha256(subject.view()));
        office.put(name, "role", "evidence"), office.put(name, "subject", subject);
    };
    photo_of(Office::answer_name(visit, "S1.2").id);
    photo_of(visit);
    std::map<std::string, Json> shown;
    auto const page = office.get("/api/v1/visits/" + visit.to_string(), office.sign_in("zhang"));
    for (auto const& photo : page["photos"]) shown[photo["subject"]["type"]] = photo["subject"]["item"];
    CHECK(shown == std::map<std::string, Json>{{"answer", "S1.2"}, {"visit", nullptr}});
}

TEST_CASE("pages forward and back show every visit once, in order", "[api]") {
    Office office;
    for (auto const* day :
         {"2026-06-01", "2026-06-02", "2026-06-03", "2026-06-03", "2026-06-03", "2026-06-04", "2026-06-05"})
        office.plan(office.school, day);
    auto const zhang = office.sign_in("zhang");
    for (std::string const sort : {"-date", "date", "unit", "-state", "points", "-updated"}) {
        INFO(sort);
        auto const whole = ids(office.get("/api/v1/visits?sort=" + sort, zhang));
        REQUIRE(whole.size() == 7);
        std::vector<std::string> walked;
        Json page = office.get("/api/v1/visits?limit=3&sort=" + sort, zhang);
        CHECK(page["prev"].is_null());
        for (int i = 0; i < 3; ++i) {
            CHECK(page["from"] == walked.size() + 1);
            CHECK(page["total"] == 7);
            for (auto const& id : ids(page)) walked.push_back(id);
            if (!page["next"].is_null())
                page = office.get("/api/v1/visits?limit=3&sort=" + sort + "&cursor=" + page["next"].get<std::string>(),
                                  zhang);
        }
        CHECK(walked == whole);
        CHECK(page["next"].is_null());
        page = office.get("/api/v1/visits?limit=3&sort=" + sort + "&cursor=" + page["prev"].get<std::string>(), zhang);
        CHECK(ids(page) == std::vector(whole.begin() + 3, whole.begin() + 6));
        CHECK(page["from"] == 4);
    }
}

TEST_CASE("a wrong filter or cursor is refused by its name", "[api]") {
    Office office;
    for (auto const* day : {"2026-06-01", "2026-06-02"}) office.plan(office.school, day);
    auto const zhang = office.sign_in("zhang");
    for (auto const& [query, field] :
         {std::pair("state=dreaming", "state"), std::pair("unit=x", "unit"), std::pair("zone=1", "zone"),
          std::pair("inspector=me", "inspector"), std::pair("kind=x", "kind"), std::pair("month=2026-13", "month"),
          std::pair("conflict=yes", "conflict"), std::pair("ids=a,b", "ids"), std::pair("sort=colour", "sort"),
          std::pair("limit=0", "limit"), std::pair("limit=201", "limit")}) {
        auto const answer = office.get("/api/v1/visits?" + std::string(query), zhang, 400);
        CHECK(answer["code"] == "bad_filter");
        CHECK(answer["field"] == field);
    }
    std::string const next = office.get("/api/v1/visits?limit=1", zhang)["next"];
    for (std::string const query :
         {"cursor=junk", "cursor=n.0.1.00.00", "sort=date&cursor=", "state=planned&cursor="}) {
        auto const answer = office.get("/api/v1/visits?" + query + (query.ends_with('=') ? next : ""), zhang, 400);
        CHECK(answer["code"] == "bad_cursor");
        CHECK(answer["field"] == "cursor");
    }
    CHECK(office.get("/api/v1/visits?colour=red&state=", zhang)["total"] == 2);
}

TEST_CASE("filters find what they name", "[api]") {
    Office office;
    auto const full = full_visit(office).to_string();
    office.plan(office.school, "2026-05-02");
    auto const zhang = office.sign_in("zhang");
    auto const total = [&](std::string const& query) {
        return office.get("/api/v1/visits?" + query, zhang)["total"].get<int>();
    };
    for (std::string const query :
         {"conflict=1", "dissent=1", "veto=1", "missing=1", "state=feedback", "month=2026-06", "q=lx-0612"}) {
        INFO(query);
        CHECK(ids(office.get("/api/v1/visits?" + query, zhang)) == std::vector{full});
    }
    for (std::string const query :
         {"kind=special", "q=%E8%82%B2%E8%8B%B1", "q=YYZX", "q=%E5%BC%A0%E4%BC%9F", "state=feedback,planned"})
        CHECK(total(query) == 2);
    CHECK(total("unit=" + office.school.to_string()) == 2);
    CHECK(total("zone=" + office.zone.to_string()) == 2);
    CHECK(total("inspector=" + office.zhang.to_string()) == 2);
    CHECK(total("inspector=" + office.liaison.to_string()) == 0);
    CHECK(total("deferred=1") == 0);
    CHECK(total("q=%25") == 0);  // a percent sign is a character, not a pattern
    CHECK(total("q=%27%20OR%201%3D1%20--") == 0);
}

TEST_CASE("a visit shows both answers of a conflict, who settles it, and texts as data", "[api]") {
    Office office;
    auto const visit = full_visit(office);
    auto const zhang = office.sign_in("zhang");
    auto const page = office.get("/api/v1/visits/" + visit.to_string(), zhang);
    auto const& verdict = page["answers"]["S5.1"]["verdict"];
    CHECK(verdict["conflict"] == true);
    REQUIRE(verdict["siblings"].size() == 2);
    std::set<std::string> points, authors;
    for (auto const& one : verdict["siblings"])
        points.insert(one["value"]["points"]), authors.insert(one["author"]["name"]);
    CHECK(points == std::set<std::string>{"2.5", "4"});
    CHECK(authors == std::set<std::string>{"王建国", "张伟"});
    REQUIRE(page["conflicts"].size() == 1);
    CHECK(page["conflicts"][0]["rule"] == "CF01");
    CHECK(page["conflicts"][0]["key"] == "S5.1");
    CHECK(page["conflicts"][0]["settles"]["person"]["name"] == "王建国");
    CHECK(page["answers"]["S5.4"]["verdict"]["siblings"][0]["value"]["na_reason"] == "学校未设消防控制室");
    CHECK(page["findings"][0]["title"]["siblings"][0]["value"] == "<script>alert(1)</script>");
    CHECK(page["score"]["vetoes"] == Json{"S0.3"});
    CHECK(page["state"] == "feedback");
    CHECK(page["flags"] == Json({"veto", "dissent", "conflict", "missing"}));
    CHECK(page["steps"].back()["ruling"]["result"] == "not_allowed");
    CHECK(page["confirmations"][0]["signer"]["name"] == "李敏");
    for (auto const& photo : page["photos"]) {
        bool const is_signature = photo["role"] == "signature";
        CHECK((page["confirmations"][0]["signature"] == photo["id"]) == is_signature);
        CHECK((photo["subject"]["type"] == "confirmation") == is_signature);
    }
}

TEST_CASE("what differs from the signed snapshot is an addendum, and the signature says so", "[api]") {
    Office office;
    auto const visit = full_visit(office);
    auto const page = office.get("/api/v1/visits/" + visit.to_string(), office.sign_in("zhang"));
    CHECK(page["confirmations"][0]["content_matches"] == false);
    std::vector<std::string> answers;
    for (auto const& row : page["addenda"])
        if (row["record"] == "answer") answers.push_back(row["key"]);
    CHECK(answers == std::vector<std::string>{"S5.1"});  // given after the school signed
}

TEST_CASE("a visit stands beside the school's last one with the same list", "[api]") {
    Office office;
    auto const before = office.plan(office.school, "2026-03-11");
    office.answer(before, "S0.3", Value::Map{{"l", "y"}}, office.wang);
    RecordName const step{{RootKind::visit, before}, RecordType::step, office.new_id()};
    office.put(step, "subject", before, office.wang), office.put(step, "act", "VT14", office.wang);
    auto const ruling = ruling_name(step);
    office.put(ruling, "step", step.id, {}, step.id.to_string()),
        office.put(ruling, "result", "in_force", {}, step.id.to_string());
    auto const now = office.plan(office.school, "2026-06-12");
    auto const score = office.get("/api/v1/visits/" + now.to_string(), office.sign_in("zhang"))["score"];
    CHECK(score["previous"]["id"] == before.to_string());
    for (auto const& item : score["sections"][0]["items"])
        CHECK(item["previous_level"] == (item["code"] == "S0.3" ? Json("y") : Json()));
}
