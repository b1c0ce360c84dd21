#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace clock_off_test {
namespace {
constexpr std::int64_t year = 365ll * 86'400'000;

Value judged(char const* level) {
    return Value::Map{{"l", Value(level)}};
}
/// The levels that stand for an item, shown first at the front.
std::vector<std::string> levels(Json const& page, char const* item) {
    std::vector<std::string> out;
    for (auto const& one : page["answers"][item]["verdict"]["siblings"]) out.push_back(one["value"]["level"]);
    return out;
}
}  // namespace

TEST_CASE("CF16: what was seen decides the order, never a clock; a clock that is off is flagged and nothing is refused",
          "[api][conflicts]") {
    Office office;
    auto const visit = office.plan(office.school, "2026-06-12");
    auto const ahead = office.tablet(31, office.wang, "平板 0017"),
               right = office.tablet(32, office.zhang, "平板 0021");
    REQUIRE((office.sync(*ahead) && office.sync(*right)));
    auto const answers = [&](TestTablet& tablet, char const* item, char const* level) {
        Office::write(tablet, Office::answer_name(visit, item), item, "verdict", judged(level));
        REQUIRE(tablet.replica->seal());
        REQUIRE(office.sync(tablet));
    };
    auto const page = [&] { return office.get("/api/v1/visits/" + visit.to_string(), office.sign_in("zhang")); };

    answers(*right, "S0.1", "y");
    auto const flags = page()["flags"];
    CHECK(std::ranges::find(flags, "clock") == flags.end());

    ahead->clock.advance(year);
    answers(*ahead, "S0.2", "n");
    answers(*ahead, "S0.3", "n");
    REQUIRE(office.sync(*right));
    answers(*right, "S0.2", "y");  // a year earlier by its clock, and later in truth: it had seen the other
    CHECK(levels(page(), "S0.2") == std::vector<std::string>{"y"});

    ahead->clock.set_time(office.clock.now().time_ms - 10 * year);
    answers(*ahead, "S0.3", "y");  // ten years before what it replaces
    auto const shown = page();
    CHECK(levels(shown, "S0.3") == std::vector<std::string>{"y"});
    auto const flagged = shown["flags"];
    CHECK(std::ranges::find(flagged, "clock") != flagged.end());
    CHECK(shown["conflicts"].empty());
    CHECK(office.store->held()->empty());
    for (auto* tablet : {ahead.get(), right.get()}) CHECK(tablet->replica->held()->empty());
}

}  // namespace clock_off_test
