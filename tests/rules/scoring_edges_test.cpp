#include <catch2/catch.hpp>

#include "tests/rules/small_lists.hpp"

using namespace mingcha;
using namespace mingcha::testing;

TEST_CASE("deductions are explained one by one, and where they stop", "[rules][scoring]") {
    auto free = row("free", dec("0"), Per::once);
    free.free = true;
    auto counted = row("c", dec("2"), Per::count);
    counted.step = dec("0.5");  // is of proportional rows only
    auto const item = deducted(dec("10"), {row("o", dec("3"), Per::once), counted, free});
    auto got = scored(item, faults({{"o", dec("1")}, {"c", dec("2")}, {"free", dec("1.5")}}));
    CHECK(lines(got.explained) == Lines{"fault o = -3", "fault c × 2 = -4", "fault free = -1.5"});
    CHECK(line(got.explained) == "1 item = 1.5");
    got = scored(item, faults({{"o", dec("1")}, {"c", dec("4")}}));
    CHECK(lines(got.explained) == Lines{"fault o = -3", "fault c × 4 = -8", "Deductions stop at 0 = 1"});
    CHECK(shown(got.points) == "0");
    CHECK(lines(scored(item, faults({{"c", dec("5")}})).explained) == Lines{"fault c × 5 = -10"});
    CHECK(lines(scored(item, faults({{"c", dec("0")}})).explained) == Lines{"Full mark, no fault found"});
}

TEST_CASE("a level is explained with its share, its reason and who chose it", "[rules][scoring]") {
    auto item = limited(Scoring::minutes, Side::max, dec("60"));
    CHECK(lines(scored(item, measured("61")).explained) == Lines{"level 0 (61 > 60, automatic)"});
    item.max = dec("10");
    auto chosen = measured("61");
    chosen.level = "1";
    chosen.override_reason = "once";
    CHECK(lines(scored(item, chosen).explained) ==
          Lines{"level 1 × 0.5 (61 > 60) = 5", "Changed by the inspector: once"});
    chosen.level = "0";
    CHECK(lines(scored(item, chosen).explained) == Lines{"level 0 × 0 (61 > 60) = 0"});
    CHECK(lines(scored(item, level("2")).explained) == Lines{"level 2 × 1 = 10"});
    CHECK(scored(item, measured("60")).explained.parts[0].text.zh == "级2 × 1 (60 ≤ 60，自动)");
}

TEST_CASE("a level gives points only where it has a share and its item a full mark", "[rules][scoring]") {
    auto const unmarked = scored(item_of("1", Scoring::tri), level("1"));
    CHECK(shown(unmarked.points) == "-");
    CHECK(unmarked.state == ItemState::judged);
    auto item = item_of("1", Scoring::tri, dec("10"));
    item.levels[1].share.reset();
    auto const got = scored(item, level("1"));
    CHECK(shown(got.points) == "-");
    CHECK(shown(got.full_mark) == "-");
    CHECK(lines(got.explained) == Lines{"level 1"});
}

TEST_CASE("points from a percentage, at both ends of the term", "[rules][scoring]") {
    auto item = item_of("1", Scoring::percent, dec("4"));
    item.points_from_percent = true;
    auto verdict = measured("92.5");
    verdict.measured_start = dec("50");
    auto const got = scored(item, verdict);
    CHECK(lines(got.explained) == Lines{"92.5% × 4 = 3.7", "Start of the term = 2"});
    CHECK(shown(got.points_start) == "2");
    item.points_from_percent = false;
    CHECK(shown(scored(item, verdict).points_start) == "-");
}

TEST_CASE("a percentage below its limit fails a veto item, whatever points it gives", "[rules][scoring]") {
    auto item = limited(Scoring::percent, Side::min, dec("60"));
    item.max = dec("10");
    item.points_from_percent = true;
    item.veto = true;
    auto list = sheet({item}, dec("10"));
    list.veto_effect = VetoEffect::grade_fail;
    list.grades = {{"pass", {"合格", "Pass"}, dec("0")}, {"fail", {"不合格", "Fail"}, dec("0")}};
    auto const got = [&](char const* percent) { return score(list, {{"1", measured(percent)}}); };
    auto const below = got("59");
    CHECK(shown(below.score) == "5.9");
    CHECK(below.veto_failed == std::vector<std::string>{"1"});
    CHECK(below.grade == "fail");
    CHECK(lines(below.sections[0].items[0].explained) ==
          Lines{"level 0 (59 < 60, automatic)", "59% × 10 = 5.9", "Veto"});
    CHECK(got("60").veto_failed.empty());
    CHECK(got("60").grade == "pass");
}

