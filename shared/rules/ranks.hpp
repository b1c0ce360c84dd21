#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/rules/checklist.hpp"
#include "shared/rules/scoring.hpp"

namespace mingcha {

/// The steps of colour and shape that results are shown in, 1 (best) to 5 (UX.md section 3, score1 to score5): the same on tablet and
/// console.

/// Of an item; points: full mark 1, nothing 5, between them 4. Nothing for N/A, open and unjudged items.
[[nodiscard]] std::optional<int> rank_of(ItemScore const& scored);
/// How many items stand on each step; 0 = not applicable.
[[nodiscard]] std::map<int, int> rank_counts(std::vector<ItemScore const*> const& items);
/// Of a whole visit: 优 1, 良 2, 合格 3, 基本合格 4, 不合格 5; a list's own grades by their place.
[[nodiscard]] int grade_rank(Checklist const& list, std::string_view grade);

}  // namespace mingcha
