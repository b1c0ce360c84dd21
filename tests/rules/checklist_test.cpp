#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "shared/rules/checklist.hpp"

using namespace mingcha;
using Json = nlohmann::json;

namespace {
/// A small sound list that has something of everything a rule can be broken on.
// clang-format off
constexpr char const* sound = R"({
 "schema": "mingcha-checklist/1", "code": "T", "version": "1", "title_zh": "试", "title_en": "Test",
 "applies_to": ["primary"], "visit_type": "special", "basis_of_list": {"zh": "依据", "en": "Basis"},
 "scoring": {"mode": "test", "total": 10, "veto_effect": "grade_fail",
  "levels": {"abc": [{"code": "A", "zh": "甲", "en": "A", "shape": 1, "fails": "no", "share": 1},
                     {"code": "C", "zh": "丙", "en": "C", "shape": 5, "fails": "yes", "share": 0.6, "share_from": 0, "share_to": 0.6}],
             "yes_no": [{"code": "y", "zh": "是", "en": "Yes", "shape": 1, "fails": "no"}, {"code": "n", "zh": "否", "en": "No", "shape": 5, "fails": "yes"}],
             "measure": [{"code": "2", "zh": "符", "en": "In", "shape": 1, "fails": "no"}, {"code": "0", "zh": "否", "en": "Out", "shape": 5, "fails": "yes"}]},
  "grades": [{"code": "pass", "zh": "合格", "en": "Pass", "min": 60}, {"code": "fail", "zh": "不合格", "en": "Fail", "min": 0}],
  "result_rules": [{"code": "stop", "zh": "停", "en": "Stop", "any": [{"count": "critical_failed", "at_least": 1}]}]},
 "na_reasons": [{"code": "none", "zh": "无", "en": "None"}],
 "sections": [{"code": "S", "title_zh": "节", "title_en": "Section", "max": 10, "items": [
   {"code": "a", "text_zh": "甲", "text_en": "A", "scoring": "abc", "max": 6, "na_allowed": true, "critical": true, "evidence": {"photo": "required"},
    "sample": {"size": 5, "levels": [{"code": "A", "at_least": 4}, {"code": "C", "at_least": 0}]}},
   {"code": "d", "text_zh": "扣", "text_en": "D", "scoring": "deduct", "max": 4, "evidence": {"photo": "forbidden"},
    "threshold": {"shape": "by_formula", "side": "min", "formula": {"fact": "students", "base": 2, "up_to": 500, "step": 500, "add": 1, "zh": "应", "en": "Due"}},
    "deductions": [{"code": "d1", "zh": "缺", "en": "short", "points": 2, "per": "count", "count_from": "shortfall"}]},
   {"code": "v", "text_zh": "否", "text_en": "V", "scoring": "yes_no", "veto": true, "evidence": {"photo": "optional"}},
   {"code": "m", "text_zh": "量", "text_en": "M", "scoring": "minutes", "evidence": {"photo": "optional"}, "threshold": {"shape": "max", "max": 60}},
   {"code": "t", "text_zh": "时", "text_en": "T", "scoring": "time", "evidence": {"photo": "optional"},
    "threshold": {"shape": "by_stage", "side": "min", "stages": [{"code": "p", "zh": "小", "en": "p", "kinds": ["primary"], "limit": "08:20"}]}}
 ]}]
})";
// clang-format on

std::string error_of(Json const& json) {
    auto const list = parse_checklist(json.dump(), "t.json");
    return list ? "" : list.error().message;
}

struct Broken {
    std::string_view rule;
    std::string pointer;
    std::string value;  // JSON; empty = the field is removed
    std::string expected;
};
std::string const item = "/sections/0/items/";

