#include <catch2/catch.hpp>

#include "tests/sim/campaign.hpp"

using namespace mingcha;
using namespace mingcha::sim;

namespace {
Receipt receipt_of(Hello const& hello) {
    return *Receipt::decode(hello.receipt);
}
struct Claim {
    char const* what;
    void (*lie)(Hello& hello);
    bool restarts_itself;
};
}  // namespace

/// A store with bit rot, a faulty program, malice: whatever one enrolled tablet says, the others go on as they were (DESIGN 4.5).
TEST_CASE("claims: what the server never gave takes no new epoch, and the tablet itself loses nothing", "[sim][law]") {
    auto const claim = GENERATE(
        Claim{"a seq from the future", [](Hello& hello) { hello.cursor.seq += 1'000; }, true},
        Claim{"another head at its seq", [](Hello& hello) { hello.cursor.check ^= std::uint64_t{1} << 40; }, true},
        Claim{"a seal that does not fit", [](Hello& hello) { hello.cursor.check ^= 1; }, true},
        Claim{"an epoch that never was", [](Hello& hello) { hello.cursor.epoch = 12'345; }, true},
        Claim{"a receipt with a flipped bit", [](Hello& hello) { hello.receipt[60] ^= 1; }, false},
        Claim{"a receipt that is none", [](Hello& hello) { hello.receipt.assign(40, 7); }, false},
        Claim{"a receipt of another server",
              [](Hello& hello) {
                  auto receipt = receipt_of(hello);
                  receipt.index += 100;
                  SeededRandom random(9);
                  receipt.signature = SigningKey::generate(random).sign(Label::receipt, receipt.body());
                  hello.receipt = receipt.encode();
              },
              false});
    CAPTURE(claim.what);
    Marks marks;
    World world(1, &marks);
    auto const epoch = [&](std::size_t i) { return world.tablet(i).replica().hello_facts()->hello.cursor.epoch; };
    for (auto const& line : parse("write 0 r0:x a | write 1 r1:x a | sync 0 | sync 1 | sync 0"))
        REQUIRE(world.act(line) == "");
    auto const before = epoch(1);
    auto const restarts = marks["a tablet restarts its roots"];
    REQUIRE(world.act("write 0 r0:x b") == "");
    auto const mine = world.last_write();
    world.tablet(0).lies = claim.lie;
    for (auto const& line : parse("sync 0 | sync 1")) REQUIRE(world.act(line) == "");
    CHECK(world.at_centre("r0:x", 'b') == std::set<WriteId>{mine});
    CHECK((epoch(0) == before && epoch(1) == before));
    CHECK(marks["a tablet restarts its roots"] == restarts + (claim.restarts_itself ? 1u : 0u));
    CHECK(world.quiet() == "");
    CHECK(marks["lost acts are handed in"] == 0);
}
