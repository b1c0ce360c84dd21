#include <algorithm>

#include "server/api/detail_values.hpp"
#include "server/api/visit_detail.hpp"
#include "shared/rules/ranks.hpp"

namespace mingcha {

namespace {
OrderedJson decimal(std::optional<Decimal> const& number) {
    return number ? OrderedJson(number->to_string()) : OrderedJson(nullptr);
}

OrderedJson counts(std::vector<ItemScore> const& items) {
    std::vector<ItemScore const*> all;
    all.reserve(items.size());
    for (auto const& item : items) all.push_back(&item);
    auto by_rank = rank_counts(all);
    int const not_applicable = std::exchange(by_rank[0], 0);
    OrderedJson out = OrderedJson::array();
    for (auto const& [rank, n] : by_rank)
        if (rank != 0) out.push_back({{"rank", rank}, {"n", n}});
    if (not_applicable > 0) out.push_back({{"rank", nullptr}, {"n", not_applicable}});
    return out;
}

char const* photo_word(Photo photo) {
    switch (photo) {
        case Photo::required:
            return "required";
        case Photo::on_fail:
            return "on_fail";
        case Photo::optional:
            return "optional";
        case Photo::forbidden:
            break;
    }
    return "forbidden";
}

OrderedJson item_json(ItemScore const& scored, Score const* previous) {
    auto const& item = *scored.item;
    auto const* before = previous ? previous->item(item.code) : nullptr;
    auto const text = [](std::string const& of) { return text_or_null(of); };
    OrderedJson out;
    out["code"] = item.code;
    out["text_zh"] = item.text.zh;
    out["text_en"] = item.text.en;
    out["scoring"] = name_of(item.scoring);
    out["veto"] = item.veto;
    out["critical"] = item.critical;
    out["photo"] = photo_word(item.evidence.photo);
    out["basis"] = text(item.basis.zh);
    out["basis_en"] = text(item.basis.en);
    out["unit_zh"] = text(item.unit.zh);
    out["unit_en"] = text(item.unit.en);
    put_level(out, "level", &item, scored.level);
    out["rank"] = rank_json(&scored);
    out["points"] = decimal(scored.points);
    out["max"] = decimal(item.full_mark());
    out["na"] = scored.state == ItemState::na;
    out["answered"] = scored.state != ItemState::open;
    put_level(out, "previous_level", before ? before->item : nullptr, before ? before->level : std::string());
    out["previous_rank"] = rank_json(before);
    return out;
}

}  // namespace

void put_level(OrderedJson& to, std::string const& key, Item const* item, std::string const& code) {
    auto const* level = item ? item->level(code) : nullptr;
    to[key] = text_or_null(code);
    to[key + "_zh"] = level ? OrderedJson(level->words.zh) : OrderedJson(nullptr);
    to[key + "_en"] = level ? OrderedJson(level->words.en) : OrderedJson(nullptr);
}

OrderedJson rank_json(ItemScore const* scored) {
    auto const rank = scored ? rank_of(*scored) : std::nullopt;
    return rank ? OrderedJson(*rank) : OrderedJson(nullptr);
}

namespace {
SectionScore const* same_section(Score const* score, std::string_view code) {
    if (!score) return nullptr;
    auto const found =
        std::ranges::find_if(score->sections, [&](SectionScore const& one) { return one.section->code == code; });
    return found == score->sections.end() ? nullptr : &*found;
}

OrderedJson section_json(SectionScore const& scored, Score const& whole, Score const* previous) {
    auto const* before = same_section(previous, scored.section->code);
    auto const failed = [&](ItemScore const& one) {
        return std::ranges::find(whole.veto_failed, one.item->code) != whole.veto_failed.end();
    };
    OrderedJson out;
    out["code"] = scored.section->code;
    out["title_zh"] = scored.section->title.zh;
    out["title_en"] = scored.section->title.en;
    out["points"] = decimal(scored.earned);
    out["max"] = decimal(scored.base);
    out["previous"] = before ? decimal(before->earned) : OrderedJson(nullptr);
    out["vetoed"] = std::ranges::any_of(scored.items, failed);
    out["counts"] = counts(scored.items);
    out["items"] = OrderedJson::array();
    for (auto const& item : scored.items) out["items"].push_back(item_json(item, previous));
    return out;
}

/// A visit whose list has not arrived: nothing is known, nothing is missing from the answer.
OrderedJson no_score(OrderedJson previous) {
    OrderedJson const empty = OrderedJson::array();
    return {{"points", nullptr}, {"max", nullptr},       {"earned", nullptr}, {"total", nullptr}, {"grade", nullptr},
            {"vetoed", false},   {"vetoes", empty},      {"answered", 0},     {"items", 0},       {"counts", empty},
            {"start", nullptr},  {"previous", previous}, {"sections", empty}};
}
}  // namespace

OrderedJson score_json(VisitCase const& of, VisitCase const* previous, OrderedJson previous_facts) {
    if (!of.score) return no_score(std::move(previous_facts));
    auto const& score = *of.score;
    auto const* before = previous && previous->score ? &*previous->score : nullptr;
    OrderedJson out;
    bool const summed = score.score && !of.has_no_result();
    auto const sum = [&](std::optional<Decimal> const& of_it) {
        return summed ? decimal(of_it) : OrderedJson(nullptr);
    };
    out["points"] = sum(score.score);
    out["max"] = sum(score.base);
    out["earned"] = sum(score.earned);
    out["total"] = sum(of.list->total);
    out["grade"] = nullptr;
    if (of.grade_stands())
        out["grade"] = {{"code", score.grade},
                        {"zh", score.grade_words.zh},
                        {"en", score.grade_words.en},
                        {"rank", grade_rank(*of.list, score.grade)}};
    out["vetoed"] = !score.veto_failed.empty();
    out["vetoes"] = score.veto_failed;
    out["answered"] = score.tally.answered;
    out["items"] = score.tally.items;
    std::vector<ItemScore> all;
    for (auto const& section : score.sections) all.insert(all.end(), section.items.begin(), section.items.end());
    out["counts"] = counts(all);
    out["start"] = decimal(score.score_start);
    out["previous"] = std::move(previous_facts);
    out["sections"] = OrderedJson::array();
    for (auto const& section : score.sections) out["sections"].push_back(section_json(section, score, before));
    return out;
}

}  // namespace mingcha
