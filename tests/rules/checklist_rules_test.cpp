#include "tests/rules/sound_list.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace checklist_rules_test {
namespace {
std::string const a = item_at + "0/", d = item_at + "1/", v = item_at + "2/", m = item_at + "3/", t = item_at + "4/";
std::string const abc = "/scoring/levels/abc/", stage = t + "threshold/stages/0/";

/// A list without full marks: what is added up has to go.
std::vector<Change> unsummed(std::vector<Change> more = {}) {
    std::vector<Change> out{{"/scoring/total", ""},
                            {"/sections/0/max", ""},
                            {"/scoring/grades", ""},
                            {"/scoring/veto_effect", R"("class_c")"},
                            {"/scoring/result_rules/0/any", "[]"}};
    out.insert(out.end(), more.begin(), more.end());
    return out;
}
std::string const sizes =
    R"({"shape": "by_size", "side": "max", "sizes": [{"code": "s", "zh": "班", "en": "class", "limit": 45}]})";
std::string const stage_p = R"({"code": "p", "zh": "小", "en": "p", "kinds": ["primary"], "limit": "08:30"})";
std::string const own_levels = R"([{"code": "y", "zh": "是", "en": "Yes", "shape": 1, "fails": "no"},
                                   {"code": "n", "zh": "否", "en": "No", "shape": 5, "fails": "yes"}])";
std::string const free_row = R"({"code": "d2", "zh": "其他", "en": "other", "per": "once", "free": true})";

std::string phrases(int count) {
    Json out = Json::array();
    for (int i = 0; i < count; ++i) out.push_back({{"zh", "常用语"}, {"en", "phrase"}});
    return out.dump();
}
}  // namespace

TEST_CASE("levels are a choice of five shapes, with shares from 0 to 1", "[rules][checklist]") {
    auto const only_a = Json::array({changed({})["scoring"]["levels"]["abc"][0]}).dump();
    std::vector<Row> const rows{
        {{{abc + "1/code", R"("A")"}}, "the level code A occurs twice"},
        {{{"/scoring/levels/abc", only_a}}, "one level is no choice"},
        {{{abc + "0/shape", "0"}}, "level A has a shape outside 1 to 5"},
        {{{abc + "0/shape", "6"}}, "level A has a shape outside 1 to 5"},
        {{{abc + "0/share", "-0.1"}}, "level A has a share outside 0 to 1"},
        {{{abc + "0/share", "0"}}, ""},
        {{{abc + "1/share_from", ""}}, "level C has half a range of shares"},
        {{{abc + "1/share_to", ""}}, "level C has half a range of shares"},
        {{{abc + "1/share_from", "-0.1"}}, "level C has a bad range of shares"},
        {{{abc + "1/share_from", "0.61"}, {abc + "1/share_to", "0.8"}}, "level C has a bad range of shares"},
        {{{abc + "1/share_to", "0.5"}}, "level C has a bad range of shares"},
        {{{abc + "1/share_to", "1.1"}}, "level C has a bad range of shares"},
        {{{abc + "1/share", ""}}, "level C has a bad range of shares"},
        {{{abc + "1/share_from", "0.6"}}, ""},
        {{{abc + "1/share_to", "1"}}, ""},
        {{{d + "max", "10"}, {a + "max", "0"}, {abc + "0/share", ""}}, ""},
        {unsummed({{abc + "0/share", ""}}), ""},
    };
    check_all(rows, "section S, item a: ");
    auto list = read({});
    list.sections[0].items[0].levels[1].share.reset();
    CHECK(check_checklist(list, "t.json").error().message ==
          "t.json, section S, item a: level C has a bad range of shares");
}

TEST_CASE("a limit is above nothing, of a known kind and fact, and named once", "[rules][checklist]") {
    std::vector<Row> const rows{
        {{{t + "threshold/stages/1", stage_p}}, "item t: the limit code p occurs twice"},
        {{{m + "threshold/max", "0"}}, ""},
        {{{stage + "kinds", ""}}, "item t: bad threshold: stage p names no kind of school"},
        {{{m + "threshold", sizes}}, ""},
        {{{m + "threshold", sizes}, {m + "threshold/sizes/0/fact", R"("staff")"}}, ""},
        {{{m + "threshold", sizes}, {m + "threshold/sizes/0/fact", R"("cats")"}},
         "item m: bad threshold: unknown school fact cats"},
    };
    check_all(rows, "section S, ");
}

