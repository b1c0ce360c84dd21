#include <catch2/catch.hpp>

#include "server/store/cursor_seal.hpp"
#include "tests/net/world.hpp"
#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace epoch_test {
namespace {
constexpr std::int64_t now = 1'760'000'000'000;

/// A store in a file, one tablet, one visit that it sees.
struct World {
    TemporaryDirectory home;
    std::string path = (home.path() / "store").string();
    SeededRandom random{7}, tablet_random{1};
    FakeClock clock;
    OpenPolicy policy;
    SigningKey identity = SigningKey::generate(random);
    std::unique_ptr<SqliteCentralStore> store = open();
    std::unique_ptr<Replica> replica = *Replica::open(":memory:", clock, tablet_random);
    Uuid person = Uuid::v7(1, random);
    Root visit{RootKind::visit, Uuid::v7(now, random)};

    World() {
        Identity id;
        id.device = Uuid::v7(2, tablet_random);
        id.key = SigningKey::generate(tablet_random);
        id.server_identity = identity.public_key();
        id.log_id = store->log_id();
        id.person = person;
        REQUIRE(replica->enrol(id));
        REQUIRE(store->add_device({id.device, person, 1, id.key.public_key(), "t"}));
        ServerWrite const plan{{visit, RecordType::visit, visit.id}, {}, 4, person, {}, {}};
        REQUIRE(store->write(std::span(&plan, 1), now));
        REQUIRE(sync());
    }
    std::unique_ptr<SqliteCentralStore> open() { return *SqliteCentralStore::open(path, identity, policy, random); }
    bool sync() { return Link(*replica, *store, identity.public_key(), tablet_random).drain(now); }
    std::uint64_t epoch() {
        PageQuery query;
        query.person = person;
        return store->page(query)->server_epoch;
    }
};
}  // namespace

TEST_CASE("a photo that arrives after a tablet has read everything is no sign of a restored server", "[sync]") {
    World world;
    auto const before = world.epoch();
    Hash photo;
    photo.fill(3);
    REQUIRE(world.store->blob_arrived(photo, 300'000, now));
    REQUIRE(world.sync());
    CHECK(world.epoch() == before);
}

TEST_CASE("a greeting that fails leaves the store in the epoch that its tables name", "[sync]") {
    World world;
    auto const before = world.epoch();
    Hello stranger;
    stranger.device = world.replica->identity().device;
    stranger.device_epoch = 1;
    // Of an epoch which this log never had, and sealed by this server: it was restored.
    store::CursorSeal const seal(world.identity, world.store->log_id());
    stranger.cursor = {before + 1, 1, seal.check(before + 1, 1, 0)};
    {
        sqlite::Database beside(world.path);
        beside.execute("ALTER TABLE device RENAME TO device_away");
        CHECK_FALSE(world.store->greet(stranger, now));
        beside.execute("ALTER TABLE device_away RENAME TO device");
    }
    CHECK(world.epoch() == before);
    REQUIRE(world.sync());
    CHECK(world.epoch() == before);
    auto const greeted = world.store->greet(stranger, now);
    REQUIRE(greeted);
    CHECK(greeted->welcome.server_epoch > before);
    CHECK(world.epoch() == greeted->welcome.server_epoch);
}

TEST_CASE("the epoch after a restore is higher than the one before it", "[sync]") {
    World world;
    auto const before = world.epoch();
    world.store.reset();
    std::filesystem::copy(world.path, world.path + ".copy");
    world.store = world.open();
    ServerWrite const later{{world.visit, RecordType::visit, world.visit.id}, {}, 5, world.person, {}, {}};
    REQUIRE(world.store->write(std::span(&later, 1), now));
    REQUIRE(world.sync());
    world.store.reset();
    std::filesystem::remove(world.path + "-wal");
    std::filesystem::copy(world.path + ".copy", world.path, std::filesystem::copy_options::overwrite_existing);
    world.store = world.open();
    REQUIRE(world.sync());  // the tablet's cursor lies ahead of this log
    CHECK(world.epoch() > before);
}

}  // namespace epoch_test