TEST_CASE("in a list without a sum nothing is said in points", "[rules][scoring]") {
    auto item = item_of("1", Scoring::percent, dec("10"));
    item.points_from_percent = true;
    auto verdict = measured("50");
    verdict.measured_start = dec("40");
    auto const list = sheet({item});
    auto const got = score_item(list, list.sections[0].items[0], verdict);
    CHECK(lines(got.explained) == Lines{"50% × 10", "Start of the term"});
    CHECK(shown(got.points) + shown(got.points_start) == "--");
}

TEST_CASE("points entered by hand stand above a level's share but hide no failure", "[rules][scoring]") {
    auto const item = item_of("1", Scoring::tri, dec("10"));
    auto const got = scored(item, with_points("4", "2"));
    CHECK(lines(got.explained) == Lines{"level 2 × 1 = 10", "Points entered = 4"});
    CHECK(shown(got.points) == "4");
    CHECK_FALSE(got.fails);
    CHECK(scored(item, with_points("4", "0")).fails);
    CHECK(scored(item, with_points("0", "2")).fails);
    auto const unmarked = scored(item_of("1", Scoring::tri), with_points("0", "2"));
    CHECK(shown(unmarked.points) == "-");
    CHECK_FALSE(unmarked.fails);
}

TEST_CASE("points given by steps are the mark, and none of them is a failure", "[rules][scoring]") {
    auto item = item_of("5", Scoring::points, dec("5"));
    item.levels.clear();
    item.step = dec("0.5");
    auto const got = scored(item, with_points("3.5"));
    CHECK(shown(got.points) == "3.5");
    CHECK_FALSE(got.fails);
    CHECK(got.state == ItemState::judged);
    CHECK(scored(item, with_points("0")).fails);
    CHECK(scored(item, {}).state == ItemState::open);
    Checklist const list;
    CHECK(check_verdict(list, item, with_points("5")));
    CHECK_FALSE(check_verdict(list, item, with_points("5.5")));
    auto const between = check_verdict(list, item, with_points("3.2"));
    REQUIRE_FALSE(between);
    CHECK(between.error().message == "points between two steps");
    CHECK_FALSE(is_answered(item, faults({})));
}

TEST_CASE("named faults go before points entered, and faults belong to deduct items", "[rules][scoring]") {
    auto const item = deducted(dec("10"), {row("d", dec("3"), Per::once)});
    CHECK(lines(scored(item, with_points("6")).explained) == Lines{"Points entered = 6"});
    auto both = faults({{"d", dec("1")}});
    both.points = dec("9");
    CHECK(shown(scored(item, both).points) == "7");
    auto failed = level("0");
    failed.faults = faults({}).faults;
    CHECK(scored(item_of("1", Scoring::tri, dec("10")), failed).fails);
}

TEST_CASE("a veto is noted and offered as class C only when its item fails", "[rules][scoring]") {
    auto item = item_of("1", Scoring::tri, dec("10"));
    CHECK(lines(scored(item, level("0")).explained) == Lines{"level 0 × 0 = 0"});
    CHECK(proposed_class(item, scored(item, level("0"))) == 'B');
    CHECK(proposed_class(item, scored(item, level("1"))) == 'A');
    item.veto = true;
    CHECK(lines(scored(item, level("1")).explained) == Lines{"level 1 × 0.5 = 5"});
    CHECK(proposed_class(item, scored(item, level("1"))) == 'A');
    CHECK(lines(scored(item, level("0")).explained) == Lines{"level 0 × 0 = 0", "Veto"});
    CHECK(proposed_class(item, scored(item, level("0"))) == 'C');
    auto const lost = deducted(dec("10"), {row("d", dec("3"), Per::once)});
    CHECK(proposed_class(lost, scored(lost, faults({{"d", dec("1")}}))) == 'B');
}

