#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
/// The office has this built-in list, and a visit with it whose answers are these.
Json visit_with(Office& office, char const* file, char const* code,
                std::initializer_list<std::pair<char const*, Value>> answers) {
    RecordName const list{{RootKind::office, office.city}, RecordType::checklist, office.new_id()};
    auto const parsed = *parse_checklist(data_file(file), file);
    office.put(list, "code", parsed.code), office.put(list, "version", parsed.version),
        office.put(list, "content", std::string(data_file(file)));
    auto const visit = office.plan(office.school, "2026-06-12", false, code);
    for (auto const& [item, verdict] : answers) office.answer(visit, item, verdict, office.wang);
    return office.get("/api/v1/visits/" + visit.to_string(), office.sign_in("zhang"));
}
Json item_of(Json const& visit, std::string const& code) {
    for (auto const& section : visit["score"]["sections"])
        for (auto const& item : section["items"])
            if (item["code"] == code) return item;
    return nullptr;
}
Json verdict_of(Json const& visit, std::string const& code) {
    return visit["answers"][code]["verdict"]["siblings"][0]["value"];
}
}  // namespace

TEST_CASE("a level is shown in the words of its own list, not in those of another with the same code", "[api]") {
    Office office;
    auto const standard = visit_with(
        office, "compulsory-management-88.json", "STD88",
        {{"1.1.1", Value::Map{{"l", "1"}}}, {"1.1.2", Value::Map{{"l", "0.5"}}}, {"1.1.3", Value::Map{{"l", "0"}}}});
    auto const opening = visit_with(office, "term-opening-special.json", "OPEN",
                                    {{"O1.1", Value::Map{{"l", "2"}}}, {"O1.2", Value::Map{{"l", "1"}}}});
    for (auto const& [visit, code, level, zh, en, rank] :
         {std::tuple(standard, "1.1.1", "1", "达到", "Meets", 1),
          std::tuple(standard, "1.1.2", "0.5", "基本达到", "Mostly meets", 4),
          std::tuple(standard, "1.1.3", "0", "未达到", "Does not meet", 5),
          std::tuple(opening, "O1.1", "2", "好", "Good", 1), std::tuple(opening, "O1.2", "1", "中", "Fair", 3)}) {
        INFO(code);
        for (auto const& shown : {item_of(visit, code), verdict_of(visit, code)}) {
            CHECK(shown["level"] == level);
            CHECK(shown["level_zh"] == zh);
            CHECK(shown["level_en"] == en);
            CHECK(shown["rank"] == rank);
        }
    }
    CHECK(item_of(opening, "O1.3")["level_zh"].is_null());
}

TEST_CASE("a measured value shows the level that the list gives it, with its unit", "[api]") {
    Office office;
    auto const visit = visit_with(office, "routine-8-matters.json", "RTN8",
                                  {{"M4.3", Value::Map{{"m", "75"}}}, {"M9.1", Value::Map{{"m", "3"}}}});
    auto const late = verdict_of(visit, "M4.3");
    CHECK(late["measured"] == "75");
    CHECK(late["level_zh"] == "不符合");
    CHECK(late["rank"] == 5);
    CHECK(item_of(visit, "M4.3")["unit_zh"] == "分钟");
    CHECK(item_of(visit, "M4.3")["rank"] == 5);
}

TEST_CASE("the most that can be reached is the base after N/A, and the points are what was earned of it", "[api]") {
    Office office;
    auto const visit = visit_with(office, "campus-safety-special.json", "SAFE",
                                  {{"S5.1", Value::Map{{"p", "3"}}}, {"S5.2", Value::Map{{"n", "no_facility"}}}});
    auto const& score = visit["score"];
    CHECK(score["max"] == "4");
    CHECK(score["earned"] == "3");
    CHECK(score["total"] == "100");
    CHECK(score["points"] == "75");
    CHECK(score["grade"].is_null());  // said once all that is required is answered
    CHECK(verdict_of(visit, "S5.1")["rank"] == 4);
    CHECK(verdict_of(visit, "S5.2")["rank"].is_null());
    CHECK(office.get("/api/v1/visits", office.sign_in("zhang"))["items"][0]["score"]["max"] == "4");
}

TEST_CASE("the start of a term is shown beside its end, in words and as a figure", "[api]") {
    Office office;
    auto const visit =
        visit_with(office, "principal-term-end.json", "PRIN",
                   {{"P1.1", Value::Map{{"l", "A"}, {"l0", "C"}}}, {"P7.1", Value::Map{{"m", "92.5"}, {"m0", "80"}}}});
    auto const level = verdict_of(visit, "P1.1");
    CHECK(level["level_start"] == "C");
    CHECK(level["level_start_zh"] == "C 合格");
    CHECK(level["level_start_en"] == "C Pass");
    CHECK(level["level_zh"] == "A 优秀");
    CHECK(verdict_of(visit, "P7.1")["measured_start"] == "80");
    CHECK(visit["score"]["start"].is_string());
}
