#pragma once

#include "shared/rules/measure.hpp"

namespace mingcha {

/// Everything that one verdict says, part by part and in both languages: first its level, its points or that it does not apply, then
/// coefficient, faults with their numbers, what was measured, counted or written, why another level than the automatic one, and the start
/// of the term. Two verdicts that differ in what a person entered read differently, so that nobody has to choose between two equal cards.
/// Empty for a verdict that says nothing. Pure.
[[nodiscard]] std::vector<Words> said(Checklist const& list, Item const& item, Verdict const& verdict,
                                      SchoolFacts const& facts);

/// Why an item does not apply: what was written, else the reason's words in the list, else its code.
[[nodiscard]] Words reason_of(Checklist const& list, Verdict const& verdict);

}  // namespace mingcha
