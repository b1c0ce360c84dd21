#include <catch2/catch.hpp>

#include "tests/sim/campaign.hpp"
#include "tests/sim/forge.hpp"

// Scripts and forged batches that once broke a promise of DESIGN 4.9, each by the name of its sentence.

using namespace mingcha;
using namespace mingcha::sim;

namespace {
std::string outcome(char const* script) {
    return run(parse(script), 1).broken;
}
VersionVector vector_of(ReplicaId replica, std::uint64_t counter) {
    VersionVector out;
    out.raise(replica, counter);
    return out;
}
ReplicaId replica_of(Identity const& identity) {
    return ReplicaId::of(identity.device, identity.epoch);
}
}  // namespace

TEST_CASE("cascade: a re-enrolled tablet does not bring a refused removal in", "[sim][law]") {
    World world(1);
    for (auto const& line :
         parse("webadd r0:v | sync 0 | suspend 0 | rem 0 r0:v | lostack 0 | resume 0 | clone 0 | write 2 r0:x a | "
               "sync 2 | add 0 r0:v | sync 0"))
        REQUIRE(world.act(line).empty());
    CHECK(world.quiet() == "");
    auto const web = std::ranges::find_if(world.truth().writes, [&](auto const& each) {
        return each.second.is_web && each.second.field == World::number(world.name("r0:v"), 's');
    });
    REQUIRE(web != world.truth().writes.end());
    CHECK(world.at_centre("r0:v", 's').contains(web->first));
}

TEST_CASE("cascade: what a re-enrolled tablet writes knowingly is joined", "[sim][law]") {
    World world(1);
    for (auto const& line :
         parse("bad 0 r0:x a | lostack 0 | clone 0 | write 2 r1:v a | sync 2 | write 0 r0:x a | sync 0"))
        REQUIRE(world.act(line).empty());
    CHECK(world.at_centre("r0:x", 'a').empty());  // built on the refused one, unknowingly
    REQUIRE(world.act("write 0 r0:x a").empty());
    auto const knowing = world.last_write();
    CHECK(world.quiet() == "");
    CHECK(world.at_centre("r0:x", 'a') == std::set<WriteId>{knowing});
}

