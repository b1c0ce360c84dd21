#pragma once

#include <map>
#include <optional>
#include <string>

#include "shared/record/value.hpp"
#include "shared/rules/checklist.hpp"

namespace mingcha {

/// What an inspector found on one item: the field `answer.verdict`, one value because it must be read together (DESIGN section 2).
///
/// It travels, so the keys of the map are short; what is not there was not entered.
///
/// | key | type | meaning |
/// |-----|------|---------|
/// | l   | text | level code; with two points of time the one at the end of the term |
/// | l0  | text | level code at the start of the term |
/// | a   | true | the level came from a measured value or a sample, nobody chose it |
/// | o   | text | why the inspector chose another level than the automatic one |
/// | p   | decimal | points entered by hand |
/// | c   | decimal | share of the full mark entered by hand (C: 0 to 0.6) |
/// | n   | text | not applicable: code of the reason |
/// | nt  | text | not applicable: the reason in words |
/// | m   | decimal | measured value (count, percent, minutes; lessons or guards of a deduct item) |
/// | m0  | decimal | the same at the start of the term |
/// | ms  | map  | measured values by size code (class sizes) |
/// | t   | integer | time of day, minutes after midnight |
/// | f   | map  | faults: deduction code → number (1 for `once`; points for a free row); empty map = full mark |
/// | s   | text | sample, one character each: + good, - not good, . not yet looked at |
/// | x   | text | note of a text item |
///
/// Keys of later versions are kept in `other` and written back, so an older tablet loses nothing.
struct Verdict {
    std::string level;
    std::string level_start;
    bool automatic = false;
    std::string override_reason;
    std::optional<Decimal> points;
    std::optional<Decimal> share;
    std::string na;
    std::string na_text;
    std::optional<Decimal> measured;
    std::optional<Decimal> measured_start;
    std::map<std::string, Decimal, std::less<>> measures;
    std::optional<int> time;
    std::optional<std::map<std::string, Decimal, std::less<>>> faults;
    std::string sample;
    std::string text;
    Value::Map other;

    [[nodiscard]] bool is_na() const { return !na.empty(); }
    friend bool operator==(Verdict const&, Verdict const&) = default;
};

/// Canonical: equal verdicts are equal values. A verdict with nothing in it is the empty map (答案已清除).
[[nodiscard]] Value to_value(Verdict const& verdict);
/// `bad_verdict` where a key has another type than the table says. Null gives the empty verdict.
[[nodiscard]] Outcome<Verdict> verdict_from(Value const& value);

/// The school's own column: the field `answer.self` = {level, note, materials, share}.
struct SelfAssessment {
    std::string level;
    std::string note;
    std::string materials;
    std::optional<Decimal> share;
    friend bool operator==(SelfAssessment const&, SelfAssessment const&) = default;
};
[[nodiscard]] Value to_value(SelfAssessment const& self);
[[nodiscard]] Outcome<SelfAssessment> self_from(Value const& value);

/// True iff the verdict says enough for this item: N/A, a level, a measured value, faults or full mark, a whole sample, a note.
[[nodiscard]] bool is_answered(Item const& item, Verdict const& verdict);
/// Whether the verdict can be one of this item: known level, reason and deduction codes, values in range. `bad_verdict` names what is not.
[[nodiscard]] Outcome<Unit> check_verdict(Checklist const& list, Item const& item, Verdict const& verdict);

/// Good ones and all looked at in a sample text.
struct SampleCount {
    int good = 0;
    int seen = 0;
};
[[nodiscard]] SampleCount count_sample(std::string_view sample);

}  // namespace mingcha
