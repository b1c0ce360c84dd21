#include "server/api/api_routes.hpp"
#include "server/store/visit_projection.hpp"
#include "server/sync/clock_acts.hpp"
#include "tests/integration/guarded_office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr std::int64_t hour = 3'600'000;

/// A visit whose feedback is given and known to the centre, before a school that will confirm later.
struct PutOff : Office {
    Uuid confirmation;

    PutOff() {
        inspector->check_in();
        inspector->answer_the_rest();
        inspector->give_feedback("消防设施齐全。");
        REQUIRE(ruled(inspector->step_of("VT09")) == "in_force");
        confirmation = inspector->put_off();
    }
    std::int64_t until() {
        auto const found = tablet.replica().find({inspector->visit(), RecordType::confirmation, confirmation});
        return (*found)->value("until").integer();
    }
    State state() {
        auto const records = tablet.replica().records(inspector->visit());
        return fold(Subject::visit, ruled_steps(open_case(*records), inspector->visit().id)).state;
    }
    /// With the server stopped, its clock acts at these times: in how many visits each time.
    std::vector<int> acts_at(std::vector<std::int64_t> const& times) {
        std::vector<int> out;
        while_closed([&](OfficeData& office) {
            office.store->set_projector(visit_projector(office.persons));
            for (auto const at : times) out.push_back(*act_by_the_clock(*office.store, at));
        });
        return out;
    }
    /// How many visits the office's list shows as not signed.
    std::int64_t listed_as_unsigned() {
        std::int64_t out = -1;
        while_closed([&](OfficeData& office) {
            REQUIRE(office.store->read([&](sqlite::Database& db) {
                sqlite::Statement rows(db, "SELECT count(*) FROM visit_row WHERE (flags & ?1) <> 0");
                rows.with(static_cast<std::int64_t>(VisitFlag::unsigned_)).step();
                out = rows.integer(0);
            }));
        });
        return out;
    }
    void audit() {
        server.reset();
        auto const ran = mingchad({"audit", "verify", "--data", data.string()});
        INFO(ran.out);
        CHECK(ran.code == 0);
    }
};
}  // namespace

TEST_CASE("a put-off ends by the server's clock, 72 hours after it arrived: the visit is not signed, once",
          "[integration][put_off]") {
    PutOff at;
    auto const before = SystemClock().now().time_ms;
    REQUIRE(at.tablet.drain(at.server->base()));
    REQUIRE(at.tablet.listen_until(at.server->base(), [&] { return at.until() != 0; }));
    auto const until = at.until();
    CHECK(until >= before + 72 * hour);
    CHECK(until <= SystemClock().now().time_ms + 72 * hour);
    CHECK(at.acts_at({until - 1}) == std::vector{0});
    REQUIRE(at.tablet.drain(at.server->base()));
    CHECK(at.state() == State::feedback);

    CHECK(at.acts_at({until, until + hour}) == std::vector{1, 0});
    REQUIRE(at.tablet.drain(at.server->base()));
    REQUIRE(at.tablet.listen_until(at.server->base(), [&] { return at.state() == State::unsigned_; }));
    at.inspector->submit();
    CHECK(at.ruled(at.inspector->step_of("VT14")) == "in_force");
    CHECK(at.listed_as_unsigned() == 1);  // after it was submitted, too
    at.audit();
}

TEST_CASE("a put-off that ended while the server was stopped ends at its start", "[integration][put_off]") {
    PutOff at;
    auto const& own = at.tablet.replica().identity();
    at.while_closed([&](OfficeData& office) {
        office.store->set_projector(visit_projector(office.persons));
        auto waiting = at.tablet.replica().batches_from({}, 16);
        REQUIRE(waiting);
        std::vector<PreparedBatch> late;
        for (auto& push : *waiting) late.push_back(*prepare(std::move(push), own.key.public_key()));
        REQUIRE_FALSE(late.empty());
        REQUIRE(office.store->ingest(late, office.clock.now().time_ms - 73 * hour));
    });
    REQUIRE(at.tablet.drain(at.server->base()));
    REQUIRE(at.tablet.listen_until(at.server->base(), [&] { return at.state() == State::unsigned_; }));
    at.audit();
}

TEST_CASE("whoever confirms in time is not overruled by the clock, and a new feedback begins a new period",
          "[integration][put_off]") {
    PutOff at;
    REQUIRE(at.tablet.drain(at.server->base()));
    REQUIRE(at.tablet.listen_until(at.server->base(), [&] { return at.until() != 0; }));
    auto const until = at.until();
    at.inspector->step("VT10");
    REQUIRE(at.ruled(at.inspector->step_of("VT10")) == "in_force");
    CHECK(at.acts_at({until + hour}) == std::vector{0});
    at.inspector->give_feedback("消防设施齐全，已补查灭火器。");
    REQUIRE(at.ruled(at.inspector->step_of("VT09")) == "in_force");
    CHECK(at.acts_at({until + hour}) == std::vector{0});
    at.inspector->confirm({});
    CHECK(at.ruled(at.inspector->step_of("VT11")) == "in_force");
    CHECK(at.acts_at({until + 100 * hour}) == std::vector{0});
    CHECK(at.state() == State::confirmed);
}

TEST_CASE("the office says how long a school may take", "[integration][put_off]") {
    PutOff at;
    at.server.reset();
    REQUIRE(mingchad({"set", "put_off_hours", "24", "--data", at.data.string()}).code == 0);
    at.server.emplace(at.data);
    REQUIRE(at.tablet.drain(at.server->base()));
    REQUIRE(at.tablet.listen_until(at.server->base(), [&] { return at.until() != 0; }));
    CHECK(at.until() <= SystemClock().now().time_ms + 24 * hour);
}
