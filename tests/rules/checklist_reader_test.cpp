#include "tests/rules/sound_list.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace checklist_reader_test {
namespace {
std::string const a = item_at + "0/", d = item_at + "1/", m = item_at + "3/", t = item_at + "4/";

Decimal dec(std::string_view text) {
    return *Decimal::parse(text);
}
using Codes = std::vector<std::string>;
template <typename List>
Codes codes(List const& list) {
    Codes out;
    for (auto const& one : list) out.push_back(one.code + " " + one.words.zh + " " + one.words.en);
    return out;
}
std::string choice(std::string const& code) {
    return R"([{"code": ")" + code + R"(", "zh": "栏", "en": "column"}])";
}
}  // namespace

TEST_CASE("the head of a list is read field by field", "[rules][checklist]") {
    auto const list = read({{"/scoring/self_fields", choice("self")},
                            {"/scoring/inspector_fields", choice("seen")},
                            {"/scoring/narrative_fields", choice("told")},
                            {"/scoring/finding_classes", choice("A")},
                            {"/scoring/finding_rule", R"({"zh": "规", "en": "rule"})"},
                            {"/scoring/self_assessment", "true"},
                            {"/scoring/merit_for_top", "true"},
                            {"/scoring/floor_per_item", "0"}});
    CHECK(list.code == "T");
    CHECK(list.version == "1");
    CHECK(list.title == Words{"试", "Test"});
    CHECK(list.applies_to == Codes{"primary"});
    CHECK(list.visit_type == "special");
    CHECK(list.basis == Words{"依据", "Basis"});
    CHECK(list.mode == "test");
    CHECK(list.total == dec("10"));
    CHECK(list.veto_effect == VetoEffect::grade_fail);
    CHECK(codes(list.self_fields) == Codes{"self 栏 column"});
    CHECK(codes(list.inspector_fields) == Codes{"seen 栏 column"});
    CHECK(codes(list.narrative_fields) == Codes{"told 栏 column"});
    CHECK(codes(list.finding_classes) == Codes{"A 栏 column"});
    CHECK(codes(list.na_reasons) == Codes{"none 无 None"});
    CHECK(list.finding_rule == Words{"规", "rule"});
    CHECK(list.self_assessment);
    CHECK(list.merit_for_top);
    CHECK_FALSE(read({}).self_assessment);
    CHECK_FALSE(read({}).merit_for_top);
    CHECK(read({}).finding_rule == Words{});
    CHECK(error_of(changed({{"/scoring/floor_per_item", "1"}})) == "t.json, floor_per_item can only be 0");
}

TEST_CASE("grades and result rules are read in their order", "[rules][checklist]") {
    auto const list = read({{"/scoring/result_rules/0/any/1", R"({"count": "failed", "more_than_percent": 12.5})"}});
    CHECK(codes(list.grades) == Codes{"pass 合格 Pass", "fail 不合格 Fail"});
    CHECK(list.grades[0].min == dec("60"));
    CHECK(list.grade("fail") == &list.grades[1]);
    CHECK(list.grade("none") == nullptr);
    CHECK(codes(list.result_rules) == Codes{"stop 停 Stop"});
    auto const& any = list.result_rules[0].any;
    REQUIRE(any.size() == 2);
    CHECK(any[0].counted == Counted::critical_failed);
    CHECK(any[0].at_least == 1);
    CHECK_FALSE(any[0].more_than_percent);
    CHECK(any[1].counted == Counted::failed);
    CHECK_FALSE(any[1].at_least);
    CHECK(any[1].more_than_percent == dec("12.5"));
}

