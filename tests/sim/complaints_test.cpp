#include <catch2/catch.hpp>

#include "tests/sim/campaign.hpp"

// What users of other field apps lost, each by its number in the brief's list of complaints. Real peers, stores and protocol.

using namespace mingcha;
using namespace mingcha::sim;

namespace {
struct Day {
    Marks marks;
    World world;

    explicit Day(World::Scale scale = World::Scale::core) : world(1, &marks, scale) {}
    void operator()(std::string_view script) {
        for (auto const& line : parse(script)) REQUIRE(world.act(line) == "");
    }
    /// The newest write after this line.
    WriteId write(std::string_view line) {
        (*this)(line);
        return world.last_write();
    }
    [[nodiscard]] QueueSize queue(std::size_t tablet) { return *world.tablet(tablet).replica().queue_size(); }
    [[nodiscard]] std::uint64_t unsent(std::size_t tablet) { return queue(tablet).open_deltas + queue(tablet).batches; }
    void ends_well() { REQUIRE(world.quiet() == ""); }
};
}  // namespace

TEST_CASE("complaint 1: a tablet killed at any write never says that nothing is pending while something is",
          "[complaints]") {
    for (auto const* fault : {"kill", "cut"})
        for (int nth = 1; nth <= 40; ++nth) {
            Day day(World::Scale::full);
            auto const at = day.write("write 0 r0:x a");
            (void)day.world.act(std::string(fault) + " 0 " + std::to_string(nth));
            day("write 0 r0:x b | write 0 r0:v a | seal 0 | write 0 r0:v b");
            INFO(fault << " " << nth);
            CHECK(day.world.at_tablet(0, "r0:x", 'a').contains(at));
            CHECK(day.unsent(0) > 0);
            day.ends_well();
            CHECK(day.unsent(0) == 0);
            CHECK(day.world.at_centre("r0:x", 'a').contains(at));
        }
}

TEST_CASE("complaint 2: a pull never takes away what was not acknowledged", "[complaints]") {
    Day day;
    day("open u0 r0:x | web u0 a | write 1 r0:x a | sync 1");
    auto const own = day.write("write 0 r0:x a");
    day("seal 0 | connect 0");
    // Everything comes down, nothing goes up but the greeting.
    day("up 0 1");
    while (day.world.frames_down(0) > 0) {
        day("down 0");
        CHECK(day.world.at_tablet(0, "r0:x", 'a').contains(own));
    }
    day.ends_well();
    CHECK(day.world.at_centre("r0:x", 'a').contains(own));
}

TEST_CASE("complaint 3: a disk that fails in any step ends the session, and empties no record on either side",
          "[complaints]") {
    for (auto const* fault : {"io", "full"})
        for (auto const* where : {" 0 ", " c "})
            for (int nth = 1; nth <= 60; nth += 3) {
                Day day(World::Scale::full);
                auto const there = day.write("write 1 r0:x a | sync 1 | sync 0");
                (void)day.world.act(fault + std::string(where) + std::to_string(nth));
                day("write 0 r0:x b | sync 0");
                INFO(fault << where << nth);
                CHECK(day.world.at_tablet(0, "r0:x", 'a') == std::set<WriteId>{there});
                CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{there});
                day.ends_well();
            }
}

TEST_CASE("complaint 5: who loses a root, or is suspended, loses no unsent work", "[complaints]") {
    Day day;
    auto const unsent = day.write("write 0 r0:x a");
    day("revoke 0 r0");
    day.ends_well();  // handed in before the root leaves, and then on the list of a named person
    CHECK(day.queue(0).held == 1);
    CHECK((*day.world.centre().store().held()).size() == 1);
    auto const suspended = day.write("write 0 r1:x a");
    day("suspend 0");
    day.ends_well();
    CHECK(day.queue(0).held == 2);
    day("resume 0 | grant 0 r0 | sync 0 | retry 0 | retry 0");
    day.ends_well();
    CHECK(day.world.at_centre("r0:x", 'a').size() == 1);
    CHECK(day.world.at_centre("r1:x", 'a').size() == 1);
    CHECK(day.world.truth().writes.rbegin()->first > std::max(unsent, suspended));
}

