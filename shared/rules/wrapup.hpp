#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/rules/scoring.hpp"

namespace mingcha {

/// What the wrap-up screen (UX T11) looks at: plain values, so the same function serves tablet and server.
struct AnswerFacts {
    Verdict verdict;
    bool has_comment = false;
    int photos = 0;
    int photos_unreleased =
        0;  ///< not masked, no "no child's face", no legal ground, neither here nor for the whole visit
    bool no_photo_reason = false;  ///< 无法拍摄 with a text
    bool finding_dismissed = false;
    bool in_conflict = false;             ///< two inspectors differ (CF01)
    bool texts_differ = false;            ///< two inspectors wrote a text without seeing each other's; both stand
    std::vector<std::string> narratives;  ///< codes of the narrative columns that are filled in
};
struct FindingFacts {
    std::string id;    ///< as text, for the jump
    std::string item;  ///< empty for a finding of its own
    std::string title;
    char finding_class = 'B';
    bool has_days = false;
    bool has_basis = false;  ///< a clause, or why there is none (FT01)
    int photos = 0;          ///< its own and its item's
    bool has_fact = true;
    bool on_spot = false;  ///< 当场改正: photos before and after it (FT02)
    int photos_after = 0;
    bool texts_differ = false;  ///< as an answer's, class and days too
    bool has_evidence = true;   ///< a photo, or its item is judged (FT01)
};
struct VisitFacts {
    std::map<std::string, AnswerFacts, std::less<>> answers;  ///< by item code
    std::vector<FindingFacts> findings;
    int photos_unreleased = 0;             ///< of no item: gate, plaque, findings
    std::optional<int> minutes_at_school;  ///< since check-in; nothing when the clock cannot tell
    std::optional<Decimal> last_score;     ///< of the last visit with the same list
};

/// Limits of "worth checking"; settings, never constants of the domain.
struct WrapupLimits {
    Decimal na_share_max = Decimal(20);      ///< % of the items
    int minutes_min = 30;                    ///< a 73-item walk takes longer
    Decimal score_change_max = Decimal(15);  ///< points from last time
};

/// One row; `code` is stable, `item` or `finding` is where a tap jumps to.
struct WrapupRow {
    std::string code;
    Words text;
    std::string item;
    std::string finding;
};
struct Wrapup {
    std::vector<WrapupRow> must_fix;                             ///< 必须处理: feedback waits for these
    std::vector<WrapupRow> worth_checking;                       ///< 建议检查
    int required_open = 0, photos_missing = 0, differences = 0;  ///< as the workflow's guards want them

    [[nodiscard]] bool ready() const { return must_fix.empty(); }
};

/// In list order, then findings. Pure.
[[nodiscard]] Wrapup wrap_up(Checklist const& list, VisitFacts const& visit, SchoolFacts const& school = {},
                             WrapupLimits const& limits = {});

/// How many photos an item still needs: `required` always, `on_fail` when it fails; none when N/A or a reason is given.
[[nodiscard]] int photos_needed(Item const& item, ItemScore const& scored, AnswerFacts const& answer);

}  // namespace mingcha
