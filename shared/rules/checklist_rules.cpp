#include <algorithm>
#include <set>

#include "shared/rules/checklist.hpp"

namespace mingcha {

namespace {
using Reason = std::optional<std::string>;  // what is wrong; nothing = sound

constexpr std::array<std::string_view, 7> kinds{"kindergarten", "primary",    "junior", "senior",
                                                "nine_year",    "vocational", "special"};
constexpr std::array<std::string_view, 3> visit_types{"routine", "special", "comprehensive"};
constexpr std::array<std::string_view, 2> fact_names{"students", "staff"};
constexpr std::array<std::string_view, 4> origins{"sourced", "basis_sourced_wording_ours", "reconstructed", "ours"};
constexpr Decimal points_max{1'000};  // keeps earned × total × 20 inside 64 bits when a score is rounded

template <typename Names>
bool knows(Names const& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

template <typename List>
Reason doubled(List const& list, std::string_view what) {
    std::set<std::string_view> seen;
    for (auto const& one : list)
        if (!seen.insert(one.code).second) return "the " + std::string(what) + " code " + one.code + " occurs twice";
    return {};
}

Reason check_levels(Item const& item, bool summed) {
    if (auto const twice = doubled(item.levels, "level")) return twice;
    if (item.levels.size() == 1) return "one level is no choice";
    for (auto const& level : item.levels) {
        if (level.shape < 1 || level.shape > 5) return "level " + level.code + " has a shape outside 1 to 5";
        if (level.share && (*level.share < Decimal{} || *level.share > Decimal(1)))
            return "level " + level.code + " has a share outside 0 to 1";
        if (level.share_from.has_value() != level.share_to.has_value())
            return "level " + level.code + " has half a range of shares";
        if (level.share_from &&
            !(Decimal{} <= *level.share_from && *level.share_from <= *level.share_to && *level.share_to <= Decimal(1) &&
              level.share && *level.share_from <= *level.share && *level.share <= *level.share_to))
            return "level " + level.code + " has a bad range of shares";
        if (summed && item.max && *item.max > Decimal{} && !level.share)
            return "level " + level.code + " gives no share of the full mark";
    }
    return {};
}

Reason check_limits(Threshold const& threshold) {
    if (auto const twice = doubled(threshold.limits, "limit")) return twice;
    for (auto const& limit : threshold.limits) {
        if (limit.value < Decimal{}) return "bad threshold: a limit is below 0";
        if (threshold.shape == Threshold::Shape::by_stage && limit.kinds.empty())
            return "bad threshold: stage " + limit.code + " names no kind of school";
        for (auto const& kind : limit.kinds)
            if (!knows(kinds, kind)) return "bad threshold: unknown kind of school " + kind;
        if (!limit.fact.empty() && !knows(fact_names, limit.fact))
            return "bad threshold: unknown school fact " + limit.fact;
    }
    return {};
}

Reason check_threshold(Item const& item) {
    if (!item.threshold) return {};
    auto const& threshold = *item.threshold;
    bool const by_hand =
        threshold.shape == Threshold::Shape::by_size || threshold.shape == Threshold::Shape::by_formula;
    if (item.scoring == Scoring::text || item.scoring == Scoring::points || (is_levelled(item.scoring) && !by_hand))
        return "bad threshold: nothing is measured here";
    if (threshold.shape == Threshold::Shape::by_formula) {
        auto const& formula = threshold.formula;
        if (!knows(fact_names, formula.fact)) return "bad threshold: unknown school fact " + formula.fact;
        if (formula.step <= Decimal{} || formula.add < Decimal{} || formula.base < Decimal{})
            return "bad threshold: a formula that cannot grow";
    }
    if (item.scoring == Scoring::percent)
        for (auto const& limit : threshold.limits)
            if (limit.value > Decimal(100)) return "bad threshold: more than 100 %";
    return check_limits(threshold);
}

Reason check_deductions(Item const& item) {
    if (item.scoring != Scoring::deduct)
        return item.deductions.empty() ? Reason{} : "deductions on an item that is not deduct";
    if (item.deductions.empty()) return "a deduct item has no deduction";
    if (!item.max) return "a deduct item has no full mark";
    if (auto const twice = doubled(item.deductions, "deduction")) return twice;
    for (auto const& row : item.deductions) {
        auto const name = "deduction " + row.code;
        if (!row.free && (row.points <= Decimal{} || row.points > *item.max))
            return name + " costs nothing or more than the full mark";
        if (row.step <= Decimal{}) return name + " has a step that is not above 0";
        if (row.free && (row.per != Per::once || row.count_from != CountFrom::person))
            return name + " is free and counted";
        if (row.count_from != CountFrom::person && row.per != Per::count) return name + " is filled in but not counted";
        if (row.count_from == CountFrom::shortfall && !item.threshold) return name + " refers to no threshold";
        if (row.count_from == CountFrom::sample && !item.sample) return name + " refers to no sample";
    }
    return {};
}

/// What the inspector gives is the mark itself: nothing multiplies it, and every step of it is below the full mark.
Reason check_points(Item const& item) {
    if (item.scoring != Scoring::points)
        return item.step == Decimal(1) ? Reason{} : "a step on an item that is not given by points";
    if (!item.max) return "an item given by points has no full mark";
    if (item.weight != Decimal(1)) return "an item given by points has a weight";
    if (item.step <= Decimal{} || item.max->units() % item.step.units() != 0)
        return "the full mark is not a number of steps";
    return {};
}

Reason check_sample(Item const& item) {
    if (!item.sample) return {};
    auto const& sample = *item.sample;
    if (sample.size < 1 || sample.size > 50) return "a sample of " + std::to_string(sample.size) + " is not 1 to 50";
    if (!is_levelled(item.scoring) && item.scoring != Scoring::deduct) return "a sample on an item that has no levels";
    int previous = sample.size + 1;
    for (auto const& row : sample.levels) {
        if (!item.level(row.code)) return "the sample refers to no level " + row.code;
        if (row.at_least >= previous) return "the levels of the sample do not fall";
        previous = row.at_least;
    }
    if (is_levelled(item.scoring) && (sample.levels.empty() || previous != 0))
        return "the sample has no level for 0 good ones";
    return {};
}

Reason check_evidence(Item const& item) {
    if (item.evidence.photo == Photo::forbidden && item.evidence.photo_min > 0)
        return "a photo is both forbidden and required";
    if (item.evidence.photo_min > 20) return "more than 20 photos are required";
    return {};
}

Reason check_item(Item const& item, Checklist const& list) {
    bool const summed = list.total.has_value();
    if (item.max && (*item.max < Decimal{} || *item.max > points_max)) return "the full mark is outside 0 to 1000";
    if (item.weight <= Decimal{} || item.weight > Decimal(100)) return "the weight is outside 0 to 100";
    if (is_levelled(item.scoring) && item.levels.empty()) return "no levels for " + std::string(name_of(item.scoring));
    if (is_measured(item.scoring) && item.threshold && item.levels.empty()) return "no levels for a measured value";
    if (item.veto && (item.scoring == Scoring::deduct || item.levels.empty()))
        return "a veto item needs levels to fail by";
    if (item.points_from_percent && (item.scoring != Scoring::percent || !item.max))
        return "points from percent without a percent or a full mark";
    if (item.na_allowed && list.na_reasons.empty()) return "N/A is allowed but the list has no reasons for it";
    if (!knows(origins, item.origin)) return "unknown origin " + item.origin;
    if (item.phrases.size() > 12) return "more than 12 phrases";
    for (auto const& check : {check_levels(item, summed), check_threshold(item), check_deductions(item),
                              check_points(item), check_sample(item), check_evidence(item)})
        if (check) return check;
    return {};
}

Reason check_section_sum(Section const& section, bool summed) {
    if (!summed) return section.max ? Reason{"a full mark in a list without a sum"} : Reason{};
    if (!section.max) return "no full mark";
    Decimal sum;
    for (auto const& item : section.items) sum = sum + item.full_mark().value_or(Decimal{});
    if (sum != *section.max) return "items sum to " + sum.to_string() + ", not " + section.max->to_string();
    return {};
}

Reason check_total(Checklist const& list) {
    if (!list.total) return {};
    if (*list.total <= Decimal{} || *list.total > points_max) return "the total is outside 0 to 1000";
    Decimal sum;
    for (auto const& section : list.sections) sum = sum + *section.max;
    if (sum != *list.total) return "sections sum to " + sum.to_string() + ", not " + list.total->to_string();
    return {};
}

Reason check_grades(Checklist const& list) {
    if (auto const twice = doubled(list.grades, "grade")) return twice;
    if (!list.grades.empty() && !list.total) return "grades by points in a list without a sum";
    for (std::size_t i = 1; i < list.grades.size(); ++i)
        if (list.grades[i].min >= list.grades[i - 1].min)
            return "grade " + list.grades[i].code + " is not below the one before";
    if (!list.grades.empty() && list.grades.back().min != Decimal{}) return "no grade for 0 points";
    return {};
}

struct Tally {
    int veto = 0, critical = 0;
};
Tally tally(Checklist const& list) {
    Tally out;
    for (auto const& section : list.sections)
        for (auto const& item : section.items) out.veto += item.veto, out.critical += item.critical;
    return out;
}

Reason check_rule(ResultRule const& rule, Tally const& there) {
    for (auto const& condition : rule.any) {
        if (condition.at_least.has_value() == condition.more_than_percent.has_value())
            return "result rule " + rule.code + " needs either at_least or more_than_percent";
        if (condition.counted == Counted::veto_failed && there.veto == 0)
            return "result rule " + rule.code + " refers to veto items, there are none";
        if (condition.counted == Counted::critical_failed && there.critical == 0)
            return "result rule " + rule.code + " refers to critical items, there are none";
    }
    return {};
}

Reason check_results(Checklist const& list) {
    auto const there = tally(list);
    if (auto const twice = doubled(list.result_rules, "result rule")) return twice;
    for (auto const& rule : list.result_rules)
        if (auto const wrong = check_rule(rule, there)) return wrong;
    if (!list.result_rules.empty() && list.grades.empty() && !list.result_rules.back().any.empty())
        return "no result rule for the rest";
    if (list.veto_effect == VetoEffect::grade_fail && !list.grade("fail")) return "veto_effect refers to no grade fail";
    if (list.veto_effect == VetoEffect::result_rule && list.result_rules.empty())
        return "veto_effect refers to no result rule";
    if (list.veto_effect == VetoEffect::none && there.veto > 0) return "veto items without a veto_effect";
    return {};
}

Reason check_head(Checklist const& list) {
    for (auto const& kind : list.applies_to)
        if (!knows(kinds, kind)) return "unknown kind of school " + kind;
    if (!knows(visit_types, list.visit_type)) return "unknown visit_type " + list.visit_type;
    if (!list.two_points.empty() && list.two_points.size() != 2) return "two_points are not two";
    if (list.item_count() > checklist_items_max) return "more than 300 items";
    if (auto const twice = doubled(list.sections, "section")) return twice;
    return doubled(list.na_reasons, "N/A reason");
}

Reason check_sections(Checklist const& list) {
    std::set<std::string_view> seen;
    for (auto const& section : list.sections) {
        for (auto const& item : section.items) {
            auto const place = "section " + section.code + ", item " + item.code + ": ";
            if (!seen.insert(item.code).second) return place + "the item code occurs twice";
            if (auto const wrong = check_item(item, list)) return place + *wrong;
        }
        if (auto const wrong = check_section_sum(section, list.total.has_value()))
            return "section " + section.code + ", " + *wrong;
    }
    return {};
}
}  // namespace

Outcome<Unit> check_checklist(Checklist const& list, std::string_view file_name) {
    for (auto const& check : {check_head, check_sections, check_total, check_grades, check_results})
        if (auto const wrong = check(list)) return Error{"bad_checklist", std::string(file_name) + ", " + *wrong};
    return Unit{};
}

}  // namespace mingcha
