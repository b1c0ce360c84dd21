#include <catch2/catch.hpp>

#include "tests/rules/small_lists.hpp"

using namespace mingcha;
using namespace mingcha::testing;

TEST_CASE("a value at its limit is inside, and the reason says how the two compare", "[rules][scoring]") {
    auto const most = limited(Scoring::minutes, Side::max, dec("60"));
    CHECK(judged(most, measured("55")) == "2: 55 ≤ 60");
    CHECK(judged(most, measured("60")) == "2: 60 ≤ 60");
    CHECK(judged(most, measured("60.0001")) == "0: 60.0001 > 60");
    auto const least = limited(Scoring::percent, Side::min, dec("90"));
    CHECK(judged(least, measured("90")) == "2: 90 ≥ 90");
    CHECK(judged(least, measured("89.9")) == "0: 89.9 < 90");
    auto const start = limited(Scoring::time, Side::min, dec("600"));
    CHECK(judged(start, at(10, 0)) == "2: 10:00 ≥ 10:00");
    CHECK(judged(start, at(9, 59)) == "0: 09:59 < 10:00");
    auto both = measured("55");
    both.time = 70;  // a time of day is no number of minutes
    CHECK(judged(most, both) == "2: 55 ≤ 60");
}

TEST_CASE("every stage that a school may have is named in the reason", "[rules][scoring]") {
    auto const list = *built_in_checklist("RTN8");
    auto const found = automatic_level(*list.item("M4.8"), at(8, 20), {"nine_year", {}, {}});
    REQUIRE(found);
    CHECK(found->reason.zh == "小学 08:20 ≥ 08:20; 中学 08:20 ≥ 08:00");
    CHECK(found->reason.en == "primary 08:20 ≥ 08:20; secondary 08:20 ≥ 08:00");
}

TEST_CASE("sizes are judged by those that were measured, and by none while none was", "[rules][scoring]") {
    auto item = item_of("1", Scoring::abc);
    item.threshold = Threshold{Threshold::Shape::by_size,
                               Side::max,
                               {{"a", {"小", "small"}, dec("25"), {}, {}}, {"b", {"大", "big"}, dec("35"), {}, {}}},
                               {}};
    Verdict verdict;
    CHECK(judged(item, verdict) == "-");
    verdict.measures["a"] = dec("25");
    CHECK(judged(item, verdict) == "2: small 25 ≤ 25");
    verdict.measures["b"] = dec("35");
    CHECK(judged(item, verdict) == "2: small 25 ≤ 25; big 35 ≤ 35");
    verdict.measures["b"] = dec("36");
    CHECK(judged(item, verdict) == "-");
    item.scoring = Scoring::count;
    CHECK(judged(item, verdict) == "-");  // one size is kept, one is not
    verdict.measures["a"] = dec("26");
    CHECK(judged(item, verdict) == "0: small 26 > 25; big 36 > 35");
    item.scoring = Scoring::abc;
    CHECK(judged(item, verdict) == "-");
}

TEST_CASE("a limit by formula needs its fact, and never marks an abc item down", "[rules][scoring]") {
    SchoolFacts const school{"primary", dec("1001"), dec("3000")};
    CHECK(judged(by_formula(Scoring::count), measured("2"), school) == "2: due 2 ≥ 2");
    CHECK(judged(by_formula(Scoring::count), measured("1"), school) == "0: due 1 < 2");
    CHECK(judged(by_formula(Scoring::count), measured("2")) == "-");
    CHECK(judged(by_formula(Scoring::abc), measured("2"), school) == "2: due 2 ≥ 2");
    CHECK(judged(by_formula(Scoring::abc), measured("1"), school) == "-");
    CHECK(school.fact("students") == dec("1001"));
    CHECK(school.fact("staff") == dec("3000"));
    CHECK_FALSE(school.fact("rooms"));
}

TEST_CASE("a formula never gives less than its base and counts a step as soon as it begins", "[rules][scoring]") {
    auto const formula = by_formula(Scoring::count).threshold->formula;
    CHECK(formula_value(formula, dec("0")) == dec("1"));
    CHECK(formula_value(formula, dec("1000")) == dec("1"));
    CHECK(formula_value(formula, dec("1000.0001")) == dec("2"));
    CHECK(formula_value(formula, dec("1100")) == dec("2"));
    CHECK(formula_value(formula, dec("1100.0001")) == dec("3"));
}

