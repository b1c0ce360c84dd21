#include <catch2/catch.hpp>

#include "tests/rules/answers.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace scoring_test {
namespace {
int level_count(Tally const& tally, int shape) {
    for (auto const& one : tally.levels)
        if (one.shape == shape) return one.count;
    return 0;
}
std::string shown(std::optional<Decimal> const& number) {
    return number ? number->to_string() : "-";
}
}  // namespace

TEST_CASE("routine list: counts per level, no sum, a failed veto asks for class C", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("RTN8");
    SchoolFacts const junior{"junior", dec("900"), {}};
    auto answers = all_best(list);
    answers["M1.1"] = level("1");      // weak
    answers["M2.3"] = level("1");      // weak on a critical item: fails
    answers["M4.4"] = measured("95");  // above 90 minutes: fails
    answers["M4.2"] = na();
    answers["M4.3"] = na();
    answers["M6.5"] = level("n");  // veto
    auto const got = score(list, answers, junior);
    // 73 items less 2 texts, 2 N/A, 2 weak and 2 failed ones are met; the four counts of M9 have the limit 0.
    CHECK(got.tally.items == 73);
    CHECK(got.tally.answered == 73);
    CHECK(got.tally.na == 2);
    CHECK(got.tally.failed == 3);
    CHECK(level_count(got.tally, 4) == 2);
    CHECK(level_count(got.tally, 5) == 2);
    CHECK(level_count(got.tally, 1) == 73 - 2 - 2 - 2 - 2);
    CHECK_FALSE(got.score);
    CHECK(got.grade.empty());
    CHECK(got.class_c);
    CHECK(got.veto_failed == std::vector<std::string>{"M6.5"});
    CHECK(got.critical_failed == std::vector<std::string>{"M2.3", "M6.5"});
    CHECK(proposed_class(*list.item("M6.5"), *got.item("M6.5")) == 'C');
    CHECK(proposed_class(*list.item("M2.3"), *got.item("M2.3")) == 'B');
    CHECK(proposed_class(*list.item("M1.1"), *got.item("M1.1")) == 'A');
    CHECK(got.complete());
    CHECK(got.item("M4.4")->automatic);
}

TEST_CASE("campus safety: deductions stop at 0, N/A leaves the base, veto goes over points",
          "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("SAFE");
    SchoolFacts const facts{"primary", dec("1200"), {}};
    auto answers = all_best(list);
    answers["S1.2"] = faults({{"d3", dec("1")}});                    // 4 − 2
    answers["S1.3"] = faults({{"d1", dec("2")}, {"d2", dec("1")}});  // 5 − 3
    answers["S2.1"] = measured("3");                                 // 1,200 pupils need 4 guards: 8 − 2
    answers["S5.1"] = faults({{"d1", dec("3")}});                    // 4 − 3
    answers["S5.2"] = faults({{"d1", dec("3")}});                    // 2 − 3 stops at 0
    answers["S6.2"] = na();                                          // 2 leave the base
    answers["S8.2"] = na();                                          // 1 leaves the base
    auto got = score(list, answers, facts);
    CHECK(shown(got.earned) == "85");  // 97 − 2 − 3 − 2 − 3 − 2
    CHECK(shown(got.base) == "97");
    CHECK(shown(got.score) == "87.6");  // 87.628…
    CHECK(got.grade == "good");
    CHECK_FALSE(got.by_veto);
    CHECK(shown(got.item("S2.1")->points) == "6");
    answers["S0.3"] = level("n");
    got = score(list, answers, facts);
    CHECK(got.grade == "fail");
    CHECK(got.by_veto);
    CHECK(shown(got.score) == "87.6");
}

TEST_CASE("fire safety: free deductions, and lessons short of the limit are counted", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("FIRE");
    auto answers = all_best(list);
    answers["X1.4"] = faults({{"free", dec("1.5")}});
    answers["X2.2"] = faults({{"free", dec("3")}});
    answers["X3.1"] = measured("2");                  // 4 lessons due, 2 short: 8 − 4
    answers["X4.1"] = faults({{"free", dec("10")}});  // nothing left
    auto got = score(list, answers);
    CHECK(shown(got.score) == "81.5");
    CHECK(got.grade == "pass");
    answers["X2.1"] = faults({{"free", dec("1.6")}});
    got = score(list, answers);
    CHECK(shown(got.score) == "79.9");
    CHECK(got.grade == "fail");
}

