#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/rules/wrapup.hpp"
#include "tests/rules/small_lists.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace wrapup_test {
namespace {
/// A visit on which nothing is left to do: best answers, every required photo, a comment on each.
VisitFacts sound(Checklist const& list) {
    VisitFacts out;
    for (auto& [code, verdict] : all_best(list)) {
        AnswerFacts answer;
        answer.verdict = verdict;
        answer.has_comment = true;
        answer.photos = list.item(code)->evidence.photo == Photo::required ? 1 : 0;
        out.answers.emplace(code, std::move(answer));
    }
    out.minutes_at_school = 180;
    return out;
}
std::vector<std::string> codes(std::vector<WrapupRow> const& rows) {
    std::vector<std::string> out;
    for (auto const& row : rows) out.push_back(row.item.empty() ? row.code : row.code + " " + row.item);
    return out;
}
using Codes = std::vector<std::string>;

/// The wrap-up of a sound visit after one change.
Wrapup changed(char const* list_code, auto change) {
    auto const list = *built_in_checklist(list_code);
    auto visit = sound(list);
    change(visit);
    return wrap_up(list, visit);
}
}  // namespace

TEST_CASE("a whole visit has nothing to fix and nothing to check", "[rules][wrapup]") {
    for (auto const* code : {"RTN8", "SAFE", "STD88", "OPEN"}) {
        INFO(code);
        auto const list = *built_in_checklist(code);
        auto const got = wrap_up(list, sound(list));
        CHECK(got.ready());
        CHECK(codes(got.worth_checking).empty());
    }
}

TEST_CASE("what must be fixed before feedback", "[rules][wrapup]") {
    auto const after = [](auto change) { return codes(changed("RTN8", change).must_fix); };
    // clang-format off
    CHECK(after([](auto& v) { v.answers.erase("M1.1"); }) == Codes{"open M1.1"});
    CHECK(after([](auto& v) { v.answers["M0.1"].photos = 0; }) == Codes{"photo M0.1"});
    CHECK(after([](auto& v) { v.answers["M0.1"].photos = 0, v.answers["M0.1"].no_photo_reason = true; }).empty());
    CHECK(after([](auto& v) { v.answers["M0.2"].verdict = level("n"); }) == Codes{"photo M0.2"});
    CHECK(after([](auto& v) { v.answers["M0.1"].verdict = na(), v.answers["M0.1"].photos = 0; }).empty());
    CHECK(after([](auto& v) { v.answers["M5.2"].verdict = level("n"), v.answers["M5.2"].has_comment = false; }) == Codes{"veto_evidence M5.2"});
    CHECK(after([](auto& v) { v.answers["M5.2"].verdict = level("n"); }).empty());
    CHECK(after([](auto& v) { v.answers["M1.1"].in_conflict = true; }) == Codes{"difference M1.1"});
    CHECK(after([](auto& v) { v.answers["M0.1"].photos_unreleased = 1; }) == Codes{"photos_unreleased M0.1"});
    CHECK(after([](auto& v) { v.photos_unreleased = 1; }) == Codes{"photos_unreleased"});
    CHECK(after([](auto& v) { v.answers["M1.6"].photos = 1; }) == Codes{"photo_forbidden M1.6"});
    CHECK(after([](auto& v) { v.answers["M1.1"].verdict.na = "other"; }) == Codes{"na_reason M1.1"});
    CHECK(after([](auto& v) { v.answers["M4.3"].verdict = measured("70"), v.answers["M4.3"].verdict.level = "2"; }) == Codes{"override_reason M4.3"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "t", 'B', false, true, 1}); }) == Codes{"no_deadline M0.1"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "t", 'B', true, false, 1}); }) == Codes{"no_basis M0.1"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "", 'B', true, true, 1, false}); }) == Codes{"no_fact M0.1"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "t", 'B', true, true, 1, true, false, 0, false, false}); }) == Codes{"no_evidence M0.1"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "t", 'A', true, true, 2, true, true, 1}); }).empty());
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "t", 'A', true, true, 1, true, true, 0}); }) == Codes{"photo_after M0.1"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M0.1", "t", 'A', true, true, 1, true, true, 1}); }) == Codes{"photo_before M0.1"});
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "", "t", 'A', true, true, 0, true, true, 0}); }) == Codes{"photo_before", "photo_after"});
    CHECK(after([](auto& v) {
              v.answers["M5.2"].verdict = level("n");
              v.findings.push_back({"f1", "M5.2", "t", 'A', true, true, 0});
          }) == Codes{"veto_class M5.2"});
    // clang-format on
}

