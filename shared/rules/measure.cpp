#include "shared/rules/measure.hpp"

#include <algorithm>

namespace mingcha {

namespace {
bool holds(Side side, Decimal value, Decimal limit) {
    return side == Side::min ? value >= limit : value <= limit;
}

std::string shown(Item const& item, Decimal value) {
    if (item.scoring != Scoring::time) return value.to_string();
    auto const minutes = value.units() / Decimal::scale;
    auto const two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

std::string compared(Item const& item, Side side, Decimal value, Decimal limit) {
    bool const good = holds(side, value, limit);
    char const* sign = side == Side::min ? (good ? " ≥ " : " < ") : (good ? " ≤ " : " > ");
    return shown(item, value) + sign + shown(item, limit);
}

std::optional<Decimal> entered(Item const& item, Verdict const& verdict) {
    if (item.scoring == Scoring::time && verdict.time) return Decimal(*verdict.time);
    return verdict.measured;
}

/// What the limits say together: all hold, none holds, or they disagree.
struct Judged {
    int good = 0, bad = 0;
    Words reason;

    void add(Item const& item, Side side, Decimal value, Decimal limit, Words const& name) {
        (holds(side, value, limit) ? good : bad) += 1;
        auto const text = compared(item, side, value, limit);
        auto const append = [&](std::string& to, std::string const& what) {
            to += (to.empty() ? "" : "; ") + (what.empty() ? "" : what + " ") + text;
        };
        append(reason.zh, name.zh);
        append(reason.en, name.en);
    }
};

Judged judge_limits(Item const& item, Threshold const& threshold, Verdict const& verdict, SchoolFacts const& facts) {
    Judged out;
    auto const value = entered(item, verdict);
    using enum Threshold::Shape;
    if (threshold.shape == by_size) {
        for (auto const& limit : threshold.limits)
            if (auto const found = verdict.measures.find(limit.code); found != verdict.measures.end())
                out.add(item, threshold.side, found->second, limit.value, limit.words);
        return out;
    }
    if (!value) return out;
    if (threshold.shape == by_formula) {
        if (auto const fact = facts.fact(threshold.formula.fact))
            out.add(item, threshold.side, *value, formula_value(threshold.formula, *fact), threshold.formula.words);
        return out;
    }
    // A school whose kind no stage names (nine_year) may have every stage: only what all limits say counts.
    auto const named = [&](Limit const& limit) {
        return std::ranges::find(limit.kinds, facts.kind) != limit.kinds.end();
    };
    bool const one_stage = threshold.shape == by_stage && std::ranges::any_of(threshold.limits, named);
    for (auto const& limit : threshold.limits)
        if (!one_stage || named(limit)) out.add(item, threshold.side, *value, limit.value, limit.words);
    return out;
}

std::optional<AutomaticLevel> from_threshold(Item const& item, Verdict const& verdict, SchoolFacts const& facts) {
    auto const judged = judge_limits(item, *item.threshold, verdict, facts);
    if ((judged.good > 0) == (judged.bad > 0)) return std::nullopt;
    auto const& level = judged.bad == 0 ? item.levels.front() : item.levels.back();
    if (judged.bad > 0 && is_levelled(item.scoring)) return std::nullopt;
    return AutomaticLevel{level.code, judged.reason};
}

std::optional<AutomaticLevel> from_sample(Item const& item, Verdict const& verdict) {
    auto const count = count_sample(verdict.sample);
    if (count.seen != item.sample->size) return std::nullopt;
    for (auto const& row : item.sample->levels)
        if (count.good >= row.at_least) {
            auto const text = std::to_string(count.good) + "/" + std::to_string(count.seen);
            return AutomaticLevel{row.code, {"抽查 " + text, "sample " + text}};
        }
    return std::nullopt;
}

std::optional<Decimal> counted(Item const& item, Deduction const& row, Verdict const& verdict,
                               SchoolFacts const& facts) {
    if (row.count_from == CountFrom::shortfall) return shortfall(item, verdict, facts);
    auto const count = count_sample(verdict.sample);
    if (row.count_from == CountFrom::sample && item.sample && count.seen == item.sample->size)
        return Decimal(count.seen - count.good);
    return std::nullopt;
}
}  // namespace

std::optional<Decimal> SchoolFacts::fact(std::string_view name) const {
    if (name == "students") return students;
    if (name == "staff") return staff;
    return std::nullopt;
}

Decimal formula_value(Formula const& formula, Decimal fact) {
    if (fact <= formula.up_to) return formula.base;
    auto const above = (fact - formula.up_to).units();
    auto const steps = (above + formula.step.units() - 1) / formula.step.units();
    return formula.base + formula.add * Decimal(steps);
}

std::optional<AutomaticLevel> automatic_level(Item const& item, Verdict const& verdict, SchoolFacts const& facts) {
    if (verdict.is_na() || item.levels.empty()) return std::nullopt;
    if (item.sample) return from_sample(item, verdict);
    if (item.threshold) return from_threshold(item, verdict, facts);
    return std::nullopt;
}

std::optional<Decimal> shortfall(Item const& item, Verdict const& verdict, SchoolFacts const& facts) {
    auto const value = entered(item, verdict);
    if (!item.threshold || item.threshold->side != Side::min || !value) return std::nullopt;
    auto const& threshold = *item.threshold;
    auto limit = threshold.limits.size() == 1 ? std::optional(threshold.limits[0].value) : std::nullopt;
    if (threshold.shape == Threshold::Shape::by_formula)
        if (auto const fact = facts.fact(threshold.formula.fact)) limit = formula_value(threshold.formula, *fact);
    if (!limit) return std::nullopt;
    return std::max(Decimal{}, *limit - *value);
}

Verdict filled_in(Item const& item, Verdict verdict, SchoolFacts const& facts) {
    if (verdict.is_na()) return verdict;
    if (verdict.level.empty() || verdict.automatic) {
        auto const found = automatic_level(item, verdict, facts);
        verdict.level = found ? found->code : "";
        verdict.automatic = found.has_value();
    }
    for (auto const& row : item.deductions) {
        if (row.count_from == CountFrom::person) continue;
        auto const count = counted(item, row, verdict, facts);
        if (!count || (verdict.faults && verdict.faults->contains(row.code))) continue;
        if (!verdict.faults) verdict.faults.emplace();
        if (*count > Decimal{}) verdict.faults->emplace(row.code, *count);
    }
    return verdict;
}

}  // namespace mingcha
