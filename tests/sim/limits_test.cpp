#include <catch2/catch.hpp>

#include "shared/wire/limits.hpp"
#include "tests/sim/forge.hpp"

// Queues and lists that may not grow, and lists that must arrive whole in spite of the limits.

using namespace mingcha;
using namespace mingcha::sim;

namespace {
/// Records that only the office made, after the backup; the tablet has them, the restored centre has not.
void lose_records(World& world, int count, std::size_t rows_max) {
    world.page_rows_max = rows_max;
    REQUIRE(world.act("snap").empty());
    auto const root = world.name("r0:v").root;
    for (int i = 0; i < count; ++i) {
        auto const key = "L" + std::to_string(i);
        ServerWrite const one{{root, RecordType::answer, Uuid::derived(root.id, key)}, key, 2, "lost", {}, {}, false};
        REQUIRE(world.centre().store().write(std::span(&one, 1), time_zero));
    }
    REQUIRE(world.act("sync 0").empty());
    REQUIRE(world.tablet(0).replica().records(root)->size() == static_cast<std::size_t>(count) + 1);
    REQUIRE(world.act("restore").empty());
}
}  // namespace

TEST_CASE("restart: 1,100 lost acts arrive, each once", "[sim]") {
    World world(1);
    lose_records(world, 1'100, limits::page_rows_max);
    REQUIRE(world.act("sync 0").empty());
    CHECK(world.centre().store().counts()->lost == 1'100);
    CHECK(world.tablet(0).replica().lost_acts()->records.empty());
}

TEST_CASE("restart: lost acts found by several pages arrive once, and none is dropped unsent", "[sim]") {
    for (int frames = 1; frames < 40; ++frames) {
        World world(1);
        world.page_rows_max = 1;
        REQUIRE(world.act("snap").empty());
        for (auto const* record : {"r0:v", "r0:x", "r1:v", "r1:x"}) {
            REQUIRE(world.act(std::string("open u0 ") + record).empty());
            REQUIRE(world.act("web u0 a").empty());
        }
        REQUIRE(world.act("sync 0").empty());
        REQUIRE(world.act("restore").empty());
        REQUIRE(world.act("sync 0 " + std::to_string(frames)).empty());
        REQUIRE(world.act("sync 0").empty());
        std::set<Bytes> kept;
        REQUIRE(world.centre().store().read([&](sqlite::Database& db) {
            sqlite::Statement rows(db, "SELECT row FROM lost");
            while (rows.step()) kept.insert(rows.bytes(0));
        }));
        CAPTURE(frames);
        CHECK(kept.size() == 4);
        CHECK(world.centre().store().counts()->lost <= 8);  // a cut line may send a list twice, never lose one
    }
}

TEST_CASE("a session ends after bad_frames_max batches that cannot be taken", "[sim]") {
    ServerPeer peer(Bytes(32), {});
    Ingested refused;
    refused.refused = Refused{1, 0, "bad_signature", 0};
    auto const ends = [&] {
        auto const actions = peer.on_ingested(refused);
        return std::holds_alternative<serving::Disconnect>(actions.back());
    };
    for (std::size_t i = 1; i < limits::bad_frames_max; ++i) CHECK_FALSE(ends());
    CHECK(ends());
}

TEST_CASE("a gap does not count as a bad batch", "[sim]") {
    ServerPeer peer(Bytes(32), {});
    Ingested refused;
    refused.refused = Refused{1, 3, "gap", 2};
    for (std::size_t i = 0; i < 3 * limits::bad_frames_max; ++i) CHECK(peer.on_ingested(refused).size() == 1);
}

TEST_CASE("the quarantine keeps the newest of a device and leaves other devices alone", "[sim]") {
    World world(1);
    auto& store = world.centre().store();
    auto const push = Forged{{}}.push(world.tablet(0).replica().identity());
    auto const other = world.tablet(1).replica().identity().device;
    REQUIRE(store.quarantine(other, "bad_signature", push, 1));
    for (std::size_t i = 0; i < limits::quarantine_per_device_max + 4; ++i)
        REQUIRE(store.quarantine(push.batch.header.device, "bad_signature", push, 2));
    CHECK(store.counts()->quarantined == limits::quarantine_per_device_max + 1);
}
