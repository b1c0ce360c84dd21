#include <catch2/catch.hpp>

#include "tests/rules/small_lists.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace {
using Map = Value::Map;

std::string refused(Map map) {
    auto const read = verdict_from(Value(std::move(map)));
    return read ? "" : read.error().message;
}
std::string wrong(Item const& item, Verdict const& verdict) {
    auto list = sheet({item}, item.max);
    list.na_reasons = {{"no_facility", {"无", "none"}}};
    auto const checked = check_verdict(list, item, verdict);
    if (!checked) CHECK(checked.error().code == "bad_verdict");
    return checked ? "" : checked.error().message;
}
Verdict started(std::string_view number) {
    Verdict out;
    out.measured_start = dec(number);
    return out;
}
Verdict in_size(std::string const& code, std::string_view number) {
    Verdict out;
    out.measures = {{code, dec(number)}};
    return out;
}
Verdict shared(std::string_view code, std::string_view share) {
    auto out = level(code);
    out.share = dec(share);
    return out;
}
}  // namespace

TEST_CASE("each field of a verdict travels under its own key", "[rules][verdict]") {
    Verdict verdict;
    verdict.level = "2", verdict.level_start = "1", verdict.automatic = true, verdict.override_reason = "once";
    verdict.points = dec("3.5"), verdict.share = dec("0.4"), verdict.na = "other", verdict.na_text = "why";
    verdict.measured = dec("61"), verdict.measured_start = dec("70"), verdict.measures = {{"size", dec("45")}};
    verdict.time = 500, verdict.faults = {{"d1", dec("2")}}, verdict.sample = "+-.", verdict.text = "note";
    Value const value(Map{{"l", "2"},
                          {"l0", "1"},
                          {"a", true},
                          {"o", "once"},
                          {"p", "3.5"},
                          {"c", "0.4"},
                          {"n", "other"},
                          {"nt", "why"},
                          {"m", "61"},
                          {"m0", "70"},
                          {"ms", Map{{"size", "45"}}},
                          {"t", 500},
                          {"f", Map{{"d1", "2"}}},
                          {"s", "+-."},
                          {"x", "note"}});
    CHECK(to_value(verdict) == value);
    CHECK(*verdict_from(value) == verdict);
    CHECK(verdict_from(value)->other.empty());
}

TEST_CASE("a key of a wrong type is named, the first of several", "[rules][verdict]") {
    for (auto const* text : {"l", "l0", "o", "n", "nt", "s", "x"})
        CHECK(refused({{text, 1}}) == std::string("the key ") + text + " has a wrong type");
    for (auto const* number : {"p", "c", "m", "m0"}) {
        CHECK(refused({{number, 1}}) == std::string("the key ") + number + " has a wrong type");
        CHECK(refused({{number, "1.50"}}) == std::string("the key ") + number + " has a wrong type");
        CHECK(refused({{number, "1.5"}}).empty());
    }
    for (auto const* map : {"ms", "f"}) {
        CHECK(refused({{map, "d1"}}) == std::string("the key ") + map + " has a wrong type");
        CHECK(refused({{map, Map{{"d1", 1}}}}) == std::string("the key ") + map + " has a wrong type");
    }
    CHECK(refused({{"a", 1}}) == "the key a has a wrong type");
    CHECK(refused({{"a", false}}) == "the key a has a wrong type");
    CHECK(refused({{"s", 1}, {"l", 1}, {"x", 1}}) == "the key l has a wrong type");
    CHECK(verdict_from(Value("2")).error().message == "a verdict is not a map");
}

TEST_CASE("a time is a minute of one day", "[rules][verdict]") {
    constexpr std::int64_t day_minutes = 1'440;
    for (auto const good : {std::int64_t{0}, day_minutes - 1}) CHECK(verdict_from(Map{{"t", good}})->time == good);
    for (auto const bad : {std::int64_t{-1}, day_minutes, std::int64_t{1} << 40})
        CHECK(refused({{"t", bad}}) == "the key t has a wrong type");
    CHECK(refused({{"t", "08:20"}}) == "the key t has a wrong type");
}