TEST_CASE("a point lost on a deduct item is a fault, named or entered directly", "[rules][scoring]") {
    auto const list = *built_in_checklist("SAFE");
    auto const& item = *list.item("S1.2");
    auto const entered = [&](Decimal points) {
        Verdict verdict;
        verdict.points = points;
        return score_item(list, item, verdict).fails;
    };
    CHECK_FALSE(entered(*item.full_mark()));
    CHECK(entered(*item.full_mark() - dec("1")));
    CHECK(entered(dec("0")));
    CHECK(score_item(list, item, faults({{"d3", dec("1")}})).fails);
}

TEST_CASE("canteen: the result comes from rules, not from points", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("FOOD");
    auto const result = [&](std::vector<std::string> const& no, std::vector<std::string> const& not_applicable = {}) {
        auto answers = all_best(list);
        for (auto const& code : no) answers[code] = level("n");
        for (auto const& code : not_applicable) answers[code] = na();
        return score(list, answers);
    };
    CHECK(result({}).grade == "pass");
    CHECK(result({"F1.2"}).grade == "rectify");
    CHECK(result({"F1.2", "F2.1"}).grade == "rectify");
    CHECK(result({"F1.2", "F2.1", "F2.4"}).grade == "fail");
    CHECK_FALSE(result({"F1.2", "F2.1", "F2.4"}).by_veto);
    CHECK(result({"F4.6"}).grade == "fail");
    CHECK(result({"F4.6"}).by_veto);
    // 27 items are not critical, two of them only counts: 5 of 25 is 20 %, not more.
    std::vector<std::string> const five{"F1.3", "F1.4", "F2.2", "F2.3", "F2.5"};
    CHECK(result(five).grade == "pass");
    CHECK(result({"F1.3", "F1.4", "F2.2", "F2.3", "F2.5", "F2.6"}).grade == "rectify");
    CHECK(result(five, {"F8.3"}).grade == "rectify");  // 5 of 24 is 20.8 %
    CHECK_FALSE(result({}).score);
}

TEST_CASE("double reduction: measured values outside their limit count as not met", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("SJ");
    auto answers = all_best(list);
    answers["J1.1"] = level("1");
    answers["J2.4"] = na();
    answers["J2.5"] = measured("61");
    answers["J2.6"] = measured("90");
    answers["J3.1"] = level("n");
    answers["J6.1"] = level("0");
    auto const got = score(list, answers);
    // 35 items: J3.7, J5.3, J7.1, J7.2 are only noted, one is N/A, 30 are judged.
    CHECK(level_count(got.tally, 1) == 26);
    CHECK(level_count(got.tally, 4) == 1);
    CHECK(level_count(got.tally, 5) == 3);
    CHECK(got.tally.failed == 3);
    CHECK(got.critical_failed == std::vector<std::string>{"J2.5"});
    CHECK(got.grade.empty());
    CHECK(got.item("J3.7")->state == ItemState::noted);
}

TEST_CASE("kindergarten: coefficients, an entered share, class sizes", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("KG");
    auto answers = all_best(list);
    answers["A1.1"] = level("B");  // 2 × 0.8
    answers["A1.3"] = level("C");
    answers["A1.3"].share = dec("0.3");  // 4 × 0.3
    answers["A2.8"] = na();              // 3 leave the base
    answers["A3.2"] = level("B");        // 6 × 0.8
    answers["A5.6"] = level("C");        // 2 × 0.6, as offered
    auto got = score(list, answers);
    CHECK(shown(got.earned) == "91.8");
    CHECK(shown(got.base) == "97");
    CHECK(shown(got.score) == "94.6");  // 94.639…
    CHECK(got.grade == "excellent");
    answers["A4.4"] = level("C");
    got = score(list, answers);
    CHECK(got.grade == "fail");
    CHECK(got.by_veto);
    Verdict sizes;
    sizes.measures = {{"size", dec("360")}, {"small", dec("25")}};
    CHECK(automatic_level(*list.item("A1.3"), sizes, {})->code == "A");
    sizes.measures["big"] = dec("36");
    CHECK_FALSE(automatic_level(*list.item("A1.3"), sizes, {}));
}

