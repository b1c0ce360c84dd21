#include <catch2/catch.hpp>

#include "shared/rules/ranks.hpp"
#include "tests/rules/small_lists.hpp"

using namespace mingcha;
using namespace mingcha::testing;

// The steps of colour and shape: UX.md section 3, score1 优 to score5 不合格.

TEST_CASE("a grade's step is that of its word, a list's own grade that of its place", "[rules][ranks]") {
    auto list = sheet({item_of("1", Scoring::tri)});
    CHECK(grade_rank(list, "excellent") == 1);
    CHECK(grade_rank(list, "good") == 2);
    CHECK(grade_rank(list, "pass") == 3);
    CHECK(grade_rank(list, "basic") == 4);
    CHECK(grade_rank(list, "fail") == 5);
    CHECK(grade_rank(list, "nobody's") == 3);
    for (auto const* code : {"g1", "g2", "g3", "g4", "g5", "g6"}) {
        Grade grade;
        grade.code = code;
        list.grades.push_back(grade);
        ResultRule rule;
        rule.code = "r" + std::string(code);
        list.result_rules.push_back(rule);
    }
    CHECK(grade_rank(list, "g1") == 1);
    CHECK(grade_rank(list, "g4") == 4);
    CHECK(grade_rank(list, "g6") == 5);
    CHECK(grade_rank(list, "rg2") == 2);
    CHECK(grade_rank(list, "rg6") == 5);
}

TEST_CASE("an item's step is its level's; of points, full mark 1, nothing 5, between them 4", "[rules][ranks]") {
    auto const item = item_of("1", Scoring::tri);
    ItemScore scored;
    scored.item = &item;
    CHECK_FALSE(rank_of(scored));
    scored.state = ItemState::judged;
    CHECK_FALSE(rank_of(scored));
    scored.level = "1";
    CHECK(rank_of(scored) == 3);
    scored.level = "0";
    CHECK(rank_of(scored) == 5);

    auto const points = item_of("2", Scoring::points, dec("4"));
    scored.item = &points;
    scored.level.clear();
    scored.full_mark = dec("4");
    for (auto const& [earned, rank] : {std::pair("4", 1), std::pair("3.5", 4), std::pair("0", 5)}) {
        scored.points = dec(earned);
        CHECK(rank_of(scored) == rank);
    }
    scored.full_mark.reset();
    CHECK_FALSE(rank_of(scored));
    scored.points.reset(), scored.full_mark = dec("4");
    CHECK_FALSE(rank_of(scored));
    scored.points = dec("0");

    ItemScore none;
    none.level = "1";
    none.item = &item;
    none.state = ItemState::na;
    CHECK_FALSE(rank_of(none));
    CHECK(rank_counts({&scored, &none, &scored}) == std::map<int, int>{{0, 1}, {5, 2}});
}