TEST_CASE("a self-assessment travels by its names and is refused by them", "[rules][verdict]") {
    SelfAssessment const self{"A", "note", "folder", dec("0.5")};
    CHECK(to_value(self) == Value(Map{{"level", "A"}, {"note", "note"}, {"materials", "folder"}, {"share", "0.5"}}));
    CHECK(to_value(SelfAssessment{}) == Value(Map{}));
    CHECK(self_from(Map{{"share", "0.50"}}).error().message == "the key share of a self-assessment has a wrong type");
    CHECK(self_from(Map{{"share", "0.50"}}).error().code == "bad_verdict");
}

TEST_CASE("a sample counts what was looked at", "[rules][verdict]") {
    auto const counted = [](std::string_view sample) {
        auto const out = count_sample(sample);
        return std::pair(out.good, out.seen);
    };
    CHECK(counted("") == std::pair(0, 0));
    CHECK(counted("++-..") == std::pair(2, 3));
    CHECK(counted("---") == std::pair(0, 3));
    CHECK(counted("+x,") == std::pair(1, 1));
}

TEST_CASE("what answers one kind of item does not answer another", "[rules][verdict]") {
    auto const levelled = item_of("1", Scoring::tri, dec("10"));
    auto const timed = item_of("1", Scoring::time), measuring = item_of("1", Scoring::count);
    auto const told = item_of("1", Scoring::text), deducting = deducted(dec("10"), {});
    for (auto const& item : {levelled, timed, measuring, told, deducting}) {
        INFO(name_of(item.scoring));
        CHECK_FALSE(is_answered(item, {}));
        CHECK(is_answered(item, na()));
        CHECK(is_answered(item, text("note")) == (item.scoring == Scoring::text));
        CHECK(is_answered(item, faults({})) == (item.scoring == Scoring::deduct));
        CHECK(is_answered(item, at(8, 20)) == (item.scoring == Scoring::time));
        CHECK(is_answered(item, measured("3")) == (item.scoring == Scoring::count));
        CHECK(is_answered(item, level("2")) == !item.levels.empty());
        CHECK(is_answered(item, with_points("3")) == item.max.has_value());
        CHECK_FALSE(is_answered(item, sampled("++-")));
    }
    auto drawn = levelled;
    drawn.sample = Sample{3, {}};
    CHECK(is_answered(drawn, sampled("++-")));
    CHECK_FALSE(is_answered(drawn, sampled("++.")));
}

TEST_CASE("points, shares and measured values stay in their ranges", "[rules][verdict]") {
    auto const marked = item_of("1", Scoring::tri, dec("10"));
    CHECK(wrong(marked, with_points("0")).empty());
    CHECK(wrong(marked, with_points("10")).empty());
    CHECK(wrong(marked, with_points("10.5")) == "points out of range");
    CHECK(wrong(marked, with_points("-0.5")) == "points out of range");
    CHECK(wrong(item_of("1", Scoring::tri), with_points("0")).empty());
    CHECK(wrong(item_of("1", Scoring::tri), with_points("1")) == "points out of range");

    auto ranged = marked;
    ranged.levels[1].share_from = dec("0.2"), ranged.levels[1].share_to = dec("0.6");
    for (auto const* good : {"0.2", "0.6"}) CHECK(wrong(ranged, shared("1", good)).empty());
    for (auto const* bad : {"0.19", "0.61"})
        CHECK(wrong(ranged, shared("1", bad)) == "a share that the level does not allow");
    CHECK(wrong(ranged, shared("2", "0.5")) == "a share that the level does not allow");
    CHECK(wrong(ranged, shared("", "0.5")) == "a share that the level does not allow");

    auto const out_of_range = "a measured value out of range";
    auto const percent = item_of("1", Scoring::percent), counted = item_of("1", Scoring::count);
    for (auto const verdict_of : {measured, started}) {
        for (auto const* good : {"0", "100"}) CHECK(wrong(percent, verdict_of(good)).empty());
        for (auto const* bad : {"-1", "100.5"}) CHECK(wrong(percent, verdict_of(bad)) == out_of_range);
        CHECK(wrong(counted, verdict_of("100000")).empty());
        CHECK(wrong(counted, verdict_of("100001")) == out_of_range);
    }
    auto sizes = counted;
    sizes.threshold = Threshold{Threshold::Shape::by_size, Side::max, {{"s", {}, dec("45"), {}, {}}}, {}};
    CHECK(wrong(sizes, in_size("s", "100000")).empty());
    CHECK(wrong(sizes, in_size("s", "100001")) == out_of_range);
    CHECK(wrong(sizes, in_size("s", "-1")) == out_of_range);
    CHECK(wrong(sizes, in_size("z", "1")) == "unknown size z");
    CHECK(wrong(counted, in_size("s", "1")) == "unknown size s");
}

