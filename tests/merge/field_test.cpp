#include "shared/merge/field.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace mingcha;
using namespace mingcha::test;
using Texts = std::vector<std::string>;

TEST_CASE("a write replaces what the person had seen and keeps what they had not", "[merge]") {
    auto const field = field_of({sibling(1, 1, "seen"), sibling(2, 1, "unseen")});
    auto const after = write(field, vector_of({{1, 1}}), sibling(3, 1, "new"));
    CHECK(texts_of(after) == Texts{"unseen", "new"});
    CHECK(after.vector == vector_of({{1, 1}, {2, 1}, {3, 1}}));
}

TEST_CASE("a write that has seen more than its replica holds keeps that knowledge", "[merge]") {
    auto const after = write(FieldState{}, vector_of({{2, 5}}), sibling(1, 1, "retry"));
    CHECK(after.vector == vector_of({{1, 1}, {2, 5}}));
    CHECK(texts_of(join(after, field_of({sibling(2, 5, "quoted")}))) == Texts{"retry"});
}

TEST_CASE("two persons on one replica conflict like two tablets", "[merge]") {
    auto const page = field_of({sibling(1, 1, "before")});
    auto const first = write(page, page.vector, sibling(1, 2, "hers"));
    auto const second = write(first, page.vector, sibling(1, 3, "his"));
    CHECK(texts_of(second) == Texts{"hers", "his"});
    CHECK(in_conflict(second));
}

TEST_CASE("adding to a set replaces nothing, removing drops one element for good", "[merge]") {
    auto set = add_element(add_element({}, sibling(1, 1, "x")), sibling(1, 2, "y"));
    CHECK(texts_of(set) == Texts{"x", "y"});
    auto const gone = remove_elements(set, std::vector{dot(1, 1)});
    CHECK(texts_of(gone) == Texts{"y"});
    CHECK(texts_of(join(gone, set)) == Texts{"y"});
    CHECK(gone.vector == set.vector);
}

TEST_CASE("an element added while another replica removed its twin stays", "[merge]") {
    auto const set = field_of({sibling(1, 1, "x")});
    auto const removed = remove_elements(set, std::vector{dot(1, 1)});
    auto const again = add_element(set, sibling(2, 1, "x"));
    CHECK(join(removed, again).siblings == std::vector{sibling(2, 1, "x")});
}

TEST_CASE("a join keeps what both hold and what either side has not seen", "[merge]") {
    auto const left = field_of({sibling(1, 1, "both"), sibling(1, 2, "left")}, vector_of({{2, 1}}));
    auto const right = field_of({sibling(1, 1, "both"), sibling(2, 1, "dropped"), sibling(2, 2, "right")});
    CHECK(texts_of(join(left, right)) == Texts{"both", "left", "right"});
}

TEST_CASE("a value wins over the mere name of its dot, whichever side has it", "[merge]") {
    auto const valued = field_of({sibling(1, 1, "x")});
    auto const named = field_of({name_of(dot(1, 1))});
    CHECK(join(named, valued) == valued);
    CHECK(join(valued, named) == valued);
}

TEST_CASE("a dot that a delta names without value counts only where it is held", "[merge]") {
    auto const held = field_of({sibling(2, 1, "held"), sibling(2, 2, "covered")});
    auto delta = field_of({sibling(1, 1, "new")}, vector_of({{2, 3}}));
    delta.siblings.push_back(name_of(dot(2, 1)));
    delta.siblings.push_back(name_of(dot(2, 3)));
    CHECK(texts_of(apply(held, delta)) == Texts{"new", "held"});
    CHECK(texts_of(apply(FieldState{}, delta)) == Texts{"new"});
}

TEST_CASE("a vector entry is believed only as far as the clip allows", "[merge]") {
    auto const base = field_of({sibling(2, 1, "a")});
    auto const delta = field_of({sibling(1, 1, "new")}, vector_of({{2, 9}}));
    auto const after =
        apply(base, delta, [](ReplicaId replica, std::uint64_t asked) { return replica.value == 1 ? asked : 1; });
    CHECK(texts_of(after) == Texts{"new"});
    CHECK(after.vector == vector_of({{1, 1}, {2, 1}}));
    CHECK(texts_of(join(after, field_of({sibling(2, 2, "later")}))) == Texts{"new", "later"});
}

TEST_CASE("a value under a dot beyond the clip is not taken, so no state holds what its vector does not cover",
          "[merge]") {
    auto const base = field_of({sibling(2, 1, "a")});
    auto const delta = field_of({sibling(2, 9, "forged")}, vector_of({{1, 1}}));
    auto const after =
        apply(base, delta, [](ReplicaId replica, std::uint64_t asked) { return replica.value == 1 ? asked : 1; });
    CHECK(after.vector == vector_of({{1, 1}, {2, 1}}));
    CHECK(after.siblings.empty());
}

TEST_CASE("the same effective stamp comes out of every order of joins", "[merge]") {
    auto const with = [](std::int64_t effective_ms) {
        auto one = sibling(1, 1, "x");
        one.stamp.effective_ms = effective_ms;
        return field_of({one});
    };
    for (std::int64_t const a : {0, 5, 9, -5})
        for (std::int64_t const b : {0, 5, 9, -5})
            for (std::int64_t const c : {0, 5, 9, -5}) {
                CAPTURE(a, b, c);
                CHECK(join(with(a), with(b)) == join(with(b), with(a)));
                CHECK(join(join(with(a), with(b)), with(c)) == join(with(a), join(with(b), with(c))));
            }
    CHECK(join(with(0), with(9)).siblings[0].stamp.effective_ms == 9);
    CHECK(join(with(5), with(9)).siblings[0].stamp.effective_ms == 5);
    CHECK(join(with(0), with(-5)).siblings[0].stamp.effective_ms == -5);
}

TEST_CASE("a field is in conflict iff its values differ, not its dots", "[merge]") {
    CHECK_FALSE(in_conflict(FieldState{}));
    CHECK_FALSE(in_conflict(field_of({sibling(1, 1, "A"), sibling(2, 1, "A")})));
    CHECK(in_conflict(field_of({sibling(1, 1, "A"), sibling(2, 1, "A"), sibling(3, 1, "B")})));
}

TEST_CASE("the latest stamp is shown first, ties by replica, then by counter", "[merge]") {
    CHECK(shown_first(FieldState{}) == nullptr);
    CHECK(shown_first(remove_elements(field_of({sibling(1, 1, "x")}), std::vector{dot(1, 1)})) == nullptr);
    auto late = field_of({sibling(1, 1, "late", 900), sibling(2, 1, "early", 100)});
    CHECK(shown_first(late)->dot == dot(1, 1));
    late.siblings[0].stamp.effective_ms = 50;  // the server knew that this clock was wrong
    CHECK(shown_first(late)->dot == dot(2, 1));
    CHECK(shown_first(field_of({sibling(1, 2, "a"), sibling(2, 1, "b")}))->dot == dot(2, 1));
    CHECK(shown_first(field_of({sibling(1, 1, "a"), sibling(1, 2, "b")}))->dot == dot(1, 2));
}
