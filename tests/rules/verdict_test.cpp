#include <catch2/catch.hpp>

#include "shared/data/data_file.hpp"
#include "shared/rules/verdict.hpp"

using namespace mingcha;

namespace verdict_test {
namespace {
Decimal dec(char const* text) {
    return *Decimal::parse(text);
}

Verdict everything() {
    Verdict verdict;
    verdict.level = "2";
    verdict.level_start = "1";
    verdict.automatic = true;
    verdict.override_reason = "复核";
    verdict.points = dec("3.5");
    verdict.share = dec("0.4");
    verdict.na = "other";
    verdict.na_text = "无食堂";
    verdict.measured = dec("61");
    verdict.measured_start = dec("70");
    verdict.measures = {{"size", dec("340")}};
    verdict.time = 500;
    verdict.faults = {{"d1", dec("2")}};
    verdict.sample = "++-..";
    verdict.text = "亮点";
    return verdict;
}
}  // namespace

TEST_CASE("a verdict comes back from its value, and a plain one travels as one short key", "[rules][verdict]") {
    auto const verdict = everything();
    auto const decoded = Value::decode(to_value(verdict).encode());
    CHECK(*verdict_from(*decoded) == verdict);
    Verdict plain;
    plain.level = "2";
    CHECK(to_value(plain) == Value(Value::Map{{"l", Value("2")}}));
    CHECK(*verdict_from(Value{}) == Verdict{});
    CHECK(*verdict_from(to_value(Verdict{})) == Verdict{});
}

TEST_CASE("keys of a later version survive an older tablet", "[rules][verdict]") {
    Value const later(Value::Map{{"l", Value("2")}, {"z9", Value("new")}});
    CHECK(to_value(*verdict_from(later)) == later);
}

TEST_CASE("a verdict of a wrong shape is refused, never half read", "[rules][verdict]") {
    CHECK(verdict_from(Value("2")).error().code == "bad_verdict");
    for (auto const& [key, value] :
         std::initializer_list<std::pair<char const*, Value>>{{"l", Value(2)},
                                                              {"a", Value(false)},
                                                              {"m", Value("1e3")},
                                                              {"m", Value("1.50")},
                                                              {"t", Value(24 * 60)},
                                                              {"f", Value("d1")},
                                                              {"f", Value(Value::Map{{"d1", Value(1)}})}}) {
        INFO(key);
        CHECK_FALSE(verdict_from(Value(Value::Map{{key, value}})));
    }
}

TEST_CASE("a self-assessment comes back from its value", "[rules][verdict]") {
    SelfAssessment const self{"A", "自评概述", "目录", dec("0.5")};
    CHECK(*self_from(to_value(self)) == self);
    CHECK(*self_from(Value{}) == SelfAssessment{});
}

TEST_CASE("an item counts as answered when its kind of entry is there", "[rules][verdict]") {
    auto const routine = *built_in_checklist("RTN8");
    auto const safety = *built_in_checklist("SAFE");
    Verdict verdict;
    CHECK_FALSE(is_answered(*routine.item("M1.1"), verdict));
    verdict.level = "2";
    CHECK(is_answered(*routine.item("M1.1"), verdict));
    CHECK_FALSE(is_answered(*routine.item("M9.5"), verdict));
    verdict.text = "好";
    CHECK(is_answered(*routine.item("M9.5"), verdict));
    Verdict full_mark;
    CHECK_FALSE(is_answered(*safety.item("S1.1"), full_mark));
    full_mark.faults.emplace();
    CHECK(is_answered(*safety.item("S1.1"), full_mark));
    Verdict na;
    na.na = "no_facility";
    CHECK(is_answered(*routine.item("M4.8"), na));
    Verdict time;
    time.time = 500;
    CHECK(is_answered(*routine.item("M4.8"), time));
    CHECK_FALSE(is_answered(*routine.item("M4.3"), time));
}

TEST_CASE("a verdict that its item cannot have is named", "[rules][verdict]") {
    auto const list = *built_in_checklist("SAFE");
    auto const kindergarten = *built_in_checklist("KG");
    auto const wrong = [](Checklist const& of, char const* item, Verdict const& verdict) {
        auto const checked = check_verdict(of, *of.item(item), verdict);
        return checked ? std::string{} : checked.error().message;
    };
    Verdict verdict;
    verdict.na = "no_facility";
    CHECK(wrong(list, "S0.1", verdict) == "this item cannot be N/A");
    verdict.na = "tired";
    CHECK(wrong(list, "S1.1", verdict) == "unknown reason for N/A tired");
    verdict = {};
    verdict.level = "A";
    CHECK(wrong(list, "S0.1", verdict) == "unknown level A");
    verdict = {};
    verdict.faults = {{"d9", dec("1")}};
    CHECK(wrong(list, "S1.1", verdict) == "unknown deduction d9");
    verdict.faults = {{"d1", dec("2")}};
    CHECK(wrong(list, "S1.1", verdict) == "deduction d1 out of range");
    verdict.faults = {{"d1", dec("1.5")}};
    CHECK(wrong(list, "S1.3", verdict) == "deduction d1 is not a whole number");
    verdict = {};
    verdict.level = "C";
    verdict.share = dec("0.61");
    CHECK(wrong(kindergarten, "A1.1", verdict) == "a share that the level does not allow");
    verdict.share = dec("0.6");
    CHECK(wrong(kindergarten, "A1.1", verdict).empty());
    verdict = {};
    verdict.sample = "+x";
    CHECK(wrong(list, "S1.1", verdict) == "a sample of other characters than + - .");
    verdict.sample = "++";
    CHECK(wrong(list, "S1.1", verdict) == "a sample of another size");
}

}  // namespace verdict_test
