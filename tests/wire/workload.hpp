#pragma once

#include <vector>

#include "shared/merge/record_codec.hpp"

/// The records of one tablet's visits in the shape that the byte budgets speak of: a visit = 1 visit, 40 answers, 3 findings and
/// 1 confirmation; a fifth of the answers has a comment of 8 to 80 characters, findings have 20 to 60.
namespace mingcha::workload {

/// Comments and finding texts: joined from 20 fixed phrases, or independent random Han characters.
enum class Texts { phrases, random_han };

inline constexpr std::size_t records_per_visit = 45;

/// Deltas as a tablet seals them: `visits` one after the other, all by one inspector, three a day, one boot a day.
[[nodiscard]] std::vector<Delta> visits(SeededRandom& random, std::size_t visits, Texts texts);
/// The person who writes them.
[[nodiscard]] Uuid author(std::vector<Delta> const& deltas);

}  // namespace mingcha::workload
