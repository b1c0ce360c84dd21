#include "tests/rules/sound_list.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace {
std::string const a = item_at + "0/", v = item_at + "2/";
std::string const rules = "/scoring/result_rules", effect = "/scoring/veto_effect", grades = "/scoring/grades";
Change const no_total{"/scoring/total", ""}, no_max{"/sections/0/max", ""}, no_grades{grades, ""},
    no_veto{v + "veto", "false"}, no_critical{a + "critical", "false"}, class_c{effect, R"("class_c")"},
    for_the_rest{rules + "/0/any", "[]"};

std::string grades_of(std::vector<int> const& bounds) {
    Json out = Json::array();
    for (auto const bound : bounds) {
        auto const code = bound == 0 ? "fail" : "from" + std::to_string(out.size());
        out.push_back({{"code", code}, {"zh", "等"}, {"en", "grade"}, {"min", bound}});
    }
    return out.dump();
}
std::string counting(std::string const& what) {
    return R"([{"count": ")" + what + R"(", "at_least": 1}])";
}
}  // namespace

TEST_CASE("a list's head names kinds of school and of visit, two points of time or none", "[rules][checklist]") {
    std::string const start = R"({"code": "start", "zh": "期初", "en": "Start"})",
                      end = R"({"code": "end", "zh": "期末", "en": "End"})";
    check_all({
        {{{"/scoring/two_points", "[" + start + "]"}}, "two_points are not two"},
        {{{"/scoring/two_points", "[" + start + "," + end + "]"}}, ""},
        {{{"/scoring/two_points", "[" + start + "," + end + "," + start + "]"}}, "two_points are not two"},
        {{{"/na_reasons/1", R"({"code": "none", "zh": "缺", "en": "Missing"})"}},
         "the N/A reason code none occurs twice"},
        {{{"/applies_to", R"(["kindergarten", "special"])"}, {"/visit_type", R"("comprehensive")"}}, ""},
    });
}

TEST_CASE("a total is above nothing and within 1000; without one nothing has a full mark", "[rules][checklist]") {
    check_all({
        {{{"/scoring/total", "0"}}, "the total is outside 0 to 1000"},
        {{{"/scoring/total", "-1"}}, "the total is outside 0 to 1000"},
        {{{"/scoring/total", "1001"}}, "the total is outside 0 to 1000"},
        {{{"/scoring/total", "1000"}, {"/sections/0/max", "1000"}, {a + "max", "996"}}, ""},
        {{no_total}, "section S, a full mark in a list without a sum"},
        {{no_total, no_max}, "grades by points in a list without a sum"},
        {{no_total, no_max, no_grades, class_c, for_the_rest}, ""},
    });
}

TEST_CASE("grades fall from one to the next, down to 0 points", "[rules][checklist]") {
    check_all({
        {{{grades + "/0/code", R"("fail")"}}, "the grade code fail occurs twice"},
        {{{grades, grades_of({90, 60, 0})}}, ""},
        {{{grades, grades_of({80, 60, 70, 0})}}, "grade from2 is not below the one before"},
        {{no_grades, class_c, for_the_rest}, ""},
    });
}

TEST_CASE("a result rule counts what the list has, by number or by share", "[rules][checklist]") {
    std::string const first = rules + "/0/any/0/", stop = "result rule stop ";
    check_all({
        {{{first + "more_than_percent", "10"}}, stop + "needs either at_least or more_than_percent"},
        {{{first + "at_least", ""}, {first + "more_than_percent", "10"}}, ""},
        {{{rules + "/0/any", counting("veto_failed")}}, ""},
        {{{rules + "/0/any", counting("veto_failed")}, no_veto}, stop + "refers to veto items, there are none"},
        {{{rules + "/0/any", counting("failed")}, no_veto, no_critical}, ""},
        {{{rules + "/0/any", counting("other_failed")}, no_critical}, ""},
        {{{rules + "/1", R"({"code": "stop", "zh": "停", "en": "Stop", "any": []})"}},
         "the result rule code stop occurs twice"},
        {{no_grades, class_c}, "no result rule for the rest"},
        {{no_grades, class_c, {rules, ""}}, ""},
    });
}

TEST_CASE("a veto's effect refers to what is there", "[rules][checklist]") {
    check_all({
        {{class_c, {grades + "/1/code", R"("poor")"}}, ""},
        {{{effect, R"("result_rule")"}}, ""},
        {{{effect, R"("result_rule")"}, {rules, ""}}, "veto_effect refers to no result rule"},
        {{class_c, {rules, ""}}, ""},
        {{{effect, R"("none")"}, no_veto}, ""},
        {{{effect, ""}, no_veto}, ""},
        {{{effect, ""}}, "veto items without a veto_effect"},
        {{{effect, R"("fine")"}}, "unknown veto_effect fine"},
    });
}