TEST_CASE("management standard: one, half and nothing a line", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("STD88");
    auto answers = all_best(list);
    for (auto const* code : {"1.1.1", "2.1.1", "3.1.4", "4.1.2", "6.3.3"}) answers[code] = level("0.5");
    for (auto const* code : {"1.2.1", "5.2.3", "6.1.4"}) answers[code] = level("0");
    for (auto const* code : {"1.3.2", "5.1.4"}) answers[code] = na();
    auto const got = score(list, answers);
    CHECK(shown(got.earned) == "80.5");
    CHECK(shown(got.base) == "86");
    CHECK(shown(got.score) == "82.4");  // 80.5 ÷ 86 × 88 = 82.372…
    CHECK(got.grade.empty());
}

TEST_CASE("principal's term end: level and progress stand beside each other", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("PRIN");
    auto answers = all_best(list);
    for (auto& [code, verdict] : answers)
        if (list.item(code)->scoring == Scoring::abcd) verdict.level_start = "B";
    answers["P1.1"].level = "B";         // 5 × 0.8
    answers["P2.1"].level = "C";         // 8 × 0.6
    answers["P4.1"].level = "D";         // 6 × 0.3
    answers["P7.1"] = measured("92.5");  // 4 × 92.5 %
    answers["P7.3"] = measured("88");    // 3 × 88 %
    auto got = score(list, answers);
    CHECK(shown(got.earned) == "90.94");
    CHECK(shown(got.score) == "90.9");
    CHECK(shown(got.score_start) == "80");  // 72 of 90
    CHECK(got.grade == "excellent");
    answers["P6.3"] = level("y");
    got = score(list, answers);
    CHECK(got.grade == "fail");
    CHECK(got.by_veto);
}

TEST_CASE("term opening: three levels, counted", "[rules][scoring][golden]") {
    auto const list = *built_in_checklist("OPEN");
    auto answers = all_best(list);
    for (auto const* code : {"O1.1", "O1.2", "O2.2", "O4.1"}) answers[code] = level("1");
    for (auto const* code : {"O1.3", "O3.1"}) answers[code] = level("0");
    auto const got = score(list, answers);
    CHECK(level_count(got.tally, 1) == 10);
    CHECK(level_count(got.tally, 3) == 4);
    CHECK(level_count(got.tally, 5) == 2);
    CHECK(got.tally.failed == 3);  // the two and O2.2, which is critical
    CHECK(got.tally.levels[1].words.zh == "中");
}

TEST_CASE("a start time is judged by the stage of the school, and left to people where stages disagree",
          "[rules][scoring]") {
    auto const list = *built_in_checklist("RTN8");
    auto const& item = *list.item("M4.8");
    auto const judged = [&](char const* kind, int hour, int minute) {
        auto const found = automatic_level(item, at(hour, minute), {kind, {}, {}});
        return found ? found->code : "-";
    };
    CHECK(judged("primary", 8, 20) == "2");
    CHECK(judged("primary", 8, 10) == "0");
    CHECK(judged("junior", 8, 10) == "2");
    CHECK(judged("nine_year", 8, 10) == "-");
    CHECK(judged("nine_year", 8, 25) == "2");
    CHECK(judged("nine_year", 7, 50) == "0");
    CHECK(automatic_level(item, at(8, 10), {"primary", {}, {}})->reason.zh == "小学 08:10 < 08:20");
}

