#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/rules/answers.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace scoring_properties_test {
namespace {
constexpr std::array codes{"RTN8", "SAFE", "FIRE", "FOOD", "SJ", "KG", "STD88", "PRIN", "OPEN"};
SchoolFacts const facts{"primary", Decimal(1'200), Decimal(80)};

Verdicts random_answers(Checklist const& list, Random& random) {
    Verdicts out;
    for (auto const& section : list.sections)
        for (auto const& item : section.items)
            if (random.below(6) != 0) out.emplace(item.code, random_verdict(item, random));
    return out;
}

Item const& random_item(Checklist const& list, Random& random) {
    auto const& section = list.sections[random.below(list.sections.size())];
    return section.items[random.below(section.items.size())];
}

/// Runs `law` on every list with random answers; the seed is printed when it fails.
template <typename Law>
void for_random_sheets(Law law) {
    for (auto const* code : codes) {
        auto const list = *built_in_checklist(code);
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            INFO(code << ", seed " << seed);
            SeededRandom random(seed);
            auto const answers = random_answers(list, random);
            for (auto const& [item, verdict] : answers) REQUIRE(check_verdict(list, *list.item(item), verdict));
            law(list, answers, random);
        }
    }
}
}  // namespace

TEST_CASE("a score is never below 0 nor above the total", "[rules][scoring][property]") {
    for_random_sheets([](auto const& list, auto const& answers, auto&) {
        auto const got = score(list, answers, facts);
        CHECK(got.score.has_value() == (list.total.has_value() && got.base.has_value()));
        if (got.score) {
            CHECK(*got.score >= Decimal{});
            CHECK(*got.score <= *list.total);
        }
        for (auto const& section : got.sections)
            for (auto const& one : section.items)
                if (one.points) CHECK((Decimal{} <= *one.points && *one.points <= *one.full_mark));
        CHECK(got.tally.answered + got.tally.required_open <= got.tally.items);
    });
}

TEST_CASE("a better answer never lowers the score", "[rules][scoring][property]") {
    for_random_sheets([](auto const& list, auto answers, auto& random) {
        auto const before = score(list, answers, facts);
        auto const& item = random_item(list, random);
        auto const* was = before.item(item.code);
        if (was->state != ItemState::judged || !before.score) return;
        answers[item.code] = best(item);
        CHECK(*score(list, answers, facts).score >= *before.score);
    });
}

TEST_CASE("an item that does not apply scores as if the list did not have it", "[rules][scoring][property]") {
    for_random_sheets([](auto const& list, auto answers, auto& random) {
        auto const& item = random_item(list, random);
        if (!item.na_allowed) return;
        answers[item.code] = na();
        auto without = list;
        for (auto& section : without.sections)
            std::erase_if(section.items, [&](auto const& one) { return one.code == item.code; });
        auto const a = score(list, answers, facts), b = score(without, answers, facts);
        CHECK(a.score == b.score);
        CHECK(a.grade == b.grade);
        CHECK(a.tally.failed == b.tally.failed);
    });
}

TEST_CASE("the order in which answers come does not matter", "[rules][scoring][property]") {
    for_random_sheets([](auto const& list, auto const& answers, auto& random) {
        std::vector<std::string> order;
        for (auto const& one : answers) order.push_back(one.first);
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
        Verdicts other;
        for (auto const& code : order) other.emplace(code, answers.at(code));
        auto const a = score(list, answers, facts), b = score(list, other, facts);
        CHECK(a.score == b.score);
        CHECK(a.grade == b.grade);
        CHECK(a.veto_failed == b.veto_failed);
    });
}

TEST_CASE("storing what was filled in changes no score", "[rules][scoring][property]") {
    for_random_sheets([](auto const& list, auto const& answers, auto&) {
        Verdicts stored;
        for (auto const& [code, verdict] : answers) stored.emplace(code, filled_in(*list.item(code), verdict, facts));
        auto const a = score(list, answers, facts), b = score(list, stored, facts);
        CHECK(a.score == b.score);
        CHECK(a.grade == b.grade);
        CHECK(a.tally.failed == b.tally.failed);
    });
}

}  // namespace scoring_properties_test