TEST_CASE("clip: a poisoned delta that waits for its parent does not cover one that waits behind it", "[sim][law]") {
    World world(1);
    for (auto const& line : parse("create 0 bad | write 0 r2:x a | seal 0")) REQUIRE(world.act(line).empty());
    auto const honest = world.last_write();
    auto const forger = world.tablet(1).replica().identity();
    auto const victim = world.tablet(0).replica().identity();
    auto const name = world.name("r2:x");
    world.centre().policy.audience[name.root].insert(forger.person);
    world.centre().policy.audience[name.root].insert(victim.person);
    Delta poison{{name, "x", {}}, {}};
    FieldState field{{forged_sibling(forger, 1, 900'000, "poison")}, vector_of(replica_of(victim), 1'000)};
    field.vector.raise(replica_of(forger), 1);
    poison.record.at(World::number(name, 'a')) = field;
    REQUIRE(ingest(world, Forged{{poison}}.push(forger), forger).ack);
    for (auto const& line : parse("sync 0 | retry 0 | sync 0")) (void)world.act(line);
    CHECK(world.at_centre("r2:x", 'a') == std::set<WriteId>{honest, 900'000});
}

TEST_CASE("clip: a forged withdrawal does not cover what others write later", "[sim][law]") {
    World world(1);
    for (auto const& line : parse("write 0 r0:x a | sync 0 | sync 1")) REQUIRE(world.act(line).empty());
    auto const forger = world.tablet(1).replica().identity();
    auto const victim = world.tablet(0).replica().identity();
    auto const name = world.name("r0:x");
    VersionVector seen = vector_of(replica_of(victim), 1'000'000);
    Delta poison{{name, "x", {}}, {}};
    poison.record.at(withdrawn_field) = {{forged_sibling(forger, 1, 900'000, withdrawal_value("mine", seen))},
                                         vector_of(replica_of(forger), 1)};
    auto const answer = ingest(world, Forged{{poison}}.push(forger), forger);
    REQUIRE(answer.ack);
    CHECK(is_withdrawn(**world.centre().store().find(name)));  // it had seen the first
    REQUIRE(world.act("write 0 r0:x b").empty());
    REQUIRE(world.act("sync 0").empty());
    CHECK_FALSE(is_withdrawn(**world.centre().store().find(name)));
    CHECK_FALSE(is_withdrawn(**world.tablet(0).replica().find(name)));
}

TEST_CASE("requeue: after a rollback a removal stays, whoever comes first", "[sim][law]") {
    constexpr char const* before = "snap | add 1 r0:v | sync 1 | sync 0 | rem 0 r0:v | sync 0 | restore | ";
    CHECK(outcome((std::string(before) + "sync 0 | sync 1").c_str()) == "");
    CHECK(outcome((std::string(before) + "sync 1 | sync 0").c_str()) == "");
}

TEST_CASE("requeue: after a rollback a settled conflict stays settled, whoever comes first", "[sim][law]") {
    World world(1);
    for (auto const& line :
         parse("snap | write 1 r0:x a | sync 1 | sync 0 | write 0 r0:x a | sync 0 | restore | sync 0 | sync 1"))
        REQUIRE(world.act(line).empty());
    CHECK(world.at_centre("r0:x", 'a').size() == 1);
    CHECK(world.quiet() == "");
}

TEST_CASE("retry: a refused element is added without dropping the others", "[sim]") {
    World world(1);
    for (auto const& line :
         parse("webadd r0:v | sync 0 | suspend 0 | add 0 r0:v | sync 0 | resume 0 | retry 0 | sync 0"))
        REQUIRE(world.act(line).empty());
    CHECK(world.at_centre("r0:v", 's').size() == 2);
    CHECK(world.quiet() == "");
}

TEST_CASE("retry: a refused removal and a refused withdrawal are made again", "[sim]") {
    World world(1);
    for (auto const& line :
         parse("webadd r0:v | sync 0 | suspend 0 | rem 0 r0:v | sync 0 | resume 0 | retry 0 | sync 0"))
        REQUIRE(world.act(line).empty());
    CHECK(world.at_centre("r0:v", 's').empty());
    for (auto const& line :
         parse("write 0 r0:x a | sync 0 | suspend 0 | withdraw 0 r0:x | sync 0 | resume 0 | retry 0 | sync 0"))
        REQUIRE(world.act(line).empty());
    CHECK(is_withdrawn(**world.centre().store().find(world.name("r0:x"))));
}

TEST_CASE("hello: a re-enrolled tablet is known again to a server restored from before it", "[sim]") {
    CHECK(outcome("snap | clone 1 | write 2 r1:v b | lostack 2 | sync 1 | restore") == "");
}

TEST_CASE("a long offline day is sealed in several batches of which none closes the epoch", "[sim]") {
    World world(1);
    auto& tablet = world.tablet(0);
    auto const root = world.name("r0:v").root;
    auto const person = tablet.replica().identity().person;
    auto const write = [&](int item, std::string const& text) {
        auto const key = "I" + std::to_string(item);
        Change const one{
            {root, RecordType::answer, Uuid::derived(root.id, key)}, key, 2, Change::Kind::write, text, {}, {}};
        REQUIRE(tablet.replica().write(std::span(&one, 1), person));
    };
    std::string const paragraph(2'000, 'x');
    for (int item = 0; item < 300; ++item) write(item, paragraph);
    for (int item = 0; item < 300; ++item) write(item, "again");
    REQUIRE(world.act("sync 0").empty());
    CHECK(tablet.replica().identity().epoch == 1);
    CHECK(world.centre().store().counts()->incidents == 0);
    CHECK(world.centre().store().records(root)->size() == 301);
}

TEST_CASE("waiting: a delta that is refused when its parent comes is held on its tablet, not shown for ever", "[sim]") {
    World world(1);
    for (auto const& line : parse("create 0 bad | bad 0 r2:x a")) REQUIRE(world.act(line).empty());
    auto const late = world.last_write();
    for (auto const& line : parse("sync 0 | retry 0 | sync 0")) REQUIRE(world.act(line).empty());
    CHECK(world.at_centre("r2:x", 'a').empty());
    CHECK(world.at_tablet(0, "r2:x", 'a').empty());
    CHECK(world.tablet(0).held().contains(late));
    CHECK(world.quiet() == "");
}

TEST_CASE("check: what adds to the log without a new seq does not look like a restored server", "[sim]") {
    Marks marks;
    World world(1, &marks);
    auto& store = world.centre().store();
    auto const epoch = world.tablet(0).replica().hello_facts()->hello.cursor.epoch;
    auto const restarts = [&] { return marks["a tablet restarts its roots"]; };
    auto const before = restarts();
    REQUIRE(world.act("bad 0 r0:x a").empty());
    REQUIRE(world.act("sync 0").empty());  // a batch of which nothing is joined
    REQUIRE(store.blob_arrived(sha256(view("photo")), 5, time_zero));
    REQUIRE(world.act("sync 0").empty());
    REQUIRE(world.act("sync 1").empty());
    CHECK(restarts() == before);
    CHECK(world.tablet(0).replica().hello_facts()->hello.cursor.epoch == epoch);
}

TEST_CASE("rollback: one restore begins one epoch, however many tablets remember what was lost", "[sim][law]") {
    World world(1, nullptr, World::Scale::full);
    auto const epochs = [&] {
        std::int64_t out = 0;
        REQUIRE(world.centre().store().read([&](sqlite::Database& db) {
            sqlite::Statement count(db, "SELECT count(*) FROM meta WHERE name LIKE 'epoch.%'");
            if (count.step()) out = count.integer(0);
        }));
        return out;
    };
    for (auto const& line :
         parse("snap | write 0 r0:x a | write 1 r0:x b | write 2 r1:x a | sync 0 | sync 1 | sync 2 | "
               "restore | sync 0"))
        REQUIRE(world.act(line).empty());
    auto const before = epochs();
    // An epoch that the backup does not know either, in which all three have receipts; it is lost by the second restore.
    for (auto const& line :
         parse("write 0 r0:x a | write 1 r0:x b | write 2 r1:x a | sync 0 | sync 1 | sync 2 | restore"))
        REQUIRE(world.act(line).empty());
    CHECK(world.quiet() == "");
    CHECK(before == 2);
    CHECK(epochs() == 2);  // the first one, and one since the restore
    for (std::size_t i = 1; i < 3; ++i) {
        auto const cursor = [&](std::size_t at) {
            return world.tablet(at).replica().hello_facts()->hello.cursor.epoch;
        };
        CHECK(cursor(i) == cursor(0));
    }
}

TEST_CASE("hello: a tablet that has sealed on after its copy was taken keeps its own write on the screen",
          "[sim][law]") {
    World world(1);
    // The copy's batch of the same number came first; the page that brings it must not be applied before the epoch is closed.
    for (auto const& line : parse("seal 0 | clone 0 | write 0 r0:x a")) REQUIRE(world.act(line).empty());
    auto const own = world.last_write();
    for (auto const& line : parse("seal 0 | write 2 r0:x a | sync 2 | write 0 r0:x b | seal 0 | connect 0"))
        REQUIRE(world.act(line).empty());
    while (world.frames_down(0) > 0 || world.frames_up(0) > 0) {
        REQUIRE(world.act("up 0").empty());
        REQUIRE(world.act("commit").empty());
        REQUIRE(world.act("down 0").empty());
        CHECK(world.at_tablet(0, "r0:x", 'a').contains(own));
    }
    CHECK(world.quiet() == "");
}
