#include "shared/rules/ranks.hpp"

#include <algorithm>

namespace mingcha {

std::optional<int> rank_of(ItemScore const& scored) {
    if (scored.state != ItemState::judged) return std::nullopt;
    if (auto const* level = scored.item->level(scored.level)) return level->shape;
    if (!scored.points || !scored.full_mark) return std::nullopt;
    if (*scored.points >= *scored.full_mark) return 1;
    return *scored.points <= Decimal() ? 5 : 4;
}

std::map<int, int> rank_counts(std::vector<ItemScore const*> const& items) {
    std::map<int, int> out;
    for (auto const* item : items) {
        if (item->state == ItemState::na)
            ++out[0];
        else if (auto const rank = rank_of(*item))
            ++out[*rank];
    }
    return out;
}

int grade_rank(Checklist const& list, std::string_view grade) {
    static std::map<std::string_view, int> const known{
        {"excellent", 1}, {"good", 2}, {"pass", 3}, {"basic", 4}, {"fail", 5}};
    if (auto const found = known.find(grade); found != known.end()) return found->second;
    auto const place = std::ranges::find(list.grades, grade, &Grade::code);
    if (place != list.grades.end()) return std::min(5, 1 + static_cast<int>(place - list.grades.begin()));
    auto const rule = std::ranges::find(list.result_rules, grade, &ResultRule::code);
    return rule == list.result_rules.end() ? 3 : std::min(5, 1 + static_cast<int>(rule - list.result_rules.begin()));
}

}  // namespace mingcha