TEST_CASE("a section and its items are read field by field", "[rules][checklist]") {
    auto const list = read({{"/sections/0/group", R"({"zh": "组", "en": "group"})"},
                            {m + "unit", R"({"zh": "分钟", "en": "min"})"},
                            {m + "method", R"({"zh": "看表", "en": "by the clock"})"},
                            {m + "basis", R"({"zh": "条", "en": "clause"})"},
                            {m + "origin", R"("reconstructed")"},
                            {m + "phrases", R"([{"zh": "按时", "en": "in time"}])"},
                            {m + "required", "false"},
                            {a + "weight", "0.5"},
                            {a + "max", "12"}});
    auto const& section = list.sections[0];
    CHECK(section.code == "S");
    CHECK(section.title == Words{"节", "Section"});
    CHECK(section.group == Words{"组", "group"});
    CHECK(section.max == dec("10"));
    auto const& measured = *list.item("m");
    CHECK(measured.text == Words{"量", "M"});
    CHECK(measured.scoring == Scoring::minutes);
    CHECK(measured.unit == Words{"分钟", "min"});
    CHECK(measured.method == Words{"看表", "by the clock"});
    CHECK(measured.basis == Words{"条", "clause"});
    CHECK(measured.origin == "reconstructed");
    CHECK(measured.phrases == std::vector{Words{"按时", "in time"}});
    CHECK_FALSE(measured.required);
    CHECK_FALSE(measured.full_mark());
    auto const& levelled = *list.item("a");
    CHECK(levelled.full_mark() == dec("6"));
    CHECK(levelled.weight == dec("0.5"));
    CHECK(levelled.required);
    CHECK(levelled.na_allowed);
    CHECK(levelled.critical);
    CHECK_FALSE(levelled.veto);
    CHECK(levelled.origin == "ours");
    CHECK(levelled.phrases.empty());
    auto const& veto = *list.item("v");
    CHECK(veto.veto);
    CHECK_FALSE(veto.critical);
    CHECK_FALSE(veto.na_allowed);
    CHECK_FALSE(veto.points_from_percent);
}

TEST_CASE("an item takes its own levels before the list's, a measured one those of measures", "[rules][checklist]") {
    auto const own = R"([{"code": "1", "zh": "好", "en": "good", "shape": 2, "fails": "no", "share": 1},
                         {"code": "2", "zh": "差", "en": "poor", "shape": 4, "fails": "if_critical", "share": 0.5, "share_from": 0.25, "share_to": 0.75}])";
    auto const list = read({{a + "levels", own}, {a + "sample", ""}});
    auto const& levels = list.item("a")->levels;
    CHECK(codes(levels) == Codes{"1 好 good", "2 差 poor"});
    CHECK(levels[0].shape == 2);
    CHECK(levels[0].fails == Fails::no);
    CHECK(levels[1].fails == Fails::if_critical);
    CHECK(levels[1].share == dec("0.5"));
    CHECK(levels[1].share_from == dec("0.25"));
    CHECK(levels[1].share_to == dec("0.75"));
    CHECK(codes(list.item("m")->levels) == Codes{"2 符 In", "0 否 Out"});
    CHECK(list.item("v")->levels[1].fails == Fails::yes);
    CHECK(list.item("d")->levels.empty());
    CHECK(list.item("a")->level("2") == &levels[1]);
    CHECK(list.item("a")->level("C") == nullptr);
}

TEST_CASE("a threshold is read in each of its shapes", "[rules][checklist]") {
    using Shape = Threshold::Shape;
    auto const sizes = R"({"shape": "by_size", "side": "max", "sizes":
        [{"code": "s", "zh": "班", "en": "class", "limit": 45.5, "fact": "students"}]})";
    auto const list = read({{m + "threshold", R"({"shape": "min", "min": 40})"}, {item_at + "2/threshold", sizes}});
    auto const& least = *list.item("m")->threshold;
    CHECK(least.shape == Shape::min);
    CHECK(least.side == Side::min);
    REQUIRE(least.limits.size() == 1);
    CHECK(least.limits[0].value == dec("40"));
    CHECK(read({}).item("m")->threshold->side == Side::max);
    auto const& by_size = *list.item("v")->threshold;
    CHECK(by_size.shape == Shape::by_size);
    CHECK(by_size.side == Side::max);
    CHECK(codes(by_size.limits) == Codes{"s 班 class"});
    CHECK(by_size.limits[0].value == dec("45.5"));
    CHECK(by_size.limits[0].fact == "students");
    auto const& by_stage = *list.item("t")->threshold;
    CHECK(by_stage.shape == Shape::by_stage);
    CHECK(by_stage.side == Side::min);
    CHECK(codes(by_stage.limits) == Codes{"p 小 p"});
    CHECK(by_stage.limits[0].kinds == Codes{"primary"});
    CHECK(by_stage.limits[0].fact.empty());
    auto const& by_formula = *list.item("d")->threshold;
    CHECK(by_formula.shape == Shape::by_formula);
    CHECK(by_formula.limits.empty());
    auto const& formula = by_formula.formula;
    CHECK(formula.fact == "students");
    CHECK(std::vector{formula.base, formula.up_to, formula.step, formula.add} ==
          std::vector{dec("2"), dec("500"), dec("500"), dec("1")});
    CHECK(formula.words == Words{"应", "Due"});
}

