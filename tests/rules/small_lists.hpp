#pragma once

#include "tests/rules/answers.hpp"

/// Items and lists of a few lines, for tests of one rule each.
namespace mingcha::testing {

using Lines = std::vector<std::string>;

inline Level one(std::string const& code, int shape, Fails fails, std::optional<Decimal> share = {}) {
    return {code, {"级" + code, "level " + code}, shape, fails, share, {}, {}};
}
/// Met, weak, not met.
inline std::vector<Level> three() {
    return {one("2", 1, Fails::no, dec("1")), one("1", 3, Fails::if_critical, dec("0.5")),
            one("0", 5, Fails::yes, dec("0"))};
}
inline Item item_of(std::string const& code, Scoring scoring, std::optional<Decimal> max = {}) {
    Item out;
    out.code = code;
    out.text = {"项", "item"};
    out.scoring = scoring;
    out.max = max;
    if (scoring != Scoring::deduct && scoring != Scoring::text) out.levels = three();
    return out;
}
inline Item limited(Scoring scoring, Side side, Decimal limit) {
    auto out = item_of("1", scoring);
    out.threshold = Threshold{
        side == Side::min ? Threshold::Shape::min : Threshold::Shape::max, side, {{{}, {}, limit, {}, {}}}, {}};
    return out;
}
/// At least one guard up to 1,000 pupils, one more for each 100 begun.
inline Item by_formula(Scoring scoring) {
    auto out = item_of("1", scoring);
    Formula const formula{"students", dec("1"), dec("1000"), dec("100"), dec("1"), {"应配", "due"}};
    out.threshold = Threshold{Threshold::Shape::by_formula, Side::min, {}, formula};
    return out;
}
inline Deduction row(std::string const& code, Decimal points, Per per, CountFrom from = CountFrom::person) {
    return {code, {"扣" + code, "fault " + code}, points, per, dec("1"), from, false};
}
inline Item deducted(Decimal max, std::vector<Deduction> rows) {
    auto out = item_of("1", Scoring::deduct, max);
    out.deductions = std::move(rows);
    return out;
}
inline Checklist sheet(std::vector<Item> items, std::optional<Decimal> total = {}) {
    Checklist out;
    out.title = {"表", "sheet"};
    out.total = total;
    out.sections.push_back({"s", {"节", "section"}, {}, total, std::move(items)});
    return out;
}

inline std::string line(Explained const& part) {
    return part.text.en + (part.points ? " = " + part.points->to_string() : "");
}
inline Lines lines(Explained const& explained) {
    Lines out;
    for (auto const& part : explained.parts) out.push_back(line(part));
    return out;
}
inline ItemScore scored(Item const& item, Verdict const& verdict, SchoolFacts const& facts = {}) {
    static Checklist list;  // its score points into it
    list = sheet({item}, dec("100"));
    return score_item(list, list.sections[0].items[0], verdict, facts);
}
inline std::string judged(Item const& item, Verdict const& verdict, SchoolFacts const& facts = {}) {
    auto const found = automatic_level(item, verdict, facts);
    return found ? found->code + ": " + found->reason.en : "-";
}
inline std::string shown(std::optional<Decimal> const& number) {
    return number ? number->to_string() : "-";
}
inline Verdict with_points(std::string_view points, std::string_view chosen = "") {
    auto out = level(chosen);
    out.points = dec(points);
    return out;
}
inline Verdict sampled(std::string_view sample) {
    Verdict out;
    out.sample = sample;
    return out;
}

}  // namespace mingcha::testing
