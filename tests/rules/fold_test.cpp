#include <catch2/catch.hpp>

#include "shared/base/random.hpp"
#include "shared/rules/workflow.hpp"

using namespace mingcha;

namespace fold_test {
namespace {
Uuid id(std::uint8_t n) {
    return {{n}};
}
RuledStep ruled(std::uint8_t n, char const* act, std::int64_t epoch, std::int64_t number,
                char const* code = "in_force") {
    return {id(n), act, RuledStep::Given{code, {epoch, number}}, 0};
}
RuledStep waiting(std::uint8_t n, char const* act, std::int64_t place) {
    return {id(n), act, {}, place};
}
State shown(std::vector<RuledStep> steps, Subject subject = Subject::visit) {
    return fold(subject, std::move(steps)).shown;
}
}  // namespace

TEST_CASE("rulings are read by epoch, then by number, whatever the steps are called", "[rules][fold]") {
    auto const folded = fold(Subject::visit, {ruled(1, "VT14", 2, 1), ruled(2, "VT09", 1, 8), ruled(3, "VT05", 1, 7)});
    CHECK(folded.state == State::submitted);
    CHECK(folded.standing == std::vector{id(3), id(2), id(1)});
    CHECK(fold(Subject::visit, {ruled(1, "VT05", 1, 7), ruled(2, "VT09", 1, 3)}).state == State::checked_in);
}

TEST_CASE("two rulings of one number stand in the order of their steps' ids", "[rules][fold]") {
    CHECK(fold(Subject::visit, {ruled(2, "VT09", 1, 7), ruled(1, "VT05", 1, 7)}).state == State::feedback);
    CHECK(fold(Subject::visit, {ruled(1, "VT09", 1, 7), ruled(2, "VT05", 1, 7)}).state == State::checked_in);
}

TEST_CASE("steps that wait are read in the order in which this device made them, after all rulings", "[rules][fold]") {
    CHECK(shown({waiting(1, "VT11", 6), waiting(2, "VT09", 5), ruled(3, "VT05", 9, 9)}) == State::confirmed);
    CHECK(shown({waiting(2, "VT09", 6), waiting(1, "VT11", 5), ruled(3, "VT05", 9, 9)}) == State::feedback);
    // Of one place: in the order of their ids.
    CHECK(shown({waiting(2, "VT11", 5), waiting(1, "VT09", 5), ruled(3, "VT05", 1, 1)}) == State::confirmed);
    CHECK(shown({waiting(1, "VT11", 5), waiting(2, "VT09", 5), ruled(3, "VT05", 1, 1)}) == State::feedback);
}

TEST_CASE("of one step's copies the newest ruling stands, and any ruling before none", "[rules][fold]") {
    auto const older = ruled(1, "VT05", 1, 4, "too_far"), newer = ruled(1, "VT05", 2, 1);
    for (auto const& steps : {std::vector{older, newer}, std::vector{newer, older}}) {
        auto const folded = fold(Subject::visit, steps);
        CHECK(folded.state == State::checked_in);
        CHECK(folded.standing.size() == 1);
        CHECK(folded.out_of_force.empty());
    }
    for (auto const& steps : {std::vector{waiting(1, "VT05", 1), newer}, std::vector{newer, waiting(1, "VT05", 1)}}) {
        auto const folded = fold(Subject::visit, steps);
        CHECK_FALSE(folded.provisional);
        CHECK(folded.standing.size() == 1);
    }
}

TEST_CASE("of one waiting step's copies the earliest place counts", "[rules][fold]") {
    std::vector const steps{waiting(1, "VT09", 9), waiting(2, "VT11", 5), waiting(1, "VT09", 4),
                            ruled(3, "VT05", 1, 1)};
    CHECK(shown(steps) == State::confirmed);
    CHECK(shown({steps.rbegin(), steps.rend()}) == State::confirmed);
}

TEST_CASE("a waiting step that the table does not allow here is not shown as done", "[rules][fold]") {
    CHECK(shown({ruled(1, "VT05", 1, 1), waiting(2, "VT11", 1)}) == State::checked_in);
    CHECK(shown({ruled(1, "VT05", 1, 1), waiting(2, "VT09", 1)}) ==
          State::feedback);  // from WORKING, which no step makes
    CHECK(shown({ruled(1, "VT05", 1, 1), waiting(2, "VT06", 1)}) == State::refused);
    CHECK(shown({waiting(1, "VT05", 1)}) == State::none);  // nobody planned or drew it
    CHECK(shown({ruled(1, "VT05", 1, 1), waiting(2, "VT99", 1)}) == State::checked_in);
}

TEST_CASE("a step that waits for its ruling is shown until the next ruling", "[rules][fold]") {
    auto const folded =
        fold(Subject::visit, {ruled(1, "VT05", 1, 1), waiting(2, "VT09", 1), ruled(2, "VT09", 1, 2, "items_open")});
    CHECK(folded.shown == State::checked_in);
    CHECK(folded.out_of_force == std::vector{id(2)});
}

TEST_CASE("an act of another subject moves nothing, ruled or not", "[rules][fold]") {
    auto const folded = fold(Subject::finding, {ruled(1, "VT05", 1, 1), ruled(2, "FT01", 1, 2)});
    CHECK(folded.state == State::open);
    CHECK(folded.out_of_force == std::vector{id(1)});
    CHECK(shown({ruled(2, "FT01", 1, 2), waiting(1, "VT14", 1)}, Subject::finding) == State::open);
    CHECK(shown({}, Subject::visit) == State::none);
    CHECK(fold(Subject::finding, {ruled(1, "FT01", 1, 1), ruled(2, "VT05", 1, 2)}).state == State::open);
}

TEST_CASE("a long day's steps of one number or one place stand in the order of their ids", "[rules][fold]") {
    constexpr std::uint8_t many = 40;  // more than what a sort handles by insertion, which keeps what is there
    std::vector<RuledStep> rulings, places{ruled(0, "VT05", 1, 1)};
    std::vector<Uuid> ids;
    for (std::uint8_t n = many; n > 0; --n) {
        rulings.push_back(ruled(n, "VT10", 1, 7));
        rulings.back().local_order = many - n;  // of steps that wait only
        places.push_back(waiting(n, n == many ? "VT09" : "VT10", 5));
    }
    for (std::uint8_t n = 1; n <= many; ++n) ids.push_back(id(n));
    CHECK(fold(Subject::visit, rulings).standing == ids);
    CHECK(shown(places) == State::feedback);
}

TEST_CASE("a step that came forty times counts once", "[rules][fold]") {
    constexpr std::size_t many = 40;
    for (auto const& step : {ruled(1, "VT05", 1, 1), waiting(1, "VT01", 1)}) {
        auto const once = fold(Subject::visit, {step});
        auto const often = fold(Subject::visit, std::vector(many, step));
        CHECK(often.shown == once.shown);
        CHECK(often.standing == once.standing);
    }
}

}  // namespace fold_test
