#include "shared/merge/dot.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace mingcha;
using namespace mingcha::test;

TEST_CASE("each epoch of each device is a replica of its own", "[merge]") {
    auto const device = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057");
    auto const other = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8058");
    CHECK(ReplicaId::of(device, 1) == ReplicaId::of(device, 1));
    CHECK(ReplicaId::of(device, 1) != ReplicaId::of(device, 2));
    CHECK(ReplicaId::of(device, 1) != ReplicaId::of(other, 1));
}

TEST_CASE("the number of a replica is the start of a hash that everybody can compute again", "[merge]") {
    // printf 'mingcha.replica.1' and the 24 bytes of device and epoch, through sha256sum
    auto const device = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057");
    CHECK(ReplicaId::of(device, 1).value == 0x681619dfc13e82c6);
}

TEST_CASE("a vector covers a replica's dots up to its entry and nothing of a replica that it does not name",
          "[merge]") {
    auto const vector = vector_of({{1, 3}});
    CHECK((vector.covers(dot(1, 1)) && vector.covers(dot(1, 3))));
    CHECK_FALSE(vector.covers(dot(1, 4)));
    CHECK_FALSE(vector.covers(dot(2, 1)));
}

TEST_CASE("a vector covers another iff it covers each of its entries", "[merge]") {
    auto const both = vector_of({{1, 3}, {2, 1}});
    CHECK(both.covers(vector_of({{1, 3}})));
    CHECK(both.covers(VersionVector{}));
    CHECK(both.covers(both));
    CHECK_FALSE(vector_of({{1, 3}}).covers(both));
    CHECK_FALSE(both.covers(vector_of({{2, 2}})));
}

TEST_CASE("raising never lowers, setting does, and zero leaves no entry behind", "[merge]") {
    auto vector = vector_of({{1, 3}});
    vector.raise(ReplicaId{1}, 2);
    CHECK(vector.at(ReplicaId{1}) == 3);
    vector.set(ReplicaId{1}, 2);
    CHECK(vector.at(ReplicaId{1}) == 2);
    vector.set(ReplicaId{1}, 0);
    vector.raise(ReplicaId{7}, 0);
    CHECK(vector.empty());
    CHECK(vector == VersionVector{});
}

TEST_CASE("taking away an entry that is not there takes no other away", "[merge]") {
    auto vector = vector_of({{2, 3}});
    vector.set(ReplicaId{1}, 0);
    CHECK(vector == vector_of({{2, 3}}));
}

TEST_CASE("vectors built in different orders are equal", "[merge]") {
    CHECK(vector_of({{1, 3}, {9, 1}, {4, 2}}) == vector_of({{9, 1}, {4, 1}, {4, 2}, {1, 3}}));
    auto joined = vector_of({{4, 2}});
    joined.join(vector_of({{1, 3}, {4, 1}, {9, 1}}));
    CHECK(joined == vector_of({{1, 3}, {4, 2}, {9, 1}}));
}