TEST_CASE("a shortfall is told where there is one lower limit and a value", "[rules][scoring]") {
    SchoolFacts const school{"primary", dec("1200"), {}};
    auto item = limited(Scoring::count, Side::min, dec("4"));
    CHECK(shown(shortfall(item, measured("1.5"), {})) == "2.5");
    CHECK(shown(shortfall(item, measured("5"), {})) == "0");
    CHECK(shown(shortfall(item, {}, {})) == "-");
    CHECK(shown(shortfall(limited(Scoring::count, Side::max, dec("4")), measured("1"), {})) == "-");
    CHECK(shown(shortfall(by_formula(Scoring::count), measured("1"), school)) == "2");
    CHECK(shown(shortfall(by_formula(Scoring::count), measured("1"), {})) == "-");
    item.threshold.reset();
    CHECK(shown(shortfall(item, measured("1"), {})) == "-");
}

TEST_CASE("what does not apply is neither judged nor filled in", "[rules][scoring]") {
    auto verdict = measured("3");
    verdict.na = "no_facility";
    CHECK(judged(limited(Scoring::count, Side::min, dec("4")), verdict) == "-");
    auto item = deducted(dec("8"), {row("d", dec("2"), Per::count, CountFrom::shortfall)});
    item.threshold = limited(Scoring::count, Side::min, dec("4")).threshold;
    CHECK(filled_in(item, verdict, {}) == verdict);
    auto const got = scored(item, verdict);
    CHECK(got.state == ItemState::na);
    CHECK(lines(got.explained) == Lines{"N/A, leaves the base"});
}

TEST_CASE("an automatic level follows its value, a chosen one stays", "[rules][scoring]") {
    auto const item = limited(Scoring::minutes, Side::max, dec("60"));
    auto verdict = measured("61");
    verdict.level = "2";
    CHECK(filled_in(item, verdict, {}).level == "2");
    verdict.automatic = true;
    CHECK(filled_in(item, verdict, {}).level == "0");
    verdict.measured.reset();
    CHECK(filled_in(item, verdict, {}) == Verdict{});
}

TEST_CASE("what is short is counted beside the faults that a person named, whose numbers stay", "[rules][scoring]") {
    auto item = deducted(dec("8"),
                         {row("short", dec("2"), Per::count, CountFrom::shortfall), row("late", dec("1"), Per::once)});
    item.threshold = limited(Scoring::count, Side::min, dec("4")).threshold;
    auto verdict = measured("3");
    CHECK(filled_in(item, verdict, {}).faults == faults({{"short", dec("1")}}).faults);
    verdict.faults = faults({{"late", dec("1")}}).faults;
    CHECK(filled_in(item, verdict, {}).faults == faults({{"late", dec("1")}, {"short", dec("1")}}).faults);
    verdict.faults = faults({{"short", dec("3")}}).faults;
    CHECK(filled_in(item, verdict, {}) == verdict);
    CHECK(filled_in(item, measured("4"), {}).faults == faults({}).faults);
}

TEST_CASE("bad ones of a sample are counted as faults when the whole sample was looked at", "[rules][scoring]") {
    auto item = deducted(dec("10"), {row("bad", dec("3"), Per::count, CountFrom::sample)});
    item.sample = Sample{5, {}};
    CHECK(filled_in(item, sampled("+-+-+"), {}).faults == faults({{"bad", dec("2")}}).faults);
    CHECK(filled_in(item, sampled("+++++"), {}).faults == faults({}).faults);
    CHECK_FALSE(filled_in(item, sampled("+-+-."), {}).faults);
    CHECK(shown(scored(item, sampled("+-+-+")).points) == "4");
    CHECK(scored(item, sampled("+-+-.")).state == ItemState::open);
    item.sample.reset();
    CHECK_FALSE(filled_in(item, sampled("+-+-+"), {}).faults);
}
