#pragma once

#include <optional>

#include "shared/rules/checklist.hpp"
#include "shared/rules/verdict.hpp"

namespace mingcha {

/// What the rules need to know of the inspected unit: the snapshot of its facts at check-in (visit.unit_facts), never today's.
struct SchoolFacts {
    std::string kind;
    std::optional<Decimal> students;
    std::optional<Decimal> staff;

    /// By the name that a list uses; nothing where it is not known.
    [[nodiscard]] std::optional<Decimal> fact(std::string_view name) const;
};

/// base + add × ⌈(fact − up_to) ÷ step⌉, never below base: 1,200 pupils → 4 guards.
[[nodiscard]] Decimal formula_value(Formula const& formula, Decimal fact);

/// A level that nobody chose, and its reason: "55 ≤ 60".
struct AutomaticLevel {
    std::string code;
    Words reason;
};
/// From a measured value and its threshold, or from a whole sample. Nothing where the value is missing, a fact is not known, or limits
/// for several stages disagree: then a person chooses. A value inside its limits gives the best level, one outside the worst; an abc
/// item gets its best level only, because how bad a fault is needs eyes.
[[nodiscard]] std::optional<AutomaticLevel> automatic_level(Item const& item, Verdict const& verdict,
                                                            SchoolFacts const& facts);

/// How much is missing to a lower limit (guards short, lessons short), never below 0; nothing where it cannot be told.
[[nodiscard]] std::optional<Decimal> shortfall(Item const& item, Verdict const& verdict, SchoolFacts const& facts);

/// The verdict with everything filled in that follows from what was entered: automatic level, counted faults. What a person entered
/// stays. The tablet stores the result, so the same numbers stand on paper; scoring fills in the same where it was not stored.
[[nodiscard]] Verdict filled_in(Item const& item, Verdict verdict, SchoolFacts const& facts);

}  // namespace mingcha
