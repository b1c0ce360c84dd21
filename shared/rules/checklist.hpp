#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/decimal.hpp"
#include "shared/base/outcome.hpp"

namespace mingcha {

/// One version of a checklist, as shared/data/checklists/README.md describes its file. Plain values; nothing changes after parsing.

/// A text for people, in both languages.
struct Words {
    std::string zh;
    std::string en;
    friend bool operator==(Words const&, Words const&) = default;
};

/// How an item is judged. `yes_no`: yes is good; `no_yes`: no is good; `points`: given by the inspector, from 0 to the full mark by steps.
enum class Scoring { tri, yes_no, no_yes, abc, abcd, rate3, deduct, points, count, percent, minutes, time, text };
[[nodiscard]] std::string_view name_of(Scoring scoring);
/// A level is chosen by hand: tri, yes_no, no_yes, abc, abcd, rate3.
[[nodiscard]] bool is_levelled(Scoring scoring);
/// A value is measured: count, percent, minutes, time.
[[nodiscard]] bool is_measured(Scoring scoring);

/// Whether a level counts as a failure of its item: always, never, or on critical items only (基本符合 on a critical item).
enum class Fails { no, if_critical, yes };

struct Level {
    std::string code;
    Words words;
    int shape = 1;  ///< 1 (best) to 5: mark and colour on screen
    Fails fails = Fails::no;
    std::optional<Decimal> share;       ///< of the item's full mark
    std::optional<Decimal> share_from;  ///< with `share_to`: the inspector enters the share, `share` is offered
    std::optional<Decimal> share_to;
};

enum class Photo { required, on_fail, optional, forbidden };
struct Evidence {
    Photo photo = Photo::optional;
    int photo_min =
        0;  ///< how many photos, where they are needed; 1 for required and on_fail unless the list says more
    bool document = false;
};

enum class Per { once, count, percent };
enum class CountFrom { person, shortfall, sample };
/// A fault and what it costs. `free`: the inspector enters the points.
struct Deduction {
    std::string code;
    Words words;
    Decimal points;
    Per per = Per::once;
    Decimal step{1};  ///< of `percent`: points are lost for each step
    CountFrom count_from = CountFrom::person;
    bool free = false;
};

enum class Side { min, max };
/// One limit of a threshold. `time` limits are minutes after midnight.
struct Limit {
    std::string code;  ///< empty for `min` and `max`
    Words words;
    Decimal value;
    std::vector<std::string> kinds;  ///< by_stage: kinds of school it is for
    std::string fact;                ///< by_size: school fact that is offered as measured value
};
/// limit = base + add × ⌈(fact − up_to) ÷ step⌉, never below base.
struct Formula {
    std::string fact;
    Decimal base, up_to, step, add;
    Words words;  ///< name of what is computed: 应配保安
};
struct Threshold {
    enum class Shape { min, max, by_stage, by_size, by_formula };
    Shape shape = Shape::min;
    Side side = Side::min;
    std::vector<Limit> limits;
    Formula formula;
};

struct SampleLevel {
    std::string code;
    int at_least = 0;
};
/// n of m: so many good ones of `size` give a level.
struct Sample {
    int size = 0;
    std::vector<SampleLevel> levels;  ///< best first
};

struct Item {
    std::string code;
    Words text;
    Scoring scoring = Scoring::tri;
    std::optional<Decimal> max;
    Decimal step{1};  ///< of `points`
    Decimal weight{1};
    bool required = true;
    bool na_allowed = false;
    bool veto = false;
    bool critical = false;
    Evidence evidence;
    std::vector<Level> levels;  ///< the item's own, else the list's for its scoring; empty for deduct and text
    std::optional<Threshold> threshold;
    Words unit;
    bool points_from_percent = false;
    std::vector<Deduction> deductions;
    std::optional<Sample> sample;
    Words method;
    Words basis;  ///< the item's own, else the list's
    std::string origin;
    std::vector<Words> phrases;

    /// max × weight; nothing for an item without points.
    [[nodiscard]] std::optional<Decimal> full_mark() const;
    [[nodiscard]] Level const* level(std::string_view level_code) const;
    [[nodiscard]] Deduction const* deduction(std::string_view deduction_code) const;
};

struct Section {
    std::string code;
    Words title;
    Words group;  ///< heading above several sections; mostly empty
    std::optional<Decimal> max;
    std::vector<Item> items;
};

struct Grade {
    std::string code;
    Words words;
    Decimal min;
};

enum class Counted { veto_failed, critical_failed, other_failed, failed };
struct Condition {
    Counted counted = Counted::failed;
    std::optional<int> at_least;
    std::optional<Decimal> more_than_percent;
};
/// Holds when any of its conditions does, or when it has none.
struct ResultRule {
    std::string code;
    Words words;
    std::vector<Condition> any;
};

/// A code with its words: reasons for N/A, narrative columns, self-assessment columns, finding classes.
struct Choice {
    std::string code;
    Words words;
};

enum class VetoEffect { none, grade_fail, class_c, result_rule };

struct Checklist {
    std::string code, version;
    Words title;
    std::vector<std::string> applies_to;
    std::string visit_type;
    Words basis;
    std::string mode;
    std::optional<Decimal> total;
    VetoEffect veto_effect = VetoEffect::none;
    std::vector<Grade> grades;  ///< highest `min` first
    std::vector<ResultRule> result_rules;
    std::vector<Choice> two_points;  ///< start and end of the term, or empty
    bool self_assessment = false;
    bool merit_for_top = false;
    std::vector<Choice> self_fields, inspector_fields, narrative_fields, finding_classes, na_reasons;
    Words finding_rule;
    std::vector<Section> sections;

    [[nodiscard]] Item const* item(std::string_view item_code) const;
    [[nodiscard]] std::size_t item_count() const;
    [[nodiscard]] Grade const* grade(std::string_view grade_code) const;
};

/// Reads and checks a list. The first thing that is wrong comes back as `bad_checklist`, naming file, section, item and reason.
/// At most 300 items and 262,144 bytes (what one record may carry).
[[nodiscard]] Outcome<Checklist> parse_checklist(std::string_view json, std::string_view file_name);

inline constexpr std::size_t checklist_items_max =
    300;  // the longest supplied list has 88; a paper form of 300 fills 20 pages
inline constexpr std::size_t checklist_bytes_max = 262'144;  // checklist.content in shared/record/schema.cpp

/// What no single field shows: codes that occur twice, sums, references. Called by parse_checklist.
[[nodiscard]] Outcome<Unit> check_checklist(Checklist const& list, std::string_view file_name);

}  // namespace mingcha
