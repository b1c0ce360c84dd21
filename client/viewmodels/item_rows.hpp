#pragma once

#include <QVariantMap>

#include "shared/rules/case_file.hpp"
#include "shared/rules/scoring.hpp"

namespace mingcha {

/// What was typed and not stored: in which of the item's fields (`measures`), and in words.
struct RefusedEntry {
    QString field = {};
    QString words = {};
};

/// What a row of ItemsModel is made of. Plain values and the law book; what the roles mean stands in qml/pages/VIEWMODELS.md.
struct ItemInput {
    Checklist const& list;
    Section const& section;
    Item const& item;
    CaseFile const& file;
    Verdict verdict;
    SchoolFacts school;
    int index1 = 1, count = 1;
    bool current = false, next = false, na_asking = false, read_only = false;
    RefusedEntry refused = {};
};
[[nodiscard]] QVariantMap item_row(ItemInput const& in);

/// Counts of a section, for SectionsModel.
[[nodiscard]] QVariantMap section_row(SectionScore const& section, bool current);

/// M3.2 → 3.2: the number as people say it.
[[nodiscard]] QString number_of(std::string_view code);
/// All that a verdict says, part by part (shared/rules/verdict_words.hpp); the first is its level, its points or 不适用. Empty while open.
[[nodiscard]] QStringList verdict_parts(Checklist const& list, Item const& item, Verdict const& verdict,
                                        SchoolFacts const& school);
/// `score` of RunnerController and WrapupController.
[[nodiscard]] QVariantMap score_map(Checklist const& list, Score const& score);
/// `counts`, by level: {level, word, count}.
[[nodiscard]] QVariantList level_counts(Tally const& tally);
/// How the score is computed, by section: {title, text, level}.
[[nodiscard]] QVariantList score_table(Score const& score);
/// choice, points, deduct, measure, text or sample.
[[nodiscard]] QString shape_of(Item const& item);
[[nodiscard]] QString photo_rule(Photo rule);
/// C 严重; days of a finding: 当场, 7 天, empty while none.
[[nodiscard]] QString class_text(std::string_view letter);
[[nodiscard]] QString days_text(Value const& days);
/// Whether photos that this item asks for are there: {text, tone}.
[[nodiscard]] QVariantMap photo_state(Item const& item, ItemScore const& scored, CaseFile const& file);

}  // namespace mingcha
