#include <catch2/catch.hpp>

#include "shared/merge/record.hpp"
#include "tests/support/gossip.hpp"
#include "tests/support/seed.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr int rounds = 400;

/// A record of three fields, each somewhere in its own random history.
Record random_record(Random& random, std::vector<Gossip>& fields) {
    Record out;
    out.name.type = RecordType::answer;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (random.below(4) != 0) out.at(static_cast<std::uint16_t>(i + 1)) = fields[i].any();
    return out;
}
}  // namespace

TEST_CASE("joining does not depend on order, grouping or repetition", "[merge][law]") {
    SeededRandom random(seed());
    for (int round = 0; round < rounds; ++round) {
        Gossip gossip(random, 2 + random.below(4));
        gossip.run(30);
        for (int i = 0; i < 60; ++i) {
            CAPTURE(round, i);
            FieldState const a = gossip.any(), b = gossip.any(), c = gossip.any();
            REQUIRE(join(a, b) == join(b, a));
            REQUIRE(join(join(a, b), c) == join(a, join(b, c)));
            REQUIRE(join(a, a) == a);
            REQUIRE(join(join(a, b), b) == join(a, b));
            REQUIRE(join(a, FieldState{}) == a);
        }
    }
}

TEST_CASE("records join like their fields", "[merge][law]") {
    SeededRandom random(seed());
    for (int round = 0; round < rounds; ++round) {
        std::vector<Gossip> fields(3, Gossip(random, 3));
        for (auto& field : fields) field.run(15);
        for (int i = 0; i < 20; ++i) {
            CAPTURE(round, i);
            Record const a = random_record(random, fields), b = random_record(random, fields),
                         c = random_record(random, fields);
            REQUIRE(join(a, b) == join(b, a));
            REQUIRE(join(join(a, b), c) == join(a, join(b, c)));
            REQUIRE(join(a, a) == a);
        }
    }
}

TEST_CASE("a join never forgets: its vector covers both, and it holds nothing that neither held", "[merge][law]") {
    SeededRandom random(seed());
    for (int round = 0; round < rounds; ++round) {
        Gossip gossip(random, 3);
        gossip.run(25);
        for (int i = 0; i < 30; ++i) {
            CAPTURE(round, i);
            FieldState const a = gossip.any(), b = gossip.any(), both = join(a, b);
            REQUIRE((both.vector.covers(a.vector) && both.vector.covers(b.vector)));
            for (auto const& each : both.siblings) {
                REQUIRE((a.find(each.dot) || b.find(each.dot)));
                REQUIRE(both.vector.covers(each.dot));
            }
            for (auto const& each : a.siblings)  // gone only where the other side had seen it and dropped it
                REQUIRE((both.find(each.dot) || (b.vector.covers(each.dot) && !b.find(each.dot))));
        }
    }
}

TEST_CASE("after any order of exchange all replicas agree", "[merge][law]") {
    SeededRandom random(seed());
    for (int round = 0; round < rounds; ++round) {
        CAPTURE(round);
        Gossip gossip(random, 4);
        gossip.run(25);
        auto states = gossip.states();
        for (int i = 0; i < 12; ++i) {
            auto& to = states[random.below(states.size())];
            to = join(to, states[random.below(states.size())]);
        }
        FieldState all;
        for (auto const& state : states) all = join(all, state);
        for (auto state : states) {
            for (auto const& other : states) state = join(state, other);
            REQUIRE(state == all);
        }
        for (auto const& state : gossip.past()) REQUIRE(join(all, state) == all);
    }
}