TEST_CASE("a threshold stands where something is measured or counted by hand", "[rules][checklist]") {
    std::string const formula = d + "threshold/formula/", of_d = "item d: bad threshold: ";
    std::vector<Row> const rows{
        {{{v + "threshold", sizes}}, ""},
        {{{v + "threshold", changed({})["sections"][0]["items"][1]["threshold"].dump()}}, ""},
        {{{v + "scoring", R"("text")"}, {v + "veto", "false"}, {v + "threshold", sizes}},
         "item v: bad threshold: nothing is measured here"},
        {{{formula + "step", "-1"}}, of_d + "a formula that cannot grow"},
        {{{formula + "add", "-1"}}, of_d + "a formula that cannot grow"},
        {{{formula + "base", "-1"}}, of_d + "a formula that cannot grow"},
        {{{formula + "add", "0"}, {formula + "base", "0"}}, ""},
        {{{m + "scoring", R"("percent")"}, {m + "threshold/max", "100"}}, ""},
        {{{m + "scoring", R"("percent")"}, {m + "threshold/max", "100.5"}}, "item m: bad threshold: more than 100 %"},
        {{{m + "threshold/max", "101"}}, ""},
    };
    check_all(rows, "section S, ");
}

TEST_CASE("a deduction costs something, and is counted from what there is", "[rules][checklist]") {
    std::string const row = d + "deductions/0/", next = d + "deductions/1";
    std::vector<Row> const rows{
        {{{d + "max", ""}}, "a deduct item has no full mark"},
        {{{row + "points", "0"}}, "deduction d1 costs nothing or more than the full mark"},
        {{{row + "points", "-1"}}, "deduction d1 costs nothing or more than the full mark"},
        {{{row + "points", "4"}}, ""},
        {{{row + "step", "0"}}, "deduction d1 has a step that is not above 0"},
        {{{row + "step", "-1"}}, "deduction d1 has a step that is not above 0"},
        {{{next, free_row}}, ""},
        {{{next, free_row}, {next + "/per", R"("count")"}}, "deduction d2 is free and counted"},
        {{{next, free_row}, {next + "/count_from", R"("shortfall")"}}, "deduction d2 is free and counted"},
        {{{row + "per", R"("percent")"}}, "deduction d1 is filled in but not counted"},
        {{{row + "per", R"("percent")"}, {row + "count_from", R"("person")"}}, ""},
        {{{row + "count_from", R"("sample")"}}, "deduction d1 refers to no sample"},
        {{{row + "count_from", R"("sample")"}, {d + "sample", R"({"size": 5})"}}, ""},
        {{{row + "count_from", R"("person")"}, {d + "threshold", ""}}, ""},
    };
    check_all(rows, "section S, item d: ");
    CHECK(error_of(changed({{a + "deductions", "[" + free_row + "]"}})) ==
          "t.json, section S, item a: deductions on an item that is not deduct");
}