// clang-format off
// One broken list per rule: where it is broken, and what the importer must say.
Broken const broken[] = {
    {"schema", "/schema", R"("other/1")", "t.json, unknown schema other/1"},
    {"a misspelt field", item + "0/vetoo", "true", "t.json, section S, item a: the item has an unknown field vetoo"},
    {"missing English text", item + "0/text_en", "",
     "t.json, section S, item a: the item has no English text (text_en)"},
    {"missing English title", "/sections/0/title_en", "",
     "t.json, section S, the section has no English text (title_en)"},
    {"empty text", item + "0/text_zh", R"("")", "t.json, section S, item a: the item has no text in text_zh"},
    {"unknown scoring", item + "0/scoring", R"("stars")", "t.json, section S, item a: unknown scoring stars"},
    {"doubled item code", item + "1/code", R"("a")", "t.json, section S, item a: the item code occurs twice"},
    {"doubled section code", "/sections/1",
     R"({"code":"S","title_zh":"x","title_en":"x","max":0,"items":[{"code":"q","text_zh":"x","text_en":"x","scoring":"text","evidence":{"photo":"optional"}}]})",
     "t.json, the section code S occurs twice"},
    {"doubled deduction code", item + "1/deductions/1", R"({"code":"d1","zh":"x","en":"x","points":1,"per":"once"})",
     "t.json, section S, item d: the deduction code d1 occurs twice"},
    {"weights that do not sum", item + "0/weight", "2", "t.json, section S, items sum to 16, not 10"},
    {"sections that do not sum", "/scoring/total", "11", "t.json, sections sum to 10, not 11"},
    {"a section without full mark", "/sections/0/max", "", "t.json, section S, no full mark"},
    {"forbidden photo with required", item + "1/evidence/photo_min", "1",
     "t.json, section S, item d: a photo is both forbidden and required"},
    {"unknown photo rule", item + "0/evidence/photo", R"("always")",
     "t.json, section S, item a: unknown photo rule always"},
    {"bad time limit", item + "4/threshold/stages/0/limit", R"("24:00")",
     "t.json, section S, item t: bad threshold: a limit is not a time of day HH:MM"},
    {"bad number limit", item + "3/threshold/max", R"("many")",
     "t.json, section S, item m: bad threshold: a limit is not a number"},
    {"unknown threshold shape", item + "3/threshold/shape", R"("about")",
     "t.json, section S, item m: unknown threshold shape about"},
    {"negative limit", item + "3/threshold/max", "-1", "t.json, section S, item m: bad threshold: a limit is below 0"},
    {"stage of an unknown kind", item + "4/threshold/stages/0/kinds/0", R"("college")",
     "t.json, section S, item t: bad threshold: unknown kind of school college"},
    {"formula over an unknown fact", item + "1/threshold/formula/fact", R"("cats")",
     "t.json, section S, item d: bad threshold: unknown school fact cats"},
    {"formula that cannot grow", item + "1/threshold/formula/step", "0",
     "t.json, section S, item d: bad threshold: a formula that cannot grow"},
    {"threshold where nothing is measured", item + "2/threshold", R"({"shape":"min","min":1})",
     "t.json, section S, item v: bad threshold: nothing is measured here"},
    {"shortfall of no threshold", item + "1/threshold", "",
     "t.json, section S, item d: deduction d1 refers to no threshold"},
    {"deduction above the full mark", item + "1/deductions/0/points", "5",
     "t.json, section S, item d: deduction d1 costs nothing or more than the full mark"},
    {"unknown per", item + "1/deductions/0/per", R"("week")", "t.json, section S, item d: unknown deduction per week"},
    {"deduct without deductions", item + "1/deductions", "",
     "t.json, section S, item d: a deduct item has no deduction"},
    {"sample of no level", item + "0/sample/levels/0/code", R"("B")",
     "t.json, section S, item a: the sample refers to no level B"},
    {"sample that does not fall", item + "0/sample/levels/1/at_least", "4",
     "t.json, section S, item a: the levels of the sample do not fall"},
    {"sample without a floor", item + "0/sample/levels/1/at_least", "1",
     "t.json, section S, item a: the sample has no level for 0 good ones"},
    {"no levels", "/scoring/levels/abc", "", "t.json, section S, item a: no levels for abc"},
    {"no levels to measure by", "/scoring/levels/measure", "",
     "t.json, section S, item m: no levels for a measured value"},
    {"level without share", "/scoring/levels/abc/0/share", "",
     "t.json, section S, item a: level A gives no share of the full mark"},
    {"share above one", "/scoring/levels/abc/0/share", "1.5",
     "t.json, section S, item a: level A has a share outside 0 to 1"},
    {"bad range of shares", "/scoring/levels/abc/1/share_from", "0.7",
     "t.json, section S, item a: level C has a bad range of shares"},
    {"unknown fails", "/scoring/levels/abc/0/fails", R"("perhaps")",
     "t.json, section S, item a: unknown fails perhaps"},
    {"veto on a deduction", item + "1/veto", "true", "t.json, section S, item d: a veto item needs levels to fail by"},
    {"veto without effect", "/scoring/veto_effect", R"("none")", "t.json, veto items without a veto_effect"},
    {"veto to no grade", "/scoring/grades/1/code", R"("poor")", "t.json, veto_effect refers to no grade fail"},
    {"grades out of order", "/scoring/grades/1/min", "60", "t.json, grade fail is not below the one before"},
    {"no grade for nothing", "/scoring/grades/1/min", "10", "t.json, no grade for 0 points"},
    {"rule referring to nothing", item + "0/critical", "false",
     "t.json, result rule stop refers to critical items, there are none"},
    {"rule counting nothing known", "/scoring/result_rules/0/any/0/count", R"("stars")",
     "t.json, unknown count in a result rule stars"},
    {"rule without a bound", "/scoring/result_rules/0/any/0/at_least", "",
     "t.json, result rule stop needs either at_least or more_than_percent"},
    {"N/A without reasons", "/na_reasons", "",
     "t.json, section S, item a: N/A is allowed but the list has no reasons for it"},
    {"unknown kind of school", "/applies_to/0", R"("college")", "t.json, unknown kind of school college"},
    {"unknown kind of visit", "/visit_type", R"("walk")", "t.json, unknown visit_type walk"},
    {"unknown origin", item + "0/origin", R"("heard")", "t.json, section S, item a: unknown origin heard"},
    {"counts that lie", "/counts", R"({"sections":1,"items":6,"veto_items":1,"critical_items":1})",
     "t.json, counts: another number of items"},
    {"too fine a number", item + "0/max", "6.00001",
     "t.json, section S, item a: the item has a number out of range in max"},
};
// clang-format on
}  // namespace

