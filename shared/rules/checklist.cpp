#include "shared/rules/checklist.hpp"

#include <algorithm>

namespace mingcha {

namespace {
constexpr std::array<std::string_view, 13> scoring_names{"tri",     "yes_no", "no_yes", "abc",   "abcd",
                                                         "rate3",   "deduct", "points", "count", "percent",
                                                         "minutes", "time",   "text"};

template <typename List>
auto const* find_code(List const& list, std::string_view code) {
    auto const found = std::ranges::find(list, code, [](auto const& one) { return std::string_view(one.code); });
    return found == list.end() ? nullptr : &*found;
}
}  // namespace

std::string_view name_of(Scoring scoring) {
    return scoring_names[static_cast<std::size_t>(scoring)];
}
bool is_levelled(Scoring scoring) {
    return scoring <= Scoring::rate3;
}
bool is_measured(Scoring scoring) {
    return scoring >= Scoring::count && scoring <= Scoring::time;
}

std::optional<Decimal> Item::full_mark() const {
    if (!max) return std::nullopt;
    return *max * weight;
}
Level const* Item::level(std::string_view level_code) const {
    return find_code(levels, level_code);
}
Deduction const* Item::deduction(std::string_view deduction_code) const {
    return find_code(deductions, deduction_code);
}

Item const* Checklist::item(std::string_view item_code) const {
    for (auto const& section : sections)
        if (auto const* found = find_code(section.items, item_code)) return found;
    return nullptr;
}

std::size_t Checklist::item_count() const {
    std::size_t count = 0;
    for (auto const& section : sections) count += section.items.size();
    return count;
}

Grade const* Checklist::grade(std::string_view grade_code) const {
    return find_code(grades, grade_code);
}

}  // namespace mingcha
