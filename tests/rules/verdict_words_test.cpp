#include <catch2/catch.hpp>
#include <set>

#include "shared/rules/verdict_words.hpp"
#include "tests/rules/small_lists.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace verdict_words_test {
namespace {
std::string zh(Checklist const& list, Verdict const& verdict) {
    std::string out;
    for (auto const& part : said(list, list.sections[0].items[0], verdict, {}))
        out += (out.empty() ? "" : " · ") + part.zh;
    return out;
}
std::string en(Checklist const& list, Verdict const& verdict) {
    std::string out;
    for (auto const& part : said(list, list.sections[0].items[0], verdict, {}))
        out += (out.empty() ? "" : " · ") + part.en;
    return out;
}
Checklist of(Item const& item, std::optional<Decimal> total = dec("100")) {
    auto out = sheet({item}, total);
    out.na_reasons = {{"none", {"无此设施", "No such facility"}}};
    return out;
}
/// A verdict with one change.
template <typename Set>
Verdict with(Verdict verdict, Set set) {
    set(verdict);
    return verdict;
}
}  // namespace

TEST_CASE("a verdict says its level or points first, then all that was entered for it", "[rules][words]") {
    auto coefficient = of(item_of("1", Scoring::abc, dec("4")));
    CHECK(zh(coefficient, level("1")) == "级1");
    auto half = level("1");
    half.share = dec("0.45");
    CHECK(zh(coefficient, half) == "级1 · 系数 0.45");
    CHECK(en(coefficient, half) == "level 1 · coefficient 0.45");

    auto free = row("free", dec("0"), Per::once);
    free.free = true;
    auto const faulty = of(deducted(dec("10"), {row("o", dec("3"), Per::once), row("c", dec("2"), Per::count),
                                                row("p", dec("1"), Per::percent), free}));
    CHECK(zh(faulty, faults({{"o", dec("1")}, {"c", dec("2")}})) == "3/10 分 · 扣o、扣c × 2");
    CHECK(en(faulty, faults({{"p", dec("0.5")}, {"free", dec("1.5")}})) ==
          "8/10 points · fault p 0.5%, fault free −1.5");
    CHECK(zh(faulty, faults({{"o", dec("0")}, {"c", dec("2")}})) == "6/10 分 · 扣c × 2");
    CHECK(zh(faulty, faults({})) == "10/10 分 · 未发现问题");

    auto minutes = limited(Scoring::minutes, Side::max, dec("60"));
    minutes.unit = {"分钟", "min"};
    auto late = measured("75");
    late.level = "1";
    late.override_reason = "当日有活动";
    CHECK(zh(of(minutes, {}), late) == "级1 · 75 分钟 · 改定：当日有活动");
    CHECK(en(of(minutes, {}), measured("75")) == "level 0 · 75 min");

    Verdict clock;
    clock.time = 8 * 60 + 5;
    CHECK(zh(of(item_of("1", Scoring::time), {}), clock) == "08:05");
    clock.time = 10 * 60 + 10;
    CHECK(zh(of(item_of("1", Scoring::time), {}), clock) == "10:10");
    CHECK(zh(of(item_of("1", Scoring::count), {}), measured("7")).ends_with("7"));  // a figure without a unit

    auto sized = item_of("1", Scoring::abc);
    sized.threshold =
        Threshold{Threshold::Shape::by_size,
                  Side::max,
                  {{"s", {"小班", "small class"}, dec("25"), {}, {}}, {"b", {"大班", "big class"}, dec("35"), {}, {}}},
                  {}};
    Verdict sizes;
    sizes.measures = {{"s", dec("20")}, {"b", dec("30")}};
    CHECK(zh(of(sized, {}), with(sizes, [](Verdict& one) { one.level = "2"; })) == "级2 · 小班 20、大班 30");

    auto seen = item_of("1", Scoring::abc);
    seen.sample = Sample{5, {{"2", 4}, {"0", 0}}};
    Verdict sample;
    sample.sample = "++-+.";
    CHECK(zh(of(seen, {}), sample) == "已查 4 处，合格 3");

    sample.sample = "+....";
    CHECK(zh(of(seen, {}), sample) == "已查 1 处，合格 1");
    Verdict unasked = level("2");
    unasked.measures = {{"s", dec("20")}};
    CHECK(zh(of(item_of("1", Scoring::tri), {}), unasked) == "级2");

    CHECK(zh(of(item_of("1", Scoring::abc, dec("4"))), with_points("3", "2")).starts_with("级2 · "));
    auto given = item_of("1", Scoring::points, dec("5"));
    given.levels.clear();
    CHECK(zh(of(given), with_points("3.5")) == "3.5/5 分");
    CHECK(zh(of(given, {}), with_points("3.5")) == "3.5 分");

    Verdict term = level("2");
    term.level_start = "0";
    CHECK(zh(of(item_of("1", Scoring::abcd), {}), term) == "级2 · 任期初 级0");
    auto rate = measured("92.5");
    rate.measured_start = dec("80");
    auto percent = item_of("1", Scoring::percent);
    percent.unit = {"%", "%"};
    CHECK(en(of(percent, {}), rate) == "92.5 % · at the start 80 %");
}

TEST_CASE("what does not apply says why", "[rules][words]") {
    auto const list = of(item_of("1", Scoring::tri));
    Verdict na;
    na.na = "none";
    CHECK(zh(list, na) == "不适用 · 无此设施");
    CHECK(en(list, na) == "N/A · No such facility");
    na.na_text = "食堂外包";
    CHECK(zh(list, na) == "不适用 · 食堂外包");
    na.na = "gone", na.na_text.clear();
    CHECK(zh(list, na) == "不适用 · gone");
    CHECK(zh(list, {}).empty());
}

TEST_CASE("two verdicts that differ in what was entered never read the same", "[rules][words]") {
    auto item = deducted(dec("10"), {row("a", dec("2"), Per::count), row("b", dec("2"), Per::count)});
    item.levels = three();
    item.sample = Sample{3, {}};
    item.threshold = Threshold{Threshold::Shape::by_size, Side::max, {{"s", {"班", "class"}, dec("45"), {}, {}}}, {}};
    auto const list = of(item);
    Verdict const base = faults({{"a", dec("1")}});
    std::vector<Verdict> const all{
        base,
        faults({{"b", dec("1")}}),  // the same sum
        with(base, [](Verdict& one) { one.level = "2"; }),
        with(base, [](Verdict& one) { one.level_start = "1"; }),
        with(base, [](Verdict& one) { one.share = dec("0.5"); }),
        with(base, [](Verdict& one) { one.measured = dec("75"); }),
        with(base, [](Verdict& one) { one.measured = dec("95"); }),
        with(base, [](Verdict& one) { one.measured_start = dec("75"); }),
        with(base,
             [](Verdict& one) {
                 one.measures = {{"s", dec("40")}};
             }),
        with(base, [](Verdict& one) { one.time = 500; }),
        with(base, [](Verdict& one) { one.sample = "++-"; }),
        with(base, [](Verdict& one) { one.text = "无"; }),
        with(base, [](Verdict& one) { one.override_reason = "现场情况"; }),
        with(base, [](Verdict& one) { one.na = "none"; }),
        with(base, [](Verdict& one) { one.na = "none", one.na_text = "外包"; }),
    };
    std::set<std::string> chinese, english;
    for (auto const& one : all) chinese.insert(zh(list, one)), english.insert(en(list, one));
    CHECK(chinese.size() == all.size());
    CHECK(english.size() == all.size());
}

}  // namespace verdict_words_test
