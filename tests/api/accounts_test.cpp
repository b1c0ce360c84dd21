// Accounts by themselves: what is refused before anybody signs in.
#include <catch2/catch.hpp>

#include "server/api/accounts.hpp"
#include "shared/data/demo_codes.hpp"
#include "tests/support/seed.hpp"

using namespace mingcha;

TEST_CASE("the codes of the demo city open nothing elsewhere", "[accounts]") {
    FakeClock clock;
    SeededRandom random{1};
    auto const accounts = *Accounts::open(":memory:", clock, random);
    auto const somebody = Uuid::v7(1, random);
    auto const password = accounts->set_password("li", somebody, demo_password);
    REQUIRE_FALSE(password);
    CHECK(password.error().code == "demo_code");
    auto const code = accounts->set_confirmation_code(somebody, demo_confirmation_code);
    REQUIRE_FALSE(code);
    CHECK(code.error().code == "demo_code");
    CHECK(*accounts->check_confirmation_code(somebody, demo_confirmation_code) == "none");

    accounts->allow_demo_codes();
    REQUIRE(accounts->set_password("li", somebody, demo_password));
    REQUIRE(accounts->set_confirmation_code(somebody, demo_confirmation_code));
    CHECK(*accounts->check_confirmation_code(somebody, demo_confirmation_code) == "ok");
}
