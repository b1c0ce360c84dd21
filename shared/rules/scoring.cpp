#include "shared/rules/scoring.hpp"

#include <algorithm>
#include <span>

namespace mingcha {

namespace {
std::optional<Decimal> sum(std::optional<Decimal> const& a, std::optional<Decimal> const& b) {
    if (!a || !b) return a ? a : b;
    return *a + *b;
}

void note(ItemScore& out, std::string zh, std::string en, std::optional<Decimal> points = {}) {
    out.explained.parts.push_back({{std::move(zh), std::move(en)}, points, {}});
}

/// Points of a deduct item: the full mark less each fault, never below 0 (扣完为止).
void score_faults(Item const& item, Verdict const& verdict, ItemScore& out) {
    Decimal left = *item.max;
    for (auto const& row : item.deductions) {
        auto const found = verdict.faults->find(row.code);
        if (found == verdict.faults->end() || found->second == Decimal{}) continue;
        Decimal const lost = row.free                  ? found->second
                             : row.per == Per::percent ? row.points * found->second / row.step
                                                       : row.points * found->second;
        auto const times = row.free || row.per == Per::once ? std::string{} : " × " + found->second.to_string();
        note(out, row.words.zh + times, row.words.en + times, Decimal{} - lost);
        left = left - lost;
    }
    out.fails = left < *item.max;
    if (left < Decimal{}) note(out, "扣完为止", "Deductions stop at 0", Decimal{} - left);
    out.points = std::max(Decimal{}, left) * item.weight;
    if (!out.fails) note(out, "满分，未发现问题", "Full mark, no fault found");
}

std::optional<Decimal> share_points(Item const& item, std::string const& code, std::optional<Decimal> const& entered) {
    auto const* level = item.level(code);
    auto const full = item.full_mark();
    if (!level || !level->share || !full) return std::nullopt;
    return *full * entered.value_or(*level->share);
}

void score_level(Item const& item, Verdict const& verdict, SchoolFacts const& facts, ItemScore& out) {
    auto const* level = item.level(verdict.level);
    if (!level) return;
    out.level = verdict.level;
    out.automatic = verdict.automatic;
    out.fails = level->fails == Fails::yes || (level->fails == Fails::if_critical && item.critical);
    if (!item.points_from_percent) out.points = share_points(item, verdict.level, verdict.share);
    auto const share = out.points ? " × " + verdict.share.value_or(*level->share).to_string() : std::string{};
    auto const found = automatic_level(item, verdict, facts);
    auto const because = [&](std::string const& reason, char const* word) {
        return found ? " (" + reason + (out.automatic ? word : "") + ")" : "";
    };
    note(out, level->words.zh + share + because(found ? found->reason.zh : "", "，自动"),
         level->words.en + share + because(found ? found->reason.en : "", ", automatic"), out.points);
    if (found && !out.automatic && found->code != verdict.level)
        note(out, "督学改定：" + verdict.override_reason, "Changed by the inspector: " + verdict.override_reason);
}

/// Points by the percentage; whether the item fails is its level's to say, as where points come from the level.
void score_percent(Item const& item, Verdict const& verdict, SchoolFacts const& facts, ItemScore& out) {
    score_level(item, verdict, facts, out);
    if (!verdict.measured) return;
    out.points = *item.full_mark() * *verdict.measured / Decimal(100);
    auto const text = verdict.measured->to_string() + "% × " + item.full_mark()->to_string();
    note(out, text, text, out.points);
}

void score_start(Item const& item, Verdict const& verdict, ItemScore& out) {
    out.points_start = share_points(item, verdict.level_start, {});
    if (item.points_from_percent && verdict.measured_start)
        out.points_start = *item.full_mark() * *verdict.measured_start / Decimal(100);
    if (out.points_start) note(out, "任期初", "Start of the term", out.points_start);
}

void score_answer(Item const& item, Verdict const& verdict, SchoolFacts const& facts, ItemScore& out) {
    if (item.scoring == Scoring::deduct && verdict.faults)
        score_faults(item, verdict, out);
    else if (item.points_from_percent)
        score_percent(item, verdict, facts, out);
    else
        score_level(item, verdict, facts, out);
    if (verdict.points && !verdict.faults &&
        item.full_mark()) {  // points entered by hand stand above the level's share
        out.points = *verdict.points;
        // Of a deduct item any lost point is a fault, whether it was named or not.
        auto const least = item.scoring == Scoring::deduct ? *item.full_mark() : Decimal{};
        out.fails = out.fails || *verdict.points < least || *verdict.points == Decimal{};
        note(out, "直接评分", "Points entered", out.points);
    }
    score_start(item, verdict, out);
    if (item.veto && out.fails) note(out, "一票否决", "Veto");
    out.state = out.points || !out.level.empty() ? ItemState::judged : ItemState::noted;
}

void count_level(Tally& tally, Level const& level) {
    auto const found = std::ranges::find(tally.levels, level.shape, &LevelCount::shape);
    if (found != tally.levels.end()) found->count += 1;
}

/// Every level that the items can have, so that 不符合 0 is shown too, in the words of the scale that most items use.
void prepare_levels(Tally& tally, std::span<Section const> sections) {
    std::vector<LevelCount> offered;  // one for each shape and word; `count` says how many items offer it
    for (auto const& section : sections)
        for (auto const& item : section.items)
            for (auto const& level : item.levels) {
                auto const found = std::ranges::find_if(offered, [&](LevelCount const& one) {
                    return one.shape == level.shape && one.words == level.words;
                });
                if (found == offered.end())
                    offered.push_back({level.words, level.shape, 1});
                else
                    found->count += 1;
            }
    std::ranges::stable_sort(offered, std::ranges::greater{}, &LevelCount::count);
    for (auto const& one : offered) {
        auto const same = std::ranges::find(tally.levels, one.shape, &LevelCount::shape);
        if (same == tally.levels.end())
            tally.levels.push_back({one.words, one.shape, 0, one.count});
        else
            same->offered += one.count;
    }
    std::ranges::sort(tally.levels, {}, &LevelCount::shape);
}

void count(Tally& tally, ItemScore const& scored) {
    tally.items += 1;
    tally.answered += scored.state != ItemState::open;
    tally.na += scored.state == ItemState::na;
    tally.failed += scored.fails;
    tally.required_open += scored.state == ItemState::open && scored.item->required;
    if (auto const* level = scored.item->level(scored.level)) count_level(tally, *level);
}

/// A section says its levels in the words of the whole list.
void name_alike(Tally& section, Tally const& all) {
    for (auto& level : section.levels)
        if (auto const same = std::ranges::find(all.levels, level.shape, &LevelCount::shape); same != all.levels.end())
            level.words = same->words;
}

SectionScore score_section(Checklist const& list, Section const& section, Verdicts const& verdicts,
                           SchoolFacts const& facts) {
    SectionScore out;
    out.section = &section;
    prepare_levels(out.tally, std::span(&section, 1));
    static Verdict const nothing;
    for (auto const& item : section.items) {
        auto const found = verdicts.find(item.code);
        auto scored = score_item(list, item, found == verdicts.end() ? nothing : found->second, facts);
        count(out.tally, scored);
        if (scored.points) {
            out.earned = sum(out.earned, scored.points);
            out.base = sum(out.base, scored.full_mark);
        }
        out.items.push_back(std::move(scored));
    }
    return out;
}

struct Counts {
    int failed = 0, applicable = 0;
};
Counts counts_of(Score const& score, Counted counted) {
    Counts out;
    for (auto const& section : score.sections)
        for (auto const& one : section.items) {
            bool const matches = counted == Counted::failed || (counted == Counted::veto_failed && one.item->veto) ||
                                 (counted == Counted::critical_failed && one.item->critical) ||
                                 (counted == Counted::other_failed && !one.item->veto && !one.item->critical);
            bool const judgeable = is_levelled(one.item->scoring) || one.item->scoring == Scoring::deduct ||
                                   one.item->scoring == Scoring::points || one.item->threshold;
            if (!matches || !judgeable || one.state == ItemState::na) continue;
            out.applicable += 1;
            out.failed += one.fails;
        }
    return out;
}

bool holds(Score const& score, Condition const& condition) {
    auto const counts = counts_of(score, condition.counted);
    if (condition.at_least) return counts.failed >= *condition.at_least;
    return Decimal(counts.failed * 100) > *condition.more_than_percent * Decimal(counts.applicable);
}

bool anything_judged(Score const& score) {
    return std::ranges::any_of(score.sections, [](auto const& section) {
        return std::ranges::any_of(section.items, [](auto const& one) { return one.state == ItemState::judged; });
    });
}

void set_grade(Score& out, std::string const& code, Words const& words, std::string const& zh, std::string const& en) {
    out.grade = code;
    out.grade_words = words;
    out.explained.parts.push_back({{zh + "：" + words.zh, en + ": " + words.en}, {}, {}});
}

void grade(Checklist const& list, Score& out) {
    out.class_c = list.veto_effect == VetoEffect::class_c && !out.veto_failed.empty();
    if (!anything_judged(out)) return;
    if (list.veto_effect == VetoEffect::grade_fail && !out.veto_failed.empty()) {
        out.by_veto = true;
        return set_grade(out, "fail", list.grade("fail")->words, "一票否决", "Veto");
    }
    for (auto const& rule : list.result_rules)
        if (rule.any.empty() || std::ranges::any_of(rule.any, [&](auto const& one) { return holds(out, one); })) {
            out.by_veto = !out.veto_failed.empty() && list.veto_effect == VetoEffect::result_rule;
            return set_grade(out, rule.code, rule.words, "结果规则", "Result rule");
        }
    if (!out.score) return;
    // Grade limits are out of 100 whatever the total is.
    auto const hundred = *list.total == Decimal(100) ? *out.score : ratio(*out.earned, Decimal(100), *out.base, 1);
    for (auto const& one : list.grades)
        if (hundred >= one.min)
            return set_grade(out, one.code, one.words, "等次（≥ " + one.min.to_string() + "）",
                             "Grade (≥ " + one.min.to_string() + ")");
}

void sum_points(Checklist const& list, Score& out) {
    std::optional<Decimal> start, start_base;
    for (auto const& section : out.sections) {
        out.earned = sum(out.earned, section.earned);
        out.base = sum(out.base, section.base);
        for (auto const& one : section.items)
            if (one.points_start)
                start = sum(start, one.points_start), start_base = sum(start_base, one.item->full_mark());
    }
    if (out.base && *out.base > Decimal{}) out.score = ratio(*out.earned, *list.total, *out.base, 1);
    if (start_base && *start_base > Decimal{}) out.score_start = ratio(*start, *list.total, *start_base, 1);
}

void collect(Score& out, SectionScore const& section) {
    for (auto const& one : section.items) {
        if (one.fails && one.item->veto) out.veto_failed.push_back(one.item->code);
        if (one.fails && one.item->critical) out.critical_failed.push_back(one.item->code);
        count(out.tally, one);
    }
}

Explained explain_section(SectionScore const& section) {
    Explained out{section.section->title, section.earned, {}};
    for (auto const& one : section.items)
        if (one.state != ItemState::open) out.parts.push_back(one.explained);
    return out;
}

void explain(Checklist const& list, Score& out) {
    out.explained.text = list.title;
    out.explained.points = out.score;
    for (auto const& section : out.sections) out.explained.parts.push_back(explain_section(section));
    if (!out.score) return;
    auto const sum = out.earned->to_string() + " ÷ " + out.base->to_string() + " × " + list.total->to_string();
    out.explained.parts.push_back({{"得分：" + sum, "Score: " + sum}, out.score, {}});
}
}  // namespace

Decimal ratio(Decimal earned, Decimal total, Decimal base, int places) {
    MC_CHECK(base > Decimal{});
    std::int64_t step = Decimal::scale;
    for (int i = 0; i < places; ++i) step /= 10;
    // earned × total ÷ base in units of `step`, with one half added: rounding in two stages would turn 86.4499… into 86.5.
    __extension__ using Wide = __int128;
    Wide const above = Wide{earned.units()} * total.units() * 2 + Wide{base.units()} * step;
    return Decimal::from_units(static_cast<std::int64_t>(above / (Wide{base.units()} * step * 2)) * step);
}

ItemScore score_item(Checklist const& list, Item const& item, Verdict const& entered, SchoolFacts const& facts) {
    ItemScore out;
    out.item = &item;
    out.explained.text = {item.code + " " + item.text.zh, item.code + " " + item.text.en};
    auto const verdict = filled_in(item, entered, facts);
    if (verdict.is_na()) {
        out.state = ItemState::na;
        note(out, "不适用，不计入总分", "N/A, leaves the base");
        return out;
    }
    if (!is_answered(item, verdict)) return out;
    score_answer(item, verdict, facts, out);
    if (!list.total) {  // nothing is summed, so nothing is said in points
        out.points.reset(), out.points_start.reset();
        for (auto& part : out.explained.parts) part.points.reset();
    }
    if (out.points) out.full_mark = item.full_mark();
    out.explained.points = out.points;
    return out;
}

Score score(Checklist const& list, Verdicts const& verdicts, SchoolFacts const& facts) {
    Score out;
    prepare_levels(out.tally, list.sections);
    for (auto const& section : list.sections) {
        out.sections.push_back(score_section(list, section, verdicts, facts));
        name_alike(out.sections.back().tally, out.tally);
        collect(out, out.sections.back());
    }
    if (list.total) sum_points(list, out);
    explain(list, out);
    grade(list, out);
    return out;
}

ItemScore const* Score::item(std::string_view code) const {
    for (auto const& section : sections)
        for (auto const& one : section.items)
            if (one.item->code == code) return &one;
    return nullptr;
}

char proposed_class(Item const& item, ItemScore const& scored) {
    if (item.veto && scored.fails) return 'C';
    auto const* level = item.level(scored.level);
    bool const plain = !level || level->fails == Fails::yes;
    return item.critical || plain ? 'B' : 'A';
}

}  // namespace mingcha