TEST_CASE("a top grade of the management standard needs its merit", "[rules][wrapup]") {
    auto const list = *built_in_checklist("STD88");
    auto visit = sound(list);
    visit.answers["1.1.1"].has_comment = false;
    CHECK(codes(wrap_up(list, visit).must_fix) == Codes{"merit 1.1.1"});
    visit.answers["1.1.1"].verdict = level("0.5");
    CHECK(wrap_up(list, visit).ready());
}

TEST_CASE("what is worth checking does not hold feedback up", "[rules][wrapup]") {
    auto const after = [](auto change) {
        auto const got = changed("SAFE", change);
        CHECK(got.ready());
        return codes(got.worth_checking);
    };
    CHECK(after([](auto& v) { v.minutes_at_school = 12; }) == Codes{"short_stay"});
    CHECK(after([](auto& v) { v.minutes_at_school.reset(); }).empty());
    CHECK(after([](auto& v) { v.answers["S1.1"].texts_differ = true; }) == Codes{"texts_differ S1.1"});
    CHECK(after([](auto& v) { v.last_score = dec("84.9"); }) == Codes{"score_change"});
    CHECK(after([](auto& v) { v.last_score = dec("85"); }).empty());
    CHECK(after([](auto& v) {
              v.findings.push_back({"f", "S1.1", "t", 'B', true, true, 0});
          }) == Codes{"finding_passes S1.1", "finding_photo S1.1"});
    CHECK(after([](auto& v) {
              v.findings.push_back({"f", "S9.1", "t", 'B', true, true, 0});
          }) == Codes{"finding_passes S9.1"});  // no photos allowed there
    CHECK(after([](auto& v) { v.answers["S2.4"].verdict = faults({{"d1", dec("1")}}); }) == Codes{"no_finding S2.4"});
    CHECK(after([](auto& v) {
              v.answers["S2.4"].verdict = faults({{"d1", dec("1")}}), v.answers["S2.4"].finding_dismissed = true;
          }).empty());
    CHECK(after([&](auto& v) {
              for (auto const* code : {"S1.1", "S1.2", "S1.3", "S1.4", "S2.3", "S2.4", "S3.3", "S4.2", "S4.4", "S5.4"})
                  v.answers[code].verdict = na();
          }) == Codes{"many_na"});  // 10 of 47
}

TEST_CASE("what is in order is not asked for", "[rules][wrapup]") {
    auto const after = [](auto change) { return codes(changed("RTN8", change).must_fix); };
    // clang-format off
    CHECK(after([](auto& v) { v.answers["M5.2"].has_comment = false; }).empty());  // a veto that is met
    CHECK(after([](auto& v) { v.answers["M7.1"].verdict = level("n"), v.answers["M7.1"].has_comment = false; }).empty());  // its photo shows it
    CHECK(after([](auto& v) { v.answers["M1.6"].verdict = level("n"), v.answers["M1.6"].has_comment = false; }).empty());  // no veto
    CHECK(after([](auto& v) { v.answers["M1.1"].verdict.na = "other", v.answers["M1.1"].verdict.na_text = "无此设施"; }).empty());
    CHECK(after([](auto& v) { v.answers["M4.3"].verdict = measured("70"), v.answers["M4.3"].verdict.level = "2", v.answers["M4.3"].verdict.override_reason = "复测"; }).empty());
    CHECK(after([](auto& v) { v.findings.push_back({"f1", "M5.2", "t", 'A', true, true, 1}); }).empty());  // a veto that is met
    CHECK(after([](auto& v) { v.answers["M5.2"].verdict = level("n"), v.findings.push_back({"f1", "M5.2", "t", 'B', true, true, 1}); }).empty());
    CHECK(after([](auto& v) { v.answers["M1.6"].verdict = level("n"), v.findings.push_back({"f1", "M1.6", "t", 'A', true, true, 1}); }).empty());
    // clang-format on
}