TEST_CASE("a sound list parses", "[rules][checklist]") {
    auto const list = parse_checklist(sound, "t.json");
    if (!list) FAIL(list.error().message);
    CHECK(list->item_count() == 5);
    CHECK(list->item("a")->levels.size() == 2);
    CHECK(list->item("a")->basis.en == "Basis");
    CHECK(list->item("a")->evidence.photo_min == 1);
    CHECK(list->item("a")->level("C")->share == *Decimal::parse("0.6"));
    CHECK(list->item("t")->threshold->limits[0].value == Decimal(500));
    CHECK(list->item("nothing") == nullptr);
}

TEST_CASE("a broken list is refused with file, section, item and reason", "[rules][checklist]") {
    for (auto const& one : broken) {
        INFO(one.rule);
        auto json = Json::parse(sound);
        Json::json_pointer const at(one.pointer);
        if (one.value.empty())
            json.at(at.parent_pointer()).erase(at.back());
        else
            json[at] = Json::parse(one.value);
        CHECK(error_of(json) == one.expected);
    }
}

TEST_CASE("what is not JSON or too long is refused without a throw", "[rules][checklist]") {
    CHECK(parse_checklist("{", "t.json").error().message == "t.json, the file is not JSON");
    CHECK(parse_checklist("[]", "t.json").error().message == "t.json, the list is not an object");
    CHECK(parse_checklist(std::string(checklist_bytes_max + 1, ' '), "t.json").error().message ==
          "t.json, the file is longer than 262144 bytes");
}

TEST_CASE("a list of 300 items parses, one of 301 does not", "[rules][checklist]") {
    auto json = Json::parse(sound);
    auto& items = json["sections"][0]["items"];
    Json const model =
        Json::parse(R"({"text_zh": "看", "text_en": "Look", "scoring": "yes_no", "evidence": {"photo": "optional"}})");
    auto const add = [&] {
        auto next = model;
        next["code"] = "x" + std::to_string(items.size());
        items.push_back(next);
    };
    while (items.size() < 300) add();
    auto const list = parse_checklist(json.dump(), "t.json");
    if (!list) FAIL(list.error().message);
    CHECK(list->item_count() == 300);
    add();
    CHECK(error_of(json) == "t.json, more than 300 items");
}
