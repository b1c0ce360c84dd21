#include "tests/support/model.hpp"

#include <catch2/catch.hpp>

#include "shared/merge/record.hpp"
#include "tests/support/gossip.hpp"
#include "tests/support/seed.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
/// Any state at all whose vector covers its siblings: a hostile peer is not bound to histories. One dot always has one
/// value.
FieldState wild_state(Random& random) {
    FieldState out;
    for (std::uint64_t replica = 1; replica <= 3; ++replica) {
        out.vector.raise(ReplicaId{replica}, random.below(5));
        for (std::uint64_t counter = 1; counter <= out.vector.at(ReplicaId{replica}); ++counter)
            if (random.below(3) == 0)
                out.siblings.push_back(sibling(replica, counter, std::to_string(replica * 10 + counter)));
    }
    return out;
}

VersionVector wild_vector(Random& random) {
    return wild_state(random).vector;
}
}  // namespace

TEST_CASE("write and join do what the plain model does, on any states", "[merge][law]") {
    SeededRandom random(seed());
    for (int i = 0; i < 60'000; ++i) {
        CAPTURE(i);
        auto const a = wild_state(random), b = wild_state(random);
        REQUIRE(model::of(join(a, b)) == model::join(model::of(a), model::of(b)));
        auto const seen = wild_vector(random);
        auto const next = sibling(4, 1 + random.below(3), "new");
        REQUIRE(model::of(write(a, seen, next)) ==
                model::write(model::of(a), model::of(seen), model::of(next.dot), next.value));
        REQUIRE(model::of(add_element(a, next)) == model::write(model::of(a), {}, model::of(next.dot), next.value));
    }
}

TEST_CASE("applying a delta does what the plain model does, clipped or not", "[merge][law]") {
    SeededRandom random(seed());
    for (int i = 0; i < 60'000; ++i) {
        CAPTURE(i);
        auto const field = wild_state(random), whole = wild_state(random);
        std::vector<Dot> fresh;
        model::ModelVector clip;
        for (std::uint64_t replica = 1; replica <= 3; ++replica) clip[replica] = random.below(5);
        for (auto const& each : whole.siblings) {
            if (random.below(2) == 0) continue;
            fresh.push_back(each.dot);  // the bound of a pusher's own entry is its highest new dot
            clip[each.dot.replica.value] = std::max(clip[each.dot.replica.value], each.dot.counter);
        }
        std::set<model::ModelDot> names;
        for (auto const& each : fresh) names.insert(model::of(each));
        auto const delta = as_delta(whole, fresh);
        auto const limit = [&](ReplicaId replica, std::uint64_t) {
            return clip.contains(replica.value) ? clip.at(replica.value) : 0;
        };
        REQUIRE(model::of(apply(field, delta)) == model::apply(model::of(field), model::of(whole), names, nullptr));
        REQUIRE(model::of(apply(field, delta, limit)) ==
                model::apply(model::of(field), model::of(whole), names, &clip));
    }
}

TEST_CASE("long runs of both implementations stay equal", "[merge][law]") {
    SeededRandom random(seed());
    for (int run = 0; run < 300; ++run) {
        std::vector<FieldState> ours(3);
        std::vector<model::Field> theirs(3);
        std::vector<std::uint64_t> counters(3);
        for (int step = 0; step < 60; ++step) {
            CAPTURE(run, step);
            std::size_t const who = random.below(3), other = random.below(3);
            if (random.below(2) == 0) {
                auto const next = sibling(who + 1, ++counters[who], "v" + std::to_string(step));
                auto const seen = random.below(2) == 0 ? ours[who].vector : wild_vector(random);
                theirs[who] = model::write(theirs[who], model::of(seen), model::of(next.dot), next.value);
                ours[who] = write(ours[who], seen, next);
            } else {
                theirs[who] = model::join(theirs[who], theirs[other]);
                ours[who] = join(ours[who], ours[other]);
            }
            REQUIRE(model::of(ours[who]) == theirs[who]);
        }
    }
}

TEST_CASE("a record is withdrawn exactly when the plain model says so", "[merge][law]") {
    SeededRandom random(seed());
    int withdrawn = 0;
    for (int i = 0; i < 20'000; ++i) {
        CAPTURE(i);
        Record record;
        record.name.type = RecordType::answer;
        std::vector<model::Field> fields;
        for (std::uint16_t number = 1; number <= random.below(3); ++number)
            fields.push_back(model::of(record.at(number) = wild_state(random)));
        std::vector<model::ModelVector> seen;
        for (std::uint64_t counter = 1; counter <= 1 + random.below(3); ++counter) {
            auto const vector = wild_vector(random);
            seen.push_back(model::of(vector));
            auto one = sibling(8, counter, "");
            one.value = value_bytes(withdrawal_value("", vector));
            record.at(withdrawn_field) = add_element(record.at(withdrawn_field), one);
        }
        REQUIRE(is_withdrawn(record) == model::is_withdrawn(fields, seen));
        withdrawn += is_withdrawn(record) ? 1 : 0;
    }
    CHECK(withdrawn > 1'000);
    CHECK(withdrawn < 19'000);
}