namespace {
/// One item of `total` points, and a grade from 90 of 100 on.
Score graded(std::string_view total, std::string_view points) {
    static Checklist list;
    list = sheet({item_of("1", Scoring::tri, dec(total))}, dec(total));
    list.grades = {{"good", {"好", "good"}, dec("90")}, {"poor", {"差", "poor"}, dec("0")}};
    return score(list, {{"1", with_points(points, "2")}});
}
std::vector<ResultRule> bad_when(Condition const& condition) {
    return {{"bad", {"差", "bad"}, {condition}}, {"ok", {"好", "ok"}, {}}};
}
}  // namespace

TEST_CASE("grade limits are out of 100 whatever the total is, after rounding to one place", "[rules][scoring]") {
    CHECK(graded("50", "44.975").grade == "good");  // 89.95
    CHECK(graded("50", "44.97").grade == "poor");
    CHECK(graded("100", "89.95").grade == "good");
    CHECK(graded("100", "89.94").grade == "poor");
    CHECK(graded("101", "90").grade == "poor");  // 89.1
    CHECK(graded("120", "108").grade == "good");
    CHECK(graded("120", "107.9").grade == "poor");
}

TEST_CASE("the tally counts open, N/A and failed items, of the list and of each section", "[rules][scoring]") {
    auto list = sheet({item_of("1", Scoring::tri), item_of("2", Scoring::tri), item_of("3", Scoring::tri),
                       item_of("4", Scoring::tri), item_of("5", Scoring::tri)});
    list.sections[0].items[4].required = false;
    auto const got = score(list, {{"1", level("2")}, {"2", level("0")}, {"3", na()}});
    for (auto const& tally : {got.tally, got.sections[0].tally}) {
        CHECK(tally.items == 5);
        CHECK(tally.answered == 3);
        CHECK(tally.na == 1);
        CHECK(tally.failed == 1);
        CHECK(tally.required_open == 1);
        REQUIRE(tally.levels.size() == 3);
        CHECK(tally.levels[0].count == 1);
        CHECK(tally.levels[1].count == 0);
        CHECK(tally.levels[2].count == 1);
    }
}

TEST_CASE("levels of one shape are counted together, best first, in the words of most items", "[rules][scoring]") {
    auto few = item_of("1", Scoring::yes_no);
    few.levels = {{"y", {"是", "yes"}, 1, Fails::no, {}, {}, {}},
                  {"h", {"半", "half"}, 2, Fails::no, {}, {}, {}},
                  {"q", {"半", "half"}, 4, Fails::no, {}, {}, {}}};
    auto list = sheet({few});
    list.sections.push_back({"t", {}, {}, {}, {item_of("2", Scoring::tri), item_of("3", Scoring::tri)}});
    auto const got = score(list, {{"1", level("y")}, {"2", level("2")}});
    auto const levels = [](Tally const& tally) {
        Lines out;
        for (auto const& level : tally.levels)
            out.push_back(level.words.en + ", shape " + std::to_string(level.shape) + ": " +
                          std::to_string(level.count) + " of " + std::to_string(level.offered));
        return out;
    };
    CHECK(levels(got.tally) == Lines{"level 2, shape 1: 2 of 3", "half, shape 2: 0 of 1", "level 1, shape 3: 0 of 2",
                                     "half, shape 4: 0 of 1", "level 0, shape 5: 0 of 2"});
    CHECK(levels(got.sections[0].tally) ==
          Lines{"level 2, shape 1: 1 of 1", "half, shape 2: 0 of 1", "half, shape 4: 0 of 1"});
}

TEST_CASE("a result rule counts the failures it names", "[rules][scoring]") {
    auto list = sheet({item_of("1", Scoring::tri), item_of("2", Scoring::tri)});
    list.sections[0].items[0].veto = true;
    list.result_rules = bad_when({Counted::failed, 1, {}});
    auto const got = score(list, {{"1", level("0")}});
    CHECK(got.grade == "bad");
    CHECK(got.grade_words.en == "bad");
    list.result_rules = bad_when({Counted::other_failed, 1, {}});
    CHECK(score(list, {{"1", level("0")}}).grade == "ok");
    CHECK(score(list, {{"2", level("0")}}).grade == "bad");
}

