#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "shared/rules/checklist.hpp"

/// A list on which each rule of the importer can be broken, and changed copies of it.
namespace mingcha::testing {

using Json = nlohmann::json;

/// A small sound list that has something of everything a rule can be broken on.
// clang-format off
inline constexpr char const* sound = R"({
 "schema": "mingcha-checklist/1", "code": "T", "version": "1", "title_zh": "试", "title_en": "Test",
 "applies_to": ["primary"], "visit_type": "special", "basis_of_list": {"zh": "依据", "en": "Basis"},
 "scoring": {"mode": "test", "total": 10, "veto_effect": "grade_fail",
  "levels": {"abc": [{"code": "A", "zh": "甲", "en": "A", "shape": 1, "fails": "no", "share": 1},
                     {"code": "C", "zh": "丙", "en": "C", "shape": 5, "fails": "yes", "share": 0.6, "share_from": 0, "share_to": 0.6}],
             "yes_no": [{"code": "y", "zh": "是", "en": "Yes", "shape": 1, "fails": "no"}, {"code": "n", "zh": "否", "en": "No", "shape": 5, "fails": "yes"}],
             "measure": [{"code": "2", "zh": "符", "en": "In", "shape": 1, "fails": "no"}, {"code": "0", "zh": "否", "en": "Out", "shape": 5, "fails": "yes"}]},
  "grades": [{"code": "pass", "zh": "合格", "en": "Pass", "min": 60}, {"code": "fail", "zh": "不合格", "en": "Fail", "min": 0}],
  "result_rules": [{"code": "stop", "zh": "停", "en": "Stop", "any": [{"count": "critical_failed", "at_least": 1}]}]},
 "na_reasons": [{"code": "none", "zh": "无", "en": "None"}],
 "sections": [{"code": "S", "title_zh": "节", "title_en": "Section", "max": 10, "items": [
   {"code": "a", "text_zh": "甲", "text_en": "A", "scoring": "abc", "max": 6, "na_allowed": true, "critical": true, "evidence": {"photo": "required"},
    "sample": {"size": 5, "levels": [{"code": "A", "at_least": 4}, {"code": "C", "at_least": 0}]}},
   {"code": "d", "text_zh": "扣", "text_en": "D", "scoring": "deduct", "max": 4, "evidence": {"photo": "forbidden"},
    "threshold": {"shape": "by_formula", "side": "min", "formula": {"fact": "students", "base": 2, "up_to": 500, "step": 500, "add": 1, "zh": "应", "en": "Due"}},
    "deductions": [{"code": "d1", "zh": "缺", "en": "short", "points": 2, "per": "count", "count_from": "shortfall"}]},
   {"code": "v", "text_zh": "否", "text_en": "V", "scoring": "yes_no", "veto": true, "evidence": {"photo": "optional"}},
   {"code": "m", "text_zh": "量", "text_en": "M", "scoring": "minutes", "evidence": {"photo": "optional"}, "threshold": {"shape": "max", "max": 60}},
   {"code": "t", "text_zh": "时", "text_en": "T", "scoring": "time", "evidence": {"photo": "optional"},
    "threshold": {"shape": "by_stage", "side": "min", "stages": [{"code": "p", "zh": "小", "en": "p", "kinds": ["primary"], "limit": "08:20"}]}}
 ]}]
})";
// clang-format on

inline std::string error_of(Json const& json) {
    auto const list = parse_checklist(json.dump(), "t.json");
    return list ? "" : list.error().message;
}

/// `value` is JSON; empty = the field is removed.
struct Change {
    std::string pointer;
    std::string value;
};
inline Json changed(std::vector<Change> const& changes) {
    auto out = Json::parse(sound);
    for (auto const& [pointer, value] : changes) {
        Json::json_pointer const at(pointer);
        if (value.empty())
            out.at(at.parent_pointer()).erase(at.back());
        else
            out[at] = Json::parse(value);
    }
    return out;
}
/// The sound list with changes that leave it sound.
inline Checklist read(std::vector<Change> const& changes) {
    auto out = parse_checklist(changed(changes).dump(), "t.json");
    if (!out) FAIL(out.error().message);
    return *out;
}

/// A changed list and what the importer says of it, behind file and place; nothing = it is sound still.
struct Row {
    std::vector<Change> changes;
    std::string expected;
};
inline void check_all(std::vector<Row> const& rows, std::string const& place = "") {
    for (auto const& row : rows) {
        for (auto const& [pointer, value] : row.changes) UNSCOPED_INFO(pointer << " = " << value);
        CHECK(error_of(changed(row.changes)) == (row.expected.empty() ? "" : "t.json, " + place + row.expected));
    }
}

inline std::string const item_at = "/sections/0/items/";

}  // namespace mingcha::testing
