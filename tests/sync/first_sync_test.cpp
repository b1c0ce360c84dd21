#include <catch2/catch.hpp>

#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace first_sync_test {

TEST_CASE("complaint 27: a first sync carries what the person sees, however much the office holds",
          "[sync][complaints]") {
    auto const frames_of_first_sync = [](int others_visits) {
        Desk desk;
        Uuid const colleague = Uuid::v7(1, desk.random), newcomer = Uuid::v7(1, desk.random);
        for (int i = 0; i < others_visits; ++i) (void)desk.plan(colleague);
        std::set<Root> own;
        for (int i = 0; i < 3; ++i) own.insert(desk.plan(newcomer));

        auto const replica = *Replica::open(":memory:", desk.clock, desk.tablet_random);
        Identity id = desk.replica->identity();
        id.device = Uuid::v7(2, desk.tablet_random);
        id.key = SigningKey::generate(desk.tablet_random);
        id.person = newcomer;
        REQUIRE(replica->enrol(id));
        REQUIRE(desk.store->add_device({id.device, newcomer, 1, id.key.public_key(), "new"}));
        auto const end = Link(*replica, *desk.store, id.server_identity, desk.tablet_random).session(Desk::now);
        REQUIRE(end.drained);
        std::set<Root> here;
        auto const visits = *replica->records(RecordType::visit);
        for (auto const& visit : visits) here.insert(visit.name.root);
        CHECK(here == own);
        return end.frames;
    };
    auto const alone = frames_of_first_sync(0);
    CHECK(frames_of_first_sync(400) == alone);
    CHECK(alone < 20);
}

}  // namespace first_sync_test