TEST_CASE("complaint 5: a revoked tablet hands everything in, gets nothing, and loses nothing", "[complaints]") {
    Day day;
    auto const before = day.write("write 0 r0:x a | sync 0");
    auto const unsent = day.write("write 0 r1:x a");
    auto const other = day.write("write 1 r0:x b | sync 1");
    day("disable 0 | sync 0");
    CHECK(day.queue(0).batches == 0);
    CHECK(day.queue(0).held == 1);
    CHECK((*day.world.centre().store().held()).size() == 1);
    CHECK((*day.world.centre().store().held()).front().verdict.code == "revoked");
    CHECK(day.world.at_centre("r1:x", 'a').empty());
    CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{before});  // what came before it stands
    CHECK(day.world.at_tablet(0, "r0:x", 'b').empty());                    // nothing goes down to it
    day("admit 0 | sync 0 | retry 0 | sync 0");
    CHECK(day.world.at_tablet(0, "r0:x", 'b') == std::set<WriteId>{other});
    CHECK(day.world.at_centre("r1:x", 'a').size() == 1);
    CHECK(day.world.truth().writes.rbegin()->first > unsent);
    day.ends_well();
}

TEST_CASE("CF17: a tablet restored from an old image goes on under a new epoch, and nothing is applied twice",
          "[sim][conflicts]") {
    Day day;
    auto const first = day.write("write 0 r0:x a | sync 0 | image 0 | write 0 r0:x b");
    day("sync 0 | reimage 0");
    auto const second = day.write("write 0 r0:x b");  // under a number that the centre knows already, of another value
    day.ends_well();
    CHECK(day.marks.contains("a tablet re-enrols in place"));
    CHECK(day.world.at_centre("r0:x", 'b') == std::set<WriteId>{first, second});
    CHECK(day.world.at_tablet(0, "r0:x", 'b') == std::set<WriteId>{first, second});
}

TEST_CASE("complaint 19: an edit lands on the record that it was made on, whatever a restart does", "[complaints]") {
    Day day;
    auto const x = day.write("write 0 r0:x a");
    auto const head = day.write("write 0 r0:v a");
    day("sync 0 | snap");
    auto const later = day.write("write 0 r0:x b");
    day("lostack 0 | restore");
    day.ends_well();
    CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{x});
    CHECK(day.world.at_centre("r0:v", 'a') == std::set<WriteId>{head});
    CHECK(day.world.at_centre("r0:x", 'b') == std::set<WriteId>{later});
}

TEST_CASE("complaint 20: two tablets that fill the same form both keep their work, and the difference is listed",
          "[complaints]") {
    Day day;
    auto const a = day.write("write 0 r0:x a"), b = day.write("write 1 r0:x a");
    day.ends_well();
    CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{a, b});
    CHECK(day.world.at_tablet(0, "r0:x", 'a') == std::set<WriteId>{a, b});
    CHECK(day.world.at_tablet(1, "r0:x", 'a') == std::set<WriteId>{a, b});
    auto const row = *day.world.centre().store().find(day.world.name("r0:x"));
    REQUIRE(row);
    CHECK(conflicts(*row).size() == 1);
    auto const settled = day.write("write 0 r0:x a");
    day.ends_well();
    CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{settled});
}

TEST_CASE("complaint 21: who synchronizes first decides nothing", "[complaints]") {
    auto const outcome = [](char const* order) {
        Day day;
        day("write 0 r0:x a | write 1 r0:x a | write 0 r0:x b | write 1 r0:v a");
        day(order);
        day.ends_well();
        return std::pair(day.world.at_centre("r0:x", 'a'), day.world.at_centre("r0:v", 'a'));
    };
    CHECK(outcome("sync 0 | sync 1") == outcome("sync 1 | sync 0"));
    CHECK(outcome("sync 0 2 | sync 1 | sync 0") == outcome("lostack 1 | sync 0 | sync 1"));
}

