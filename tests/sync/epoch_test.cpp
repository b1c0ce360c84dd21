#include <catch2/catch.hpp>

#include "server/store/cursor_seal.hpp"
#include "tests/net/world.hpp"
#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace epoch_test {
namespace {
constexpr std::int64_t now = Desk::now;

/// A desk whose store is in a file.
struct World {
    TemporaryDirectory home;
    Desk desk{(home.path() / "store").string()};

    std::uint64_t epoch() {
        PageQuery query;
        query.person = desk.person;
        return desk.store->page(query)->server_epoch;
    }
};
}  // namespace

TEST_CASE("a photo that arrives after a tablet has read everything is no sign of a restored server", "[sync]") {
    World world;
    auto const before = world.epoch();
    Hash photo;
    photo.fill(3);
    REQUIRE(world.desk.store->blob_arrived(photo, 300'000, now));
    REQUIRE(world.desk.sync());
    CHECK(world.epoch() == before);
}

TEST_CASE("a greeting that fails leaves the store in the epoch that its tables name", "[sync]") {
    World world;
    auto const before = world.epoch();
    Hello stranger;
    stranger.device = world.desk.replica->identity().device;
    stranger.device_epoch = 1;
    // Of an epoch which this log never had, and sealed by this server: it was restored.
    store::CursorSeal const seal(world.desk.identity, world.desk.store->log_id());
    stranger.cursor = {before + 1, 1, seal.check(before + 1, 1, 0)};
    {
        sqlite::Database beside(world.desk.path);
        beside.execute("ALTER TABLE device RENAME TO device_away");
        CHECK_FALSE(world.desk.store->greet(stranger, now));
        beside.execute("ALTER TABLE device_away RENAME TO device");
    }
    CHECK(world.epoch() == before);
    REQUIRE(world.desk.sync());
    CHECK(world.epoch() == before);
    auto const greeted = world.desk.store->greet(stranger, now);
    REQUIRE(greeted);
    CHECK(greeted->welcome.server_epoch > before);
    CHECK(world.epoch() == greeted->welcome.server_epoch);
}

TEST_CASE("the epoch after a restore is higher than the one before it", "[sync]") {
    World world;
    auto const before = world.epoch();
    world.desk.store.reset();
    std::filesystem::copy(world.desk.path, world.desk.path + ".copy");
    world.desk.store = world.desk.open();
    ServerWrite const later{
        {world.desk.visit, RecordType::visit, world.desk.visit.id}, {}, 5, world.desk.person, {}, {}};
    REQUIRE(world.desk.store->write(std::span(&later, 1), now));
    REQUIRE(world.desk.sync());
    world.desk.store.reset();
    std::filesystem::remove(world.desk.path + "-wal");
    std::filesystem::copy(world.desk.path + ".copy", world.desk.path,
                          std::filesystem::copy_options::overwrite_existing);
    world.desk.store = world.desk.open();
    REQUIRE(world.desk.sync());  // the tablet's cursor lies ahead of this log
    CHECK(world.epoch() > before);
}

}  // namespace epoch_test