TEST_CASE("a finding of an item that has full marks by now is worth checking, named by its beginning",
          "[rules][wrapup]") {
    auto const rows = changed("SAFE", [](auto& v) {
                          v.findings.push_back({"f", "S1.1", "校门口两侧五十米内有流动摊贩占道经营且无人管理\n已拍照",
                                                'B', true, true, 1});
                      }).worth_checking;
    REQUIRE(codes(rows) == Codes{"finding_passes S1.1"});
    CHECK(rows[0].finding == "f");
    CHECK(rows[0].text.zh == "问题“校门口两侧五十米内有流动摊贩占道经营且无人管理…”的检查项现在没有扣分，请核对");
    auto const longer =
        changed("SAFE", [](auto& v) {
            v.findings.push_back(
                {"f", "S1.1", "校门口两侧五十米内有流动摊贩占道经营且无人管理，学校不知", 'B', true, true, 1});
        }).worth_checking;
    CHECK(longer[0].text.en ==
          "Finding \"校门口两侧五十米内有流动摊贩占道经营且无人管理，…\": its item now has full marks. Check it");
}

TEST_CASE("what is as it should be is not worth checking, and the words say how much", "[rules][wrapup]") {
    auto const after = [](auto change) { return changed("SAFE", change).worth_checking; };
    CHECK(after([](auto& v) { v.minutes_at_school = 30; }).empty());
    CHECK(codes(after([](auto& v) { v.last_score = dec("116"); })) == Codes{"score_change"});
    CHECK(after([](auto& v) { v.last_score = dec("115"); }).empty());
    CHECK(after([](auto& v) {
              v.answers["S2.4"].verdict = faults({{"d1", dec("1")}});
              v.findings.push_back({"f", "S2.4", "t", 'B', true, true, 1});
          }).empty());
    CHECK(after([](auto& v) { v.findings.push_back({"f", "", "t", 'B', true, true, 0, true, true, 1}); }).empty());
    auto differing = after([](auto& v) {
        v.findings.push_back({"f", "", "t", 'B', true, true, 1, true, false, 0, true});
    });
    CHECK(codes(differing) == Codes{"texts_differ"});
    auto const many = after([](auto& v) {
        for (auto const* code : {"S1.1", "S1.2", "S1.3", "S1.4", "S2.3", "S2.4", "S3.3", "S4.2", "S4.4", "S5.4"})
            v.answers[code].verdict = na();
    });
    REQUIRE(many.size() == 1);
    CHECK(many[0].text.zh == "不适用 10 项（21%）");  // of 47
}

TEST_CASE("missing photos and differences are counted, and one photo is not many", "[rules][wrapup]") {
    auto const list = *built_in_checklist("RTN8");
    auto visit = sound(list);
    visit.answers["M0.1"].photos = 0;
    visit.answers["M1.1"].in_conflict = visit.answers["M1.2"].in_conflict = true;
    auto const got = wrap_up(list, visit);
    CHECK(got.photos_missing == 1);
    CHECK(got.differences == 2);
    REQUIRE_FALSE(got.must_fix.empty());
    CHECK(got.must_fix[0].text.en == "M0.1: a required photo is missing");
}

TEST_CASE("the numbers that the workflow's guards want are counted", "[rules][wrapup]") {
    auto const list = *built_in_checklist("RTN8");
    auto const got = wrap_up(list, {});
    CHECK(got.required_open == 73);
    CHECK(got.must_fix.size() == 73);
    CHECK(got.photos_missing == 0);
}

TEST_CASE("an item that need not be answered may stay open; one that must holds feedback up", "[rules][wrapup]") {
    auto list = sheet({item_of("1", Scoring::tri)});
    auto const open = wrap_up(list, {});
    CHECK(codes(open.must_fix) == Codes{"open 1"});
    CHECK_FALSE(open.ready());
    list.sections[0].items[0].required = false;
    CHECK(wrap_up(list, {}).ready());
}

TEST_CASE("only a veto that fails needs a photo or a comment, and only its finding cannot be of class A",
          "[rules][wrapup]") {
    auto list = sheet({item_of("1", Scoring::tri)});
    VisitFacts visit;
    visit.answers["1"].verdict = level("0");
    visit.findings.push_back({"f", "1", "t", 'A', true, true, 1});
    CHECK(wrap_up(list, visit).ready());
    list.sections[0].items[0].veto = true;
    CHECK(codes(wrap_up(list, visit).must_fix) == Codes{"veto_evidence 1", "veto_class 1"});
}