TEST_CASE("complaint 22: withdrawn here and edited there stops nobody, and nothing is gone", "[complaints]") {
    Day day;
    day("write 0 r0:x a | sync 0 | sync 1 | withdraw 0 r0:x");
    auto const edit = day.write("write 1 r0:x a");
    day.ends_well();
    auto const row = *day.world.centre().store().find(day.world.name("r0:x"));
    REQUIRE(row);
    CHECK_FALSE(is_withdrawn(*row));  // the edit was not seen by whoever withdrew
    CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{edit});
    CHECK(row->find(withdrawn_field));  // and the wish to withdraw stands, to be settled
}

TEST_CASE("complaint 23: every day each team's work is applied, and a difference that is settled is settled",
          "[complaints]") {
    Day day(World::Scale::full);
    for (int today = 0; today < 7; ++today) {
        auto const team = [&](int k) { return std::to_string((today + k) % 3); };
        std::set<WriteId> mornings;
        for (int k = 0; k < 3; ++k) mornings.insert(day.write("write " + team(k) + " r0:x a"));
        auto const one = day.write("write 0 r0:v a"), two = day.write("write 1 r0:v b"),
                   three = day.write("write 2 r1:v a");
        day.ends_well();
        CHECK(day.world.at_centre("r0:x", 'a') == mornings);
        CHECK(day.world.at_centre("r0:v", 'a') == std::set<WriteId>{one});
        CHECK(day.world.at_centre("r0:v", 'b') == std::set<WriteId>{two});
        CHECK(day.world.at_centre("r1:v", 'a') == std::set<WriteId>{three});
        auto const settled = day.write("write " + team(0) + " r0:x a");
        day("lostack " + team(0) + " | sync " + team(1) + " 3");  // the line breaks before the answer
        day.ends_well();
        CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{settled});
        for (std::size_t tablet = 0; tablet < 3; ++tablet) {
            CHECK(day.world.at_tablet(tablet, "r0:x", 'a') == std::set<WriteId>{settled});
            CHECK(day.queue(tablet).held == 0);
            CHECK(day.unsent(tablet) == 0);
        }
    }
}

TEST_CASE("complaint 24: what was written in order arrives in order, however the line breaks", "[complaints]") {
    for (int frames = 1; frames <= 12; ++frames) {
        Day day;
        day("write 0 r0:x a | seal 0 | write 0 r0:x a | seal 0");
        auto const last = day.write("write 0 r0:x a");
        day("seal 0 | sync 0 " + std::to_string(frames));
        day.ends_well();
        CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{last});
        CHECK(day.unsent(0) == 0);
    }
}

TEST_CASE("complaint 25: a lost answer doubles nothing", "[complaints]") {
    Day day;
    auto const one = day.write("write 0 r0:x a");
    day("add 0 r0:v | lostack 0 | lostack 0 | lostack 0");
    day.ends_well();
    CHECK(day.marks["a batch is acknowledged again"] > 0);
    CHECK(day.world.at_centre("r0:x", 'a') == std::set<WriteId>{one});
    CHECK(day.world.at_centre("r0:v", 's').size() == 1);
    CHECK((*day.world.centre().store().counts()).batches == 1);
}

TEST_CASE("complaint 26: received is said only of what the centre has durably stored", "[complaints]") {
    for (int frames = 0; frames <= 12; ++frames) {
        Day day;
        auto const one = day.write("write 0 r0:x a");
        day("seal 0 | sync 0 " + std::to_string(std::max(frames, 1)));
        bool const says_received = day.unsent(0) == 0;
        CHECK((!says_received || day.world.at_centre("r0:x", 'a').contains(one)));
        day.ends_well();
    }
}

TEST_CASE("complaint 28: one bad record stops neither its batch nor the queue", "[complaints]") {
    Day day;
    day("bad 0 r0:x a");
    auto const good = day.write("write 0 r0:v a");
    day("seal 0");
    auto const behind = day.write("write 0 r1:x a");
    day.ends_well();
    CHECK(day.world.at_centre("r0:v", 'a') == std::set<WriteId>{good});
    CHECK(day.world.at_centre("r1:x", 'a') == std::set<WriteId>{behind});
    CHECK(day.queue(0).held == 1);
    CHECK(day.unsent(0) == 0);
}
