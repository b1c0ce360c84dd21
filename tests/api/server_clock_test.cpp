#include "server/sync/server_clock.hpp"

#include <atomic>
#include <condition_variable>

#include "server/sync/clock_acts.hpp"
#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr std::int64_t hour = 3'600'000;

/// Read by the store thread while the test turns it on.
class TurnedClock final : public Clock {
public:
    explicit TurnedClock(std::int64_t time_ms) : time_ms_(time_ms) {}
    [[nodiscard]] Moment now() override { return {time_ms_, 0, 1}; }
    void advance(std::int64_t ms) { time_ms_ += ms; }

private:
    std::atomic<std::int64_t> time_ms_;
};

struct PutOff {
    Office office;
    Uuid visit = put_off_visit(office);
    std::int64_t until = office.clock.now().time_ms + 72 * hour;

    Json page() { return office.get("/api/v1/visits/" + visit.to_string(), office.sign_in("zhang")); }
};
}  // namespace

TEST_CASE("the page says until when a put-off lasts, and that the office's clock ended it", "[api][put_off]") {
    PutOff at;
    CHECK(at.page()["confirmations"][0]["until"] == at.until);
    CHECK(at.page()["state"] == "feedback");
    CHECK(*act_by_the_clock(*at.office.store, at.until - 1) == 0);
    CHECK(*act_by_the_clock(*at.office.store, at.until) == 1);
    auto const steps = at.page()["steps"];
    auto const made = std::ranges::find_if(steps, [](Json const& step) { return step["act"] == "VT13"; });
    REQUIRE(made != steps.end());
    CHECK((*made)["reason"] == "put_off_over");
    CHECK((*made)["by"].is_null());
}

TEST_CASE("an act of the clock that cannot be stored is told, holds up no other, and is made the next time",
          "[api][put_off]") {
    PutOff at;
    (void)put_off_visit(at.office);
    sqlite::Database db((at.office.directory.path() / "office.db").string());
    auto const stops = [&](char const* event) {
        return "CREATE TRIGGER full_" + std::string(event) + " BEFORE " + event + " ON root WHEN NEW.id = x'" +
               to_hex(at.visit.bytes) + "' BEGIN SELECT RAISE(ABORT, 'no room'); END";
    };
    for (auto const* event : {"INSERT", "UPDATE"}) db.execute(stops(event));
    CHECK_FALSE(act_by_the_clock(*at.office.store, at.until));
    CHECK(at.page()["state"] == "feedback");
    for (auto const* event : {"INSERT", "UPDATE"}) db.execute("DROP TRIGGER full_" + std::string(event));
    CHECK(*act_by_the_clock(*at.office.store, at.until) == 1);  // the other one's stands already
    CHECK(at.page()["state"] == "unsigned");
}

TEST_CASE("a running server's clock acts when the time has come, not only at its start", "[api][put_off]") {
    PutOff at;
    TurnedClock turned(at.office.clock.now().time_ms);
    Log log(turned, [](std::string_view) {});
    StoreThread writer(*at.office.store, turned);
    std::mutex guard;
    std::condition_variable news;
    bool acted = false;
    auto const told = at.office.hub.subscribe_all([&](CommitNews const&) {
        std::lock_guard const lock(guard);
        acted = true;
        news.notify_one();
    });
    ServerClock const clock(writer, log, std::chrono::milliseconds(1));
    {
        std::lock_guard const lock(guard);
        CHECK_FALSE(acted);
    }
    turned.advance(73 * hour);
    std::unique_lock lock(guard);
    CHECK(news.wait_for(lock, std::chrono::seconds(30), [&] { return acted; }));
}
