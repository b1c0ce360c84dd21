#include <catch2/catch.hpp>

#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace two_tablets_test {
namespace {
struct Tablet {
    FakeClock clock;
    SeededRandom random;
    std::unique_ptr<Replica> replica;
    Uuid person;

    explicit Tablet(std::uint64_t seed)
        : random(seed), replica(*Replica::open(":memory:", clock, random)), person(Uuid::v7(1, random)) {}

    void write(RecordName const& name, std::string const& key, char const* field, Value value,
               Change::Kind kind = Change::Kind::write) {
        auto const number = find_field(*find_type(name.type), field)->number;
        Change const change{name, key, number, kind, std::move(value), {}, {}};
        auto const done = replica->write(std::span(&change, 1), person);
        INFO((done ? "" : done.error().code));
        REQUIRE(done);
    }
};

struct World {
    SeededRandom random{7};
    OpenPolicy policy;
    SigningKey identity = SigningKey::generate(random);
    std::unique_ptr<SqliteCentralStore> store = *SqliteCentralStore::open(":memory:", identity, policy, random);
    Tablet a{1}, b{2};
    std::int64_t now = 1'760'000'000'000;
    Root visit{RootKind::visit, Uuid::v7(1'760'000'000'000, random)};

    World() {
        enrol(a);
        enrol(b);
    }
    void enrol(Tablet& tablet) {
        Identity id;
        id.device = Uuid::v7(2, tablet.random);
        id.key = SigningKey::generate(tablet.random);
        id.server_identity = identity.public_key();
        id.log_id = store->log_id();
        id.person = tablet.person;
        REQUIRE(tablet.replica->enrol(id));
        REQUIRE(store->add_device({id.device, tablet.person, 1, id.key.public_key(), "t"}));
    }
    bool sync(Tablet& tablet) { return Link(*tablet.replica, *store, identity.public_key(), tablet.random).drain(now); }
    RecordName visit_name() const { return {visit, RecordType::visit, visit.id}; }
    RecordName answer(char const* item) const { return {visit, RecordType::answer, Uuid::derived(visit.id, item)}; }
    void plan_visit() {
        std::vector<ServerWrite> const writes{{visit_name(), {}, 4, a.person, {}, {}},
                                              {visit_name(), {}, 5, b.person, {}, {}}};
        REQUIRE(store->write(writes, now));
    }
};

Value verdict(char const* level) {
    return Value::Map{{"l", level}};
}
}  // namespace

TEST_CASE("a tablet receives a planned visit, answers it offline, and the centre holds the answer", "[sync]") {
    World w;
    w.plan_visit();
    REQUIRE(w.sync(w.a));
    w.a.write(w.answer("M1.1"), "M1.1", "verdict", verdict("2"));
    CHECK(w.a.replica->queue_size()->open_deltas == 1);
    REQUIRE(w.a.replica->seal());
    REQUIRE(w.sync(w.a));
    auto const there = *w.store->find(w.answer("M1.1"));
    REQUIRE(there);
    CHECK(there->value("verdict") == verdict("2"));
    auto const queue = *w.a.replica->queue_size();
    CHECK((queue.open_deltas == 0 && queue.batches == 0));
}

TEST_CASE("two tablets that answer the same item apart both keep both answers", "[sync][law]") {
    for (bool const b_first : {false, true}) {
        World w;
        w.plan_visit();
        REQUIRE((w.sync(w.a) && w.sync(w.b)));
        w.a.write(w.answer("M1.1"), "M1.1", "verdict", verdict("2"));
        w.b.write(w.answer("M1.1"), "M1.1", "verdict", verdict("0"));
        w.a.write(w.answer("M1.2"), "M1.2", "verdict", verdict("1"));
        w.b.write(w.answer("M1.3"), "M1.3", "comment", "二楼");
        REQUIRE((w.a.replica->seal() && w.b.replica->seal()));
        REQUIRE((w.sync(b_first ? w.b : w.a) && w.sync(b_first ? w.a : w.b) && w.sync(w.a) && w.sync(w.b)));
        auto const there = *w.store->records(w.visit);
        CHECK(there.size() == 4);
        auto const at = *w.store->find(w.answer("M1.1"));
        CHECK(at->versions("verdict").size() == 2);
        CHECK(conflicts(*at).size() == 1);
        CHECK(*w.a.replica->records(w.visit) == there);
        CHECK(*w.b.replica->records(w.visit) == there);

        w.a.write(w.answer("M1.1"), "M1.1", "verdict", verdict("0"));  // the lead settles, having seen both
        REQUIRE(w.a.replica->seal());
        REQUIRE((w.sync(w.a) && w.sync(w.b)));
        CHECK(conflicts(**w.b.replica->find(w.answer("M1.1"))).empty());
    }
}

TEST_CASE("a visit begun on the tablet itself is not sent back to it", "[sync]") {
    World w;
    std::vector<Change> const changes{{w.visit_name(), {}, 4, Change::Kind::write, w.a.person, {}, {}},
                                      {w.answer("M1.1"), "M1.1", 2, Change::Kind::write, "好", {}, {}}};
    REQUIRE(w.a.replica->create_root(w.visit, changes, w.a.person));
    REQUIRE(w.a.replica->seal());
    REQUIRE(w.sync(w.a));
    CHECK(w.store->records(w.visit)->size() == 2);
    CHECK(w.a.replica->records(w.visit)->size() == 2);
    w.a.write(w.answer("M1.1"), "M1.1", "comment", "很好");
    REQUIRE(w.a.replica->seal());
    REQUIRE(w.sync(w.a));
    CHECK(*w.a.replica->records(w.visit) == *w.store->records(w.visit));
}

TEST_CASE("a refused write stays on the tablet, is kept by the office, and its retry joins", "[sync][law]") {
    World w;
    w.plan_visit();
    REQUIRE(w.sync(w.a));
    w.policy.refused.insert(w.a.person);
    w.a.write(w.answer("M1.1"), "M1.1", "comment", "one");
    REQUIRE(w.a.replica->seal());
    w.a.write(w.answer("M1.1"), "M1.1", "comment", "two");  // built on the refused one before its answer came
    REQUIRE(w.sync(w.a));
    w.policy.refused.clear();
    REQUIRE(w.sync(w.a));
    CHECK(w.a.replica->held()->size() == 2);
    CHECK(w.store->held()->size() == 2);
    CHECK_FALSE(*w.store->find(w.answer("M1.1")));
    CHECK_FALSE(*w.a.replica->find(w.answer("M1.1")));
    REQUIRE(w.a.replica->retry(w.a.replica->held()->back().id));
    REQUIRE(w.a.replica->seal());
    REQUIRE(w.sync(w.a));
    CHECK((**w.store->find(w.answer("M1.1"))).value("comment") == Value("two"));
}

}  // namespace two_tablets_test
