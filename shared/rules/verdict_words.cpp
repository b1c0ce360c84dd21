#include "shared/rules/verdict_words.hpp"

#include <algorithm>

#include "shared/rules/scoring.hpp"

namespace mingcha {

namespace {
using Parts = std::vector<Words>;

void add(Parts& parts, std::string zh, std::string en) {
    if (!zh.empty() || !en.empty()) parts.push_back({std::move(zh), std::move(en)});
}
void add(Parts& parts, Words const& words) {
    add(parts, words.zh, words.en);
}

/// One part of several.
Words listed(Parts const& parts) {
    Words out;
    for (auto const& part : parts) {
        out.zh += (out.zh.empty() ? "" : "、") + part.zh;
        out.en += (out.en.empty() ? "" : ", ") + part.en;
    }
    return out;
}

Words with(Words const& words, std::string const& figure) {
    return {words.zh + figure, words.en + figure};
}

Words in_unit(Item const& item, std::string const& figure) {
    auto const unit = [](std::string const& word) { return word.empty() ? word : " " + word; };
    return {figure + unit(item.unit.zh), figure + unit(item.unit.en)};
}

std::string clock_of(int minutes) {
    auto const two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

Words faults_said(Item const& item, Verdict const& verdict) {
    if (verdict.faults->empty()) return {"未发现问题", "no fault found"};
    Parts out;
    for (auto const& row : item.deductions) {
        auto const found = verdict.faults->find(row.code);
        if (found == verdict.faults->end() || found->second == Decimal{}) continue;
        auto const number = found->second.to_string();
        add(out, with(row.words, row.free                  ? " −" + number
                                 : row.per == Per::once    ? std::string{}
                                 : row.per == Per::percent ? " " + number + "%"
                                                           : " × " + number));
    }
    return listed(out);
}

Words sizes_said(Item const& item, Verdict const& verdict) {
    Parts out;
    if (item.threshold)
        for (auto const& limit : item.threshold->limits)
            if (auto const found = verdict.measures.find(limit.code); found != verdict.measures.end())
                add(out, with(limit.words, " " + found->second.to_string()));
    return listed(out);
}

void add_mark(Parts& out, Item const& item, Verdict const& verdict, ItemScore const& scored) {
    auto const* level = item.level(scored.level.empty() ? verdict.level : scored.level);
    if (level) add(out, level->words);
    if (verdict.share) add(out, "系数 " + verdict.share->to_string(), "coefficient " + verdict.share->to_string());
    // A list without a sum has no points of its own, and keeps those that were entered.
    auto const points = scored.points ? scored.points : verdict.points;
    if ((level && !verdict.points) || !points) return;
    auto const text = points->to_string() + (scored.full_mark ? "/" + scored.full_mark->to_string() : std::string{});
    add(out, text + " 分", text + " points");
}

void add_start(Parts& out, Item const& item, Verdict const& verdict) {
    if (auto const* level = item.level(verdict.level_start))
        add(out, "任期初 " + level->words.zh, "at the start " + level->words.en);
    if (!verdict.measured_start) return;
    auto const figure = in_unit(item, verdict.measured_start->to_string());
    add(out, "任期初 " + figure.zh, "at the start " + figure.en);
}
}  // namespace

Words reason_of(Checklist const& list, Verdict const& verdict) {
    if (!verdict.na_text.empty()) return {verdict.na_text, verdict.na_text};
    auto const found = std::ranges::find(list.na_reasons, verdict.na, &Choice::code);
    return found == list.na_reasons.end() ? Words{verdict.na, verdict.na} : found->words;
}

std::vector<Words> said(Checklist const& list, Item const& item, Verdict const& verdict, SchoolFacts const& facts) {
    if (verdict.is_na()) {
        auto const reason = reason_of(list, verdict);
        return {{"不适用", "N/A"}, reason};
    }
    Parts out;
    add_mark(out, item, verdict, score_item(list, item, verdict, facts));
    if (verdict.faults) add(out, faults_said(item, verdict));
    if (verdict.measured) add(out, in_unit(item, verdict.measured->to_string()));
    if (verdict.time) add(out, clock_of(*verdict.time), clock_of(*verdict.time));
    add(out, sizes_said(item, verdict));
    if (auto const seen = count_sample(verdict.sample); seen.seen > 0) {
        auto const good = std::to_string(seen.good), all = std::to_string(seen.seen);
        add(out, "已查 " + all + " 处，合格 " + good, all + " seen, " + good + " good");
    }
    add(out, verdict.text, verdict.text);
    if (!verdict.override_reason.empty())
        add(out, "改定：" + verdict.override_reason, "changed: " + verdict.override_reason);
    add_start(out, item, verdict);
    return out;
}

}  // namespace mingcha
