#include "shared/base/decimal.hpp"

#include <catch2/catch.hpp>

using namespace mingcha;

TEST_CASE("decimals round half up, away from zero", "[base][rules]") {
    auto const of = [](char const* text) { return *Decimal::parse(text); };
    CHECK(of("0.25").rounded(1) == of("0.3"));
    CHECK(of("-0.25").rounded(1) == of("-0.3"));
    CHECK(of("86.4499").rounded(1) == of("86.4"));
    CHECK(of("1").rounded(0) == of("1"));
    CHECK(of("2") / of("3") == of("0.6667"));
    CHECK(of("0.1") + of("0.2") == of("0.3"));
    CHECK(of("2.5") * of("0.8") == of("2"));
    CHECK(of("10") - of("0.0001") == of("9.9999"));
}

TEST_CASE("a decimal's text is the shortest and comes back", "[base]") {
    for (char const* text : {"0", "1", "-1", "0.5", "-0.5", "86.5", "3.1416", "99999999999999"})
        CHECK(Decimal::parse(text)->to_string() == text);
    CHECK(Decimal::parse("1.50")->to_string() == "1.5");
    CHECK(Decimal::parse("-0")->to_string() == "0");
    for (char const* text : {"", "-", ".", "1.", ".5", "1.23456", "1e3", "+1", "1,5", "999999999999999"})
        CHECK_FALSE(Decimal::parse(text));
}
