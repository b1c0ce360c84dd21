#include "shared/base/ids.hpp"

#include <catch2/catch.hpp>

using namespace mingcha;

TEST_CASE("ids made later sort later, and their text comes back", "[base]") {
    SeededRandom random(1);
    auto const a = Uuid::v7(1'760'000'000'000, random);
    auto const b = Uuid::v7(1'760'000'000'001, random);
    CHECK(a < b);
    CHECK(*Uuid::parse(a.to_string()) == a);
    CHECK(a.to_string()[14] == '7');
    CHECK_FALSE(Uuid::parse("not an id"));
}

TEST_CASE("two people who answer the same item arrive at the same id, near its visit", "[base][law]") {
    SeededRandom random(2);
    auto const visit = Uuid::v7(1'760'000'000'000, random);
    auto const id = Uuid::derived(visit, "M3.2");
    CHECK(id == Uuid::derived(visit, "M3.2"));
    CHECK(id != Uuid::derived(visit, "M3.3"));
    CHECK(std::equal(id.bytes.begin(), id.bytes.begin() + 6, visit.bytes.begin()));
    CHECK(id.to_string()[14] == '8');
}
