#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/rules/measure.hpp"

namespace mingcha {

/// The verdicts of a visit by item code. What is missing is not answered yet.
using Verdicts = std::map<std::string, Verdict, std::less<>>;

/// One line of "how it is computed": section → item → rule, with what it gives.
struct Explained {
    Words text;
    std::optional<Decimal> points;
    std::vector<Explained> parts;
};

enum class ItemState {
    open,    ///< not answered
    na,      ///< leaves the base
    judged,  ///< has a level, points, or both
    noted,   ///< answered, but a figure or a text that nobody judges
};

struct ItemScore {
    Item const* item = nullptr;  ///< into the list, which must outlive the score
    ItemState state = ItemState::open;
    std::string level;
    bool automatic = false;
    bool fails = false;
    std::optional<Decimal> points;        ///< earned; nothing in lists without a sum and while open or N/A
    std::optional<Decimal> full_mark;     ///< what it adds to the base, with `points`
    std::optional<Decimal> points_start;  ///< at the start of the term
    Explained explained;
};

struct LevelCount {
    Words words;
    int shape = 1;
    int count = 0;
    int offered = 0;  ///< items that could have this level
};

struct Tally {
    int items = 0, answered = 0, na = 0, failed = 0;
    int required_open = 0;           ///< required items that are not answered
    std::vector<LevelCount> levels;  ///< best first; levels of one shape are counted together (是 with 符合),
                                     ///< in the words of the scale that most items use
};

struct SectionScore {
    Section const* section = nullptr;
    Tally tally;
    std::optional<Decimal> earned, base;
    std::vector<ItemScore> items;
};

struct Score {
    std::vector<SectionScore> sections;
    Tally tally;
    /// Lists with a sum: earned ÷ base × total, half up to 0.1; base = full marks of answered items that apply. Nothing while there is none.
    std::optional<Decimal> earned, base, score;
    std::optional<Decimal> score_start;                     ///< the same at the start of the term
    std::vector<std::string> veto_failed, critical_failed;  ///< item codes, in list order
    std::string grade;  ///< code of the grade or result rule; empty while nothing is judged or the list has none
    Words grade_words;
    bool by_veto = false;  ///< the grade comes from a veto, whatever the points: "不合格(一票否决) 原始得分 86.5"
    bool class_c = false;  ///< a failed veto asks for a finding of class C and an important-matter report
    Explained explained;

    [[nodiscard]] bool complete() const { return tally.required_open == 0; }
    [[nodiscard]] ItemScore const* item(std::string_view code) const;
};

/// Pure: the same on tablet, server and paper (DOMAIN 8.7). N/A leaves the base; deductions stop at 0; veto and result rules go before
/// points. Verdicts of items that the list does not have are ignored.
[[nodiscard]] Score score(Checklist const& list, Verdicts const& verdicts, SchoolFacts const& facts = {});

/// One item, e.g. to repaint its row.
[[nodiscard]] ItemScore score_item(Checklist const& list, Item const& item, Verdict const& verdict,
                                   SchoolFacts const& facts = {});

/// The class offered for a finding on an item that fails: C for a veto, B for a critical item or a plain failure, A for a weak one.
[[nodiscard]] char proposed_class(Item const& item, ItemScore const& scored);

/// earned × total ÷ base, rounded half up once; `places` 0 to 4. `base` above 0, all below 10^3 (larger ones are refused by the importer).
[[nodiscard]] Decimal ratio(Decimal earned, Decimal total, Decimal base, int places);

}  // namespace mingcha