TEST_CASE("a share of failures is of all items that can fail", "[rules][scoring]") {
    auto const graded_beside = [](Item other, Verdict const& verdict) {
        other.code = "2";
        auto list = sheet({item_of("1", Scoring::tri), std::move(other)});
        list.result_rules = bad_when({Counted::failed, {}, dec("50")});
        return score(list, {{"1", level("0")}, {"2", verdict}}).grade;
    };
    CHECK(graded_beside(item_of("2", Scoring::tri), level("2")) == "ok");
    CHECK(graded_beside(item_of("2", Scoring::tri), na()) == "bad");
    CHECK(graded_beside(item_of("2", Scoring::text), text("无")) == "bad");
    CHECK(graded_beside(deducted(dec("10"), {row("d", dec("3"), Per::once)}), faults({})) == "ok");
    CHECK(graded_beside(limited(Scoring::count, Side::max, dec("4")), measured("4")) == "ok");
}

TEST_CASE("a failed veto does what its list says, and nothing else", "[rules][scoring]") {
    auto list = sheet({item_of("1", Scoring::tri)});
    list.sections[0].items[0].veto = true;
    list.result_rules = bad_when({Counted::veto_failed, 1, {}});
    list.veto_effect = VetoEffect::class_c;
    auto got = score(list, {{"1", level("0")}});
    CHECK(got.class_c);
    CHECK_FALSE(got.by_veto);
    CHECK_FALSE(score(list, {{"1", level("1")}}).class_c);
    list.veto_effect = VetoEffect::result_rule;
    got = score(list, {{"1", level("0")}});
    CHECK_FALSE(got.class_c);
    CHECK(got.by_veto);
    CHECK_FALSE(score(list, {{"1", level("1")}}).by_veto);
}

TEST_CASE("there is no grade while nothing is judged", "[rules][scoring]") {
    auto list = sheet({item_of("1", Scoring::tri), item_of("2", Scoring::text)});
    list.result_rules = {{"ok", {"好", "ok"}, {}}};
    CHECK(score(list, {}).grade.empty());
    CHECK(score(list, {{"1", na()}, {"2", text("无")}}).grade.empty());
    CHECK(score(list, {{"1", level("2")}}).grade == "ok");
}

TEST_CASE("a base of 0 gives no score, neither now nor at the start of the term", "[rules][scoring]") {
    auto verdict = level("2");
    verdict.level_start = "1";
    auto list = sheet({item_of("1", Scoring::tri, dec("0"))}, dec("100"));
    auto const got = score(list, {{"1", verdict}});
    CHECK(shown(got.base) == "0");
    CHECK(shown(got.score) == "-");
    CHECK(shown(got.score_start) == "-");
    list.sections[0].items[0].max = dec("3");
    list.sections[0].items[0].levels[1].share = dec("0.3333");
    CHECK(shown(score(list, {{"1", verdict}}).score_start) == "33.3");  // 33.33
}

TEST_CASE("a list without a sum gives no points, whatever its items say", "[rules][scoring]") {
    auto verdict = level("1");
    verdict.level_start = "1";
    auto const list = sheet({item_of("1", Scoring::tri, dec("10"))});
    auto const got = score(list, {{"1", verdict}});
    CHECK(shown(got.item("1")->points) == "-");
    CHECK(shown(got.item("1")->full_mark) == "-");
    CHECK(shown(got.score) == "-");
    CHECK(shown(got.score_start) == "-");
    CHECK(lines(got.explained) == Lines{"section"});
}

TEST_CASE("the explanation names the list, its answered items, the sum and the grade", "[rules][scoring]") {
    auto list = sheet({item_of("1", Scoring::tri, dec("10")), item_of("2", Scoring::tri, dec("10")),
                       item_of("3", Scoring::tri, dec("80"))},
                      dec("100"));
    list.grades = {{"poor", {"差", "poor"}, dec("0")}};
    auto const got = score(list, {{"1", level("1")}, {"2", na()}});
    CHECK(line(got.explained) == "sheet = 50");
    CHECK(lines(got.explained) == Lines{"section = 5", "Score: 5 ÷ 10 × 100 = 50", "Grade (≥ 0): poor"});
    CHECK(lines(got.explained.parts[0]) == Lines{"1 item = 5", "2 item"});
    list.grades.clear();
    CHECK(lines(score(list, {}).explained) == Lines{"section"});
}