TEST_CASE("guards by pupils: two up to 500, one more for each 500 begun", "[rules][scoring]") {
    auto const formula = built_in_checklist("SAFE")->item("S2.1")->threshold->formula;
    CHECK(formula_value(formula, dec("0")) == dec("2"));
    CHECK(formula_value(formula, dec("500")) == dec("2"));
    CHECK(formula_value(formula, dec("501")) == dec("3"));
    CHECK(formula_value(formula, dec("1200")) == dec("4"));
    CHECK(formula_value(formula, dec("1500")) == dec("4"));
}

TEST_CASE("a person's level stands above the automatic one, with the reason shown", "[rules][scoring]") {
    auto const list = *built_in_checklist("RTN8");
    auto verdict = measured("70");
    verdict.level = "2";
    verdict.override_reason = "仅毕业班一天";
    auto const scored = score_item(list, *list.item("M4.3"), verdict);
    CHECK(scored.level == "2");
    CHECK_FALSE(scored.automatic);
    CHECK_FALSE(scored.fails);
    CHECK(scored.explained.parts.back().text.zh == "督学改定：仅毕业班一天");
}

TEST_CASE("a sample of five gives its level when all five were looked at", "[rules][scoring]") {
    Item item;
    item.scoring = Scoring::tri;
    item.levels = built_in_checklist("RTN8")->item("M1.1")->levels;
    item.sample = Sample{5, {{"2", 5}, {"1", 3}, {"0", 0}}};
    auto const judged = [&](char const* sample) {
        Verdict verdict;
        verdict.sample = sample;
        auto const found = automatic_level(item, verdict, {});
        return found ? found->code : "-";
    };
    CHECK(judged("+++++") == "2");
    CHECK(judged("++-+-") == "1");
    CHECK(judged("--+--") == "0");
    CHECK(judged("+++.+") == "-");
}

TEST_CASE("a proportional deduction costs its points for each step", "[rules][scoring]") {
    auto list = *built_in_checklist("SAFE");
    auto& item = list.sections[1].items[0];
    item.max = dec("20");
    item.deductions = {{"p",
                        {"每低0.1个百分点", "each 0.1 point below"},
                        dec("2"),
                        Per::percent,
                        dec("0.1"),
                        CountFrom::person,
                        false}};
    CHECK(shown(score_item(list, item, faults({{"p", dec("0.3")}})).points) == "14");
    CHECK(shown(score_item(list, item, faults({{"p", dec("5")}})).points) == "0");
}

TEST_CASE("a score is rounded once", "[rules][scoring]") {
    CHECK(ratio(dec("86.4499"), dec("100"), dec("100"), 1) == dec("86.4"));
    CHECK(ratio(dec("86.45"), dec("100"), dec("100"), 1) == dec("86.5"));
    CHECK(ratio(dec("1"), dec("100"), dec("3"), 1) == dec("33.3"));
    // 44.9499: rounding to 44.95 first would end at 45.
    CHECK(ratio(dec("449499"), dec("1"), dec("10000"), 1) == dec("44.9"));
}

TEST_CASE("the explanation leads from section to item to rule to points", "[rules][scoring]") {
    auto const list = *built_in_checklist("SAFE");
    auto answers = all_best(list);
    answers["S1.3"] = faults({{"d1", dec("2")}});
    auto const got = score(list, answers);
    auto const& section = got.explained.parts[1];
    CHECK(section.text.en == "Organisation and duty");
    CHECK(shown(section.points) == "13");
    auto const& rule = section.parts[2].parts[0];
    CHECK(rule.text.zh == "每缺一项制度 × 2");
    CHECK(rule.text.en == "each rule missing × 2");
    CHECK(shown(rule.points) == "-2");
    CHECK(got.explained.parts.back().text.zh == "等次（≥ 90）：优秀");
}

TEST_CASE("while items are open the score is of those answered, and required ones are counted", "[rules][scoring]") {
    auto const list = *built_in_checklist("SAFE");
    auto const nothing = score(list, {});
    CHECK_FALSE(nothing.score);
    CHECK(nothing.grade.empty());
    CHECK(nothing.tally.required_open == 47);
    auto const one = score(list, {{"S1.1", faults({{"d1", dec("1")}})}});
    CHECK(shown(one.score) == "50");
    CHECK(one.tally.required_open == 46);
}

}  // namespace scoring_test
