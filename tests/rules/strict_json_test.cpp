#include "shared/rules/strict_json.hpp"

#include "tests/rules/sound_list.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace {
std::string const a = item_at + "0/";

std::string said(std::string const& pointer, std::string const& value) {
    return error_of(changed({{pointer, value}}));
}
std::string in_a(std::string const& reason) {
    return "t.json, section S, item a: " + reason;
}
std::string text_of(std::size_t bytes) {
    return Json(std::string(bytes, 'x')).dump();
}
}  // namespace

TEST_CASE("what has no code yet is named by its place", "[rules][checklist]") {
    CHECK(said(a + "code", "") == "t.json, section S, item number 1: the item has no code");
    CHECK(said(item_at + "1/code", "7") == "t.json, section S, item number 2: the item has no text in code");
    CHECK(said(item_at + "1", R"("d")") == "t.json, section S, item number 2: the item is not an object");
    CHECK(said("/sections/0/code", "") == "t.json, section number 1, the section has no code");
}

TEST_CASE("null is as good as nothing", "[rules][checklist]") {
    CHECK(said(item_at + "2/max", "null").empty());
    CHECK(said(a + "code", "null") == "t.json, section S, item number 1: the item has no code");
    CHECK_FALSE(read({{a + "na_allowed", "null"}}).item("a")->na_allowed);
}

TEST_CASE("a text is there, not empty, and of at most 2000 bytes", "[rules][checklist]") {
    CHECK(said(a + "text_en", text_of(strict::text_bytes_max)).empty());
    CHECK(said(a + "text_en", text_of(strict::text_bytes_max + 1)) == in_a("the item has too long a text in text_en"));
    CHECK(said(a + "text_en", "7") == in_a("the item has no text in text_en"));
    CHECK(said(a + "text_zh", "") == in_a("the item has no text_zh"));
    CHECK(error_of(changed({{a + "text_zh", ""}, {a + "text_en", ""}})) == in_a("the item has no text_zh"));
}

TEST_CASE("a flag is true or false, a number a number", "[rules][checklist]") {
    CHECK(said(a + "critical", "1") == in_a("the item has no true or false in critical"));
    CHECK(said(a + "max", R"("6")") == in_a("the item has no number in max"));
    CHECK(said("/scoring/grades/0/min", "") == "t.json, a grade has no min");
    CHECK(said("/scoring/grades/0/min", R"("60")") == "t.json, a grade has no number in min");
}

TEST_CASE("a whole number is 0 to 1000", "[rules][checklist]") {
    auto const bound = "/scoring/result_rules/0/any/0/at_least";
    for (auto const* good : {"0", "1000"}) CHECK(said(bound, good).empty());
    for (auto const* bad : {"1001", "-1", "1.5", R"("1")"})
        CHECK(said(bound, bad) == "t.json, a condition has no whole number 0 to 1000 in at_least");
}

TEST_CASE("a list that is there has something in it", "[rules][checklist]") {
    CHECK(said("/na_reasons", "[]") == "t.json, the list has no list in na_reasons");
    CHECK(said("/applies_to", R"("primary")") == "t.json, the list has no list in applies_to");
    CHECK(said("/applies_to/0", "7") == "t.json, unknown kind of school ");
    CHECK(said(item_at + "4/threshold/stages/0/kinds/0", "7") ==
          "t.json, section S, item t: bad threshold: unknown kind of school ");
    CHECK(said("/scoring/levels", "") == in_a("no levels for abc"));
    CHECK(said(a + "levels", "7").starts_with(in_a("a level is not an object")));
}

TEST_CASE("every way of scoring has its name, its kind and nothing of another", "[rules][checklist]") {
    struct Row {
        std::string_view name;
        Scoring scoring;
        bool levelled, measured;
    };
    Row const rows[] = {{"tri", Scoring::tri, true, false},         {"yes_no", Scoring::yes_no, true, false},
                        {"no_yes", Scoring::no_yes, true, false},   {"abc", Scoring::abc, true, false},
                        {"abcd", Scoring::abcd, true, false},       {"rate3", Scoring::rate3, true, false},
                        {"deduct", Scoring::deduct, false, false},  {"count", Scoring::count, false, true},
                        {"percent", Scoring::percent, false, true}, {"minutes", Scoring::minutes, false, true},
                        {"time", Scoring::time, false, true},       {"text", Scoring::text, false, false}};
    for (auto const& row : rows) {
        INFO(row.name);
        CHECK(name_of(row.scoring) == row.name);
        CHECK(is_levelled(row.scoring) == row.levelled);
        CHECK(is_measured(row.scoring) == row.measured);
        if (row.scoring == Scoring::deduct) continue;
        auto const levels = R"([{"code": "y", "zh": "是", "en": "Yes", "shape": 1, "fails": "no"},
                                {"code": "n", "zh": "否", "en": "No", "shape": 5, "fails": "yes"}])";
        auto const list = read({{item_at + "2/scoring", Json(row.name).dump()}, {item_at + "2/levels", levels}});
        CHECK(list.item("v")->scoring == row.scoring);
    }
}

TEST_CASE("the counts of a list are those of its sections and items", "[rules][checklist]") {
    auto const counted = [](char const* sections, char const* items, char const* veto, char const* critical) {
        return error_of(changed({{"/counts", "{}"},
                                 {"/counts/sections", sections},
                                 {"/counts/items", items},
                                 {"/counts/veto_items", veto},
                                 {"/counts/critical_items", critical}}));
    };
    CHECK(counted("1", "5", "1", "1").empty());
    CHECK(counted("2", "5", "1", "1") == "t.json, counts: another number of sections");
    CHECK(counted("1", "4", "1", "1") == "t.json, counts: another number of items");
    CHECK(counted("1", "5", "0", "1") == "t.json, counts: another number of veto items");
    CHECK(counted("1", "5", "1", "2") == "t.json, counts: another number of critical items");
}

TEST_CASE("a file of 262144 bytes is read, a number that overflows is refused without a throw", "[rules][checklist]") {
    auto const json = std::string(sound);
    auto const padded = json + std::string(checklist_bytes_max - json.size(), ' ');
    CHECK(parse_checklist(padded, "t.json"));
    CHECK(parse_checklist(padded + " ", "t.json").error().code == "bad_checklist");
    auto const big = parse_checklist(R"({"code": 1e999})", "t.json");
    CHECK(big.error().message == "t.json, the file is not JSON");
}