TEST_CASE("points are given from 0 to the full mark by steps", "[rules][checklist]") {
    std::vector<Change> const given{{d + "scoring", R"("points")"}, {d + "deductions", ""}, {d + "threshold", ""}};
    auto const with = [&](std::vector<Change> more) {
        more.insert(more.begin(), given.begin(), given.end());
        return more;
    };
    std::vector<Row> const rows{
        {with({}), ""},
        {with({{d + "step", "0.5"}}), ""},
        {with({{d + "step", "4"}}), ""},
        {with({{d + "step", "5"}}), "item d: the full mark is not a number of steps"},
        {with({{d + "step", "1.5"}}), "item d: the full mark is not a number of steps"},
        {with({{d + "step", "0"}}), "item d: the full mark is not a number of steps"},
        {with({{d + "step", "-1"}}), "item d: the full mark is not a number of steps"},
        {with({{d + "weight", "2"}, {d + "max", "2"}}), "item d: an item given by points has a weight"},
        {with({{d + "veto", "true"}}), "item d: a veto item needs levels to fail by"},
        {with({{d + "threshold", R"({"shape": "max", "max": 3})"}}), "item d: bad threshold: nothing is measured here"},
        {with({{d + "sample", R"({"size": 3})"}}), "item d: a sample on an item that has no levels"},
        {{{m + "step", "2"}}, "item m: a step on an item that is not given by points"},
    };
    check_all(rows, "section S, ");
    CHECK(error_of(changed(unsummed(with({{d + "max", ""}, {a + "max", ""}})))) ==
          "t.json, section S, item d: an item given by points has no full mark");
}

TEST_CASE("a sample is of 1 to 50, of an item whose levels it gives", "[rules][checklist]") {
    std::string const best = a + "sample/levels/0/at_least", size = a + "sample/size";
    std::vector<Row> const rows{
        {{{size, "0"}}, "item a: a sample of 0 is not 1 to 50"},
        {{{size, "51"}}, "item a: a sample of 51 is not 1 to 50"},
        {{{size, "50"}}, ""},
        {{{size, "1"}, {best, "1"}}, ""},
        {{{best, "5"}}, ""},
        {{{best, "6"}}, "item a: the levels of the sample do not fall"},
        {{{a + "sample/levels", ""}}, "item a: the sample has no level for 0 good ones"},
        {{{m + "sample", R"({"size": 5})"}}, "item m: a sample on an item that has no levels"},
    };
    check_all(rows, "section S, ");
}

TEST_CASE("an item's figures stay in their ranges, and what needs another field has it", "[rules][checklist]") {
    std::string const percent = m + "points_from";
    std::vector<Row> const rows{
        {{{d + "evidence/photo", R"("required")"}, {d + "evidence/photo_min", "20"}}, ""},
        {{{d + "evidence/photo", R"("required")"}, {d + "evidence/photo_min", "21"}},
         "item d: more than 20 photos are required"},
        {{{a + "max", "-1"}}, "item a: the full mark is outside 0 to 1000"},
        {{{a + "max", "1000"}, {a + "weight", "0.006"}}, ""},
        {{{a + "max", "1001"}, {a + "weight", "0.006"}}, "item a: the full mark is outside 0 to 1000"},
        {{{a + "weight", "0"}}, "item a: the weight is outside 0 to 100"},
        {{{a + "weight", "-1"}}, "item a: the weight is outside 0 to 100"},
        {{{a + "weight", "100"}, {a + "max", "0.06"}}, ""},
        {{{a + "weight", "100.5"}, {a + "max", "0.06"}}, "item a: the weight is outside 0 to 100"},
        {{{"/scoring/levels/measure", ""}, {m + "threshold", ""}, {t + "threshold", ""}}, ""},
        {{{d + "veto", "true"}, {d + "levels", own_levels}}, "item d: a veto item needs levels to fail by"},
        {{{v + "scoring", R"("text")"}}, "item v: a veto item needs levels to fail by"},
        {{{percent, R"("percent")"}, {m + "max", "0"}}, "item m: points from percent without a percent or a full mark"},
        {{{percent, R"("percent")"}, {m + "scoring", R"("percent")"}},
         "item m: points from percent without a percent or a full mark"},
        {{{percent, R"("percent")"}, {m + "scoring", R"("percent")"}, {m + "max", "0"}}, ""},
        {{{percent, R"("stars")"}}, "item m: unknown points_from stars"},
        {{{"/na_reasons", ""}, {a + "na_allowed", "false"}}, ""},
        {{{a + "origin", R"("sourced")"}}, ""},
        {{{a + "phrases", phrases(12)}}, ""},
        {{{a + "phrases", phrases(13)}}, "item a: more than 12 phrases"},
    };
    check_all(rows, "section S, ");
}

}  // namespace checklist_rules_test