TEST_CASE("faults are whole numbers of known rows, or points of a free one", "[rules][verdict]") {
    auto free = row("free", dec("0"), Per::once);
    free.free = true;
    auto const item = deducted(dec("10"), {row("once", dec("3"), Per::once), row("count", dec("1"), Per::count),
                                           row("percent", dec("1"), Per::percent), free});
    struct Row {
        char const *code, *number;
        std::string expected;
    };
    Row const rows[] = {
        {"once", "0", ""},
        {"once", "1", ""},
        {"once", "2", "deduction once out of range"},
        {"once", "0.5", "deduction once is not a whole number"},
        {"count", "10000", ""},
        {"count", "10001", "deduction count out of range"},
        {"count", "-1", "deduction count out of range"},
        {"count", "1.5", "deduction count is not a whole number"},
        {"percent", "1.5", ""},
        {"percent", "10000", ""},
        {"free", "1.5", ""},
        {"free", "10", ""},
        {"free", "10.5", "deduction free out of range"},
        {"none", "1", "unknown deduction none"},
    };
    for (auto const& [code, number, expected] : rows) {
        INFO(code << " " << number);
        CHECK(wrong(item, faults({{code, dec(number)}})) == expected);
    }
}

TEST_CASE("N/A, levels and samples are those of the item", "[rules][verdict]") {
    auto item = item_of("1", Scoring::tri);
    CHECK(wrong(item, na()) == "this item cannot be N/A");
    item.na_allowed = true;
    CHECK(wrong(item, na()).empty());
    Verdict verdict;
    verdict.na = "tired";
    CHECK(wrong(item, verdict) == "unknown reason for N/A tired");
    verdict = level("2");
    verdict.level_start = "9";
    CHECK(wrong(item, verdict) == "unknown level 9");
    verdict.level_start = "1";
    CHECK(wrong(item, verdict).empty());
    CHECK(wrong(item, level("9")) == "unknown level 9");
    CHECK(wrong(item, sampled("++")) == "a sample of another size");
    item.sample = Sample{3, {}};
    CHECK(wrong(item, sampled("+-.")).empty());
    CHECK(wrong(item, sampled("+-")) == "a sample of another size");
    CHECK(wrong(item, sampled("+-?")) == "a sample of other characters than + - .");
}

TEST_CASE("a range or a sample that was taken out of an item allows nothing", "[rules][verdict]") {
    auto item = item_of("1", Scoring::tri, dec("10"));
    item.levels[0].share_from = dec("0"), item.levels[0].share_to = dec("1");
    item.sample = Sample{2, {}};
    CHECK(check_verdict({}, item, shared("2", "0.5")));
    CHECK(check_verdict({}, item, sampled("++")));
    item.levels[0].share_from.reset(), item.levels[0].share_to.reset();
    item.sample.reset();
    CHECK(check_verdict({}, item, shared("2", "0.5")).error().message == "a share that the level does not allow");
    CHECK(check_verdict({}, item, sampled("++")).error().message == "a sample of another size");
}
