#include <catch2/catch.hpp>

#include "client/sync/picture.hpp"
#include "client/sync/visit_queues.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/held_words.hpp"
#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace held_queue_test {

TEST_CASE("a visit of which the centre keeps something apart is handed in, and says so", "[sync][complaints]") {
    Desk desk;
    auto const write = [&](std::vector<Change> const& changes) {
        REQUIRE(desk.replica->write(changes, desk.person));
        REQUIRE(desk.replica->seal());
        REQUIRE(desk.sync());
    };
    auto const queue = [&] {
        Picture picture(*desk.replica);
        REQUIRE(picture.refresh());
        auto const all = queue_picture(*desk.replica, picture.records(), {}, {});
        REQUIRE((all && all->visits.size() == 1));
        return *all;
    };
    write(step_changes({desk.visit, desk.visit.id, "VT05", {}, {}, {}}, Uuid::v7(5, desk.random), desk.person, {}));
    CHECK(queue().visits[0].held == 0);
    CHECK(queue().visits[0].is_done());

    desk.policy.refused.insert(desk.person);
    Uuid const answer = Uuid::derived(desk.visit.id, "A1");
    write({keyed_change({desk.visit, RecordType::answer, answer}, "A1", "comment", Value("东门灭火器压力不足"))});
    auto const now = queue();
    CHECK(now.visits[0].held == 1);
    CHECK(now.visits[0].is_done());
    REQUIRE(now.held.size() == 1);
    CHECK(held_text(now.held[0].delta) == QStringLiteral("东门灭火器压力不足"));

    // A finding that was refused whole is in no record of the tablet: what was refused says of which visit it is.
    Root const finding{RootKind::finding, Uuid::v7(6, desk.random)};
    std::vector<Change> const made{change({finding, RecordType::finding, finding.id}, "visit", Value(desk.visit.id))};
    REQUIRE(desk.replica->create_root(finding, made, desk.person));
    REQUIRE(desk.replica->seal());
    REQUIRE(desk.sync());
    CHECK(queue().visits[0].held == 2);
}

}  // namespace held_queue_test
