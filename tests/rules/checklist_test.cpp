#include "tests/rules/sound_list.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace {
struct Broken {
    std::string_view rule;
    std::string pointer;
    std::string value;
    std::string expected;
};

// clang-format off
// One broken list per rule: where it is broken, and what the importer must say.
Broken const broken[] = {
    {"schema", "/schema", R"("other/1")", "t.json, unknown schema other/1"},
    {"a misspelt field", item_at + "0/vetoo", "true", "t.json, section S, item a: the item has an unknown field vetoo"},
    {"missing English text", item_at + "0/text_en", "",
     "t.json, section S, item a: the item has no English text (text_en)"},
    {"missing English title", "/sections/0/title_en", "",
     "t.json, section S, the section has no English text (title_en)"},
    {"empty text", item_at + "0/text_zh", R"("")", "t.json, section S, item a: the item has no text in text_zh"},
    {"unknown scoring", item_at + "0/scoring", R"("stars")", "t.json, section S, item a: unknown scoring stars"},
    {"doubled item code", item_at + "1/code", R"("a")", "t.json, section S, item a: the item code occurs twice"},
    {"doubled section code", "/sections/1",
     R"({"code":"S","title_zh":"x","title_en":"x","max":0,"items":[{"code":"q","text_zh":"x","text_en":"x","scoring":"text","evidence":{"photo":"optional"}}]})",
     "t.json, the section code S occurs twice"},
    {"doubled deduction code", item_at + "1/deductions/1", R"({"code":"d1","zh":"x","en":"x","points":1,"per":"once"})",
     "t.json, section S, item d: the deduction code d1 occurs twice"},
    {"weights that do not sum", item_at + "0/weight", "2", "t.json, section S, items sum to 16, not 10"},
    {"sections that do not sum", "/scoring/total", "11", "t.json, sections sum to 10, not 11"},
    {"a section without full mark", "/sections/0/max", "", "t.json, section S, no full mark"},
    {"forbidden photo with required", item_at + "1/evidence/photo_min", "1",
     "t.json, section S, item d: a photo is both forbidden and required"},
    {"unknown photo rule", item_at + "0/evidence/photo", R"("always")",
     "t.json, section S, item a: unknown photo rule always"},
    {"bad time limit", item_at + "4/threshold/stages/0/limit", R"("24:00")",
     "t.json, section S, item t: bad threshold: a limit is not a time of day HH:MM"},
    {"bad number limit", item_at + "3/threshold/max", R"("many")",
     "t.json, section S, item m: bad threshold: a limit is not a number"},
    {"unknown threshold shape", item_at + "3/threshold/shape", R"("about")",
     "t.json, section S, item m: unknown threshold shape about"},
    {"negative limit", item_at + "3/threshold/max", "-1", "t.json, section S, item m: bad threshold: a limit is below 0"},
    {"stage of an unknown kind", item_at + "4/threshold/stages/0/kinds/0", R"("college")",
     "t.json, section S, item t: bad threshold: unknown kind of school college"},
    {"formula over an unknown fact", item_at + "1/threshold/formula/fact", R"("cats")",
     "t.json, section S, item d: bad threshold: unknown school fact cats"},
    {"formula that cannot grow", item_at + "1/threshold/formula/step", "0",
     "t.json, section S, item d: bad threshold: a formula that cannot grow"},
    {"threshold where nothing is measured", item_at + "2/threshold", R"({"shape":"min","min":1})",
     "t.json, section S, item v: bad threshold: nothing is measured here"},
    {"shortfall of no threshold", item_at + "1/threshold", "",
     "t.json, section S, item d: deduction d1 refers to no threshold"},
    {"deduction above the full mark", item_at + "1/deductions/0/points", "5",
     "t.json, section S, item d: deduction d1 costs nothing or more than the full mark"},
    {"unknown per", item_at + "1/deductions/0/per", R"("week")", "t.json, section S, item d: unknown deduction per week"},
    {"deduct without deductions", item_at + "1/deductions", "",
     "t.json, section S, item d: a deduct item has no deduction"},
    {"sample of no level", item_at + "0/sample/levels/0/code", R"("B")",
     "t.json, section S, item a: the sample refers to no level B"},
    {"sample that does not fall", item_at + "0/sample/levels/1/at_least", "4",
     "t.json, section S, item a: the levels of the sample do not fall"},
    {"sample without a floor", item_at + "0/sample/levels/1/at_least", "1",
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
    {"veto on a deduction", item_at + "1/veto", "true", "t.json, section S, item d: a veto item needs levels to fail by"},
    {"veto without effect", "/scoring/veto_effect", R"("none")", "t.json, veto items without a veto_effect"},
    {"veto to no grade", "/scoring/grades/1/code", R"("poor")", "t.json, veto_effect refers to no grade fail"},
    {"grades out of order", "/scoring/grades/1/min", "60", "t.json, grade fail is not below the one before"},
    {"no grade for nothing", "/scoring/grades/1/min", "10", "t.json, no grade for 0 points"},
    {"rule referring to nothing", item_at + "0/critical", "false",
     "t.json, result rule stop refers to critical items, there are none"},
    {"rule counting nothing known", "/scoring/result_rules/0/any/0/count", R"("stars")",
     "t.json, unknown count in a result rule stars"},
    {"rule without a bound", "/scoring/result_rules/0/any/0/at_least", "",
     "t.json, result rule stop needs either at_least or more_than_percent"},
    {"N/A without reasons", "/na_reasons", "",
     "t.json, section S, item a: N/A is allowed but the list has no reasons for it"},
    {"unknown kind of school", "/applies_to/0", R"("college")", "t.json, unknown kind of school college"},
    {"unknown kind of visit", "/visit_type", R"("walk")", "t.json, unknown visit_type walk"},
    {"unknown origin", item_at + "0/origin", R"("heard")", "t.json, section S, item a: unknown origin heard"},
    {"counts that lie", "/counts", R"({"sections":1,"items":6,"veto_items":1,"critical_items":1})",
     "t.json, counts: another number of items"},
    {"too fine a number", item_at + "0/max", "6.00001",
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
        CHECK(error_of(changed({{one.pointer, one.value}})) == one.expected);
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