TEST_CASE("photos are asked for as the item says, one is not two, and an open item needs none", "[rules][wrapup]") {
    auto list = sheet({item_of("1", Scoring::tri)});
    auto& item = list.sections[0].items[0];
    item.evidence.photo_min = 2;
    VisitFacts visit;
    visit.answers["1"].verdict = level("0"), visit.answers["1"].has_comment = true;
    visit.findings.push_back({"f", "1", "t", 'B', true, true, 1});
    CHECK(wrap_up(list, visit).ready());  // nothing says that it wants photos
    item.evidence.photo = Photo::on_fail;
    CHECK(wrap_up(list, visit).must_fix.at(0).text.en == "1: 2 required photos are missing");
    item.evidence.photo = Photo::required;
    CHECK(photos_needed(item, {}, {}) == 0);
}

TEST_CASE("a column that a failed item leaves empty is worth checking", "[rules][wrapup]") {
    auto list = sheet({item_of("1", Scoring::tri)});
    list.narrative_fields.push_back({"cause", {"原因", "cause"}});
    VisitFacts visit;
    visit.answers["1"].verdict = level("0");
    visit.findings.push_back({"f", "1", "t", 'B', true, true, 1});
    CHECK(codes(wrap_up(list, visit).worth_checking) == Codes{"narrative 1"});
    visit.answers["1"].narratives = {"cause"};
    CHECK(wrap_up(list, visit).worth_checking.empty());
    visit.answers["1"].narratives.clear(), visit.answers["1"].verdict = level("1");
    CHECK(wrap_up(list, visit).worth_checking.empty());
}

TEST_CASE("the level that the rule gives, chosen by hand, needs no reason", "[rules][wrapup]") {
    auto const list = *built_in_checklist("RTN8");
    auto verdict = measured("70");
    auto const given = automatic_level(*list.item("M4.3"), verdict, {});
    auto const rows = [&] {
        return codes(changed("RTN8", [&](auto& v) { v.answers["M4.3"].verdict = verdict; }).must_fix);
    };
    auto const before = rows();
    verdict.level = given->code;
    CHECK(rows() == before);
    CHECK(std::ranges::find(before, "override_reason M4.3") == before.end());
}

TEST_CASE("shares of what does not apply are exact at their ends; what is unknown is not compared", "[rules][wrapup]") {
    std::vector<Item> five;
    for (auto const* code : {"1", "2", "3", "4", "5"}) five.push_back(item_of(code, Scoring::tri));
    auto const list = sheet(five);
    VisitFacts visit;
    for (auto const& item : five) visit.answers[item.code].verdict = level("2");
    visit.last_score = dec("50");  // this list has no sum
    visit.answers["1"].verdict = na();
    CHECK(wrap_up(list, visit).worth_checking.empty());  // 20 % are not more than 20 %
    for (auto& [code, answer] : visit.answers) answer.verdict = na();
    auto const all = wrap_up(list, visit).worth_checking;
    REQUIRE(codes(all) == Codes{"many_na"});
    CHECK(all[0].text.zh == "不适用 5 项（100%）");
}

TEST_CASE("a top grade is asked for its merit only where an item has grades", "[rules][wrapup]") {
    auto list = sheet({deducted(dec("10"), {row("a", dec("2"), Per::count)})}, dec("100"));
    list.merit_for_top = true;
    VisitFacts visit;
    visit.answers["1"].verdict = faults({});
    CHECK(wrap_up(list, visit).ready());
}

TEST_CASE("a fact of 24 characters stands whole, a longer one is cut", "[rules][wrapup]") {
    auto const named = [](std::string const& title) {
        return changed("SAFE",
                       [&](auto& v) {
                           v.findings.push_back({"f", "", title, 'B', true, true, 0});
                       })
            .worth_checking.at(0)
            .text.zh;
    };
    std::string exact;
    for (int i = 0; i < 24; ++i) exact += "字";
    CHECK(named(exact) == "问题“" + exact + "”没有照片");
    CHECK(named(exact + "多") == "问题“" + exact + "…”没有照片");
}

}  // namespace wrapup_test