TEST_CASE("a time limit is HH:MM of one day and nothing else", "[rules][checklist]") {
    auto const limit = t + "threshold/stages/0/limit";
    struct Row {
        char const* text;
        int minutes;
    };
    for (auto const& [text, minutes] : {Row{"00:00", 0}, {"09:09", 549}, {"12:34", 754}, {"23:59", 1439}}) {
        INFO(text);
        CHECK(read({{limit, Json(text).dump()}}).item("t")->threshold->limits[0].value == Decimal(minutes));
    }
    for (auto const* text : {"", "8:20", "0820", "08-20", "08:200", "08:20 ", "1/:20", "/9:20", "0::20", ":0:20",
                             "10:1/", "10:/9", "10:0:", "10::0", "24:00", "10:60", "99:99"}) {
        INFO(text);
        CHECK(error_of(changed({{limit, Json(text).dump()}})) ==
              "t.json, section S, item t: bad threshold: a limit is not a time of day HH:MM");
    }
    CHECK(error_of(changed({{limit, "820"}})).ends_with("a limit is not a time of day HH:MM"));
}

TEST_CASE("deductions, samples and evidence are read field by field", "[rules][checklist]") {
    auto const list = read(
        {{d + "deductions/1",
          R"({"code": "p", "zh": "率", "en": "rate", "points": 1.5, "per": "percent", "step": 0.5, "origin": "ours"})"},
         {d + "deductions/2", R"({"code": "f", "zh": "他", "en": "other", "per": "once", "free": true})"},
         {d + "deductions/3",
          R"({"code": "s", "zh": "抽", "en": "drawn", "points": 1, "per": "count", "count_from": "sample"})"},
         {d + "sample", R"({"size": 3})"},
         {a + "evidence/photo", R"("on_fail")"},
         {m + "evidence/photo_min", "2"},
         {m + "evidence/document", "true"}});
    auto const& rows = list.item("d")->deductions;
    CHECK(codes(rows) == Codes{"d1 缺 short", "p 率 rate", "f 他 other", "s 抽 drawn"});
    CHECK(rows[0].points == dec("2"));
    CHECK(rows[0].per == Per::count);
    CHECK(rows[0].step == dec("1"));
    CHECK(rows[0].count_from == CountFrom::shortfall);
    CHECK_FALSE(rows[0].free);
    CHECK(rows[1].points == dec("1.5"));
    CHECK(rows[1].per == Per::percent);
    CHECK(rows[1].step == dec("0.5"));
    CHECK(rows[1].count_from == CountFrom::person);
    CHECK(rows[2].free);
    CHECK(rows[2].per == Per::once);
    CHECK(rows[3].count_from == CountFrom::sample);
    CHECK(list.item("d")->deduction("f") == &rows[2]);
    CHECK(list.item("d")->sample->size == 3);
    auto const& sample = *list.item("a")->sample;
    CHECK(sample.size == 5);
    REQUIRE(sample.levels.size() == 2);
    CHECK(sample.levels[0].code == "A");
    CHECK(sample.levels[0].at_least == 4);
    CHECK(list.item("a")->evidence.photo == Photo::on_fail);
    CHECK(list.item("a")->evidence.photo_min == 1);
    CHECK_FALSE(list.item("a")->evidence.document);
    CHECK(list.item("m")->evidence.photo == Photo::optional);
    CHECK(list.item("m")->evidence.photo_min == 2);
    CHECK(list.item("m")->evidence.document);
    CHECK(list.item("v")->evidence.photo_min == 0);
    CHECK(list.item("d")->evidence.photo_min == 0);
    CHECK(list.item("d")->evidence.photo == Photo::forbidden);
}

}  // namespace checklist_reader_test
