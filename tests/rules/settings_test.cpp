#include "shared/rules/settings.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace mingcha;

TEST_CASE("each setting has a name of its own, a standard within its range, words and a source", "[rules][settings]") {
    std::set<std::string_view> names;
    constexpr std::size_t settings_known = 10;
    CHECK(all_settings().size() == settings_known);
    for (auto const* one : all_settings()) {
        CAPTURE(one->name);
        CHECK(names.insert(one->name).second);
        CHECK(one->least <= one->standard);
        CHECK(one->standard <= one->most);
        for (auto const text : {one->unit, one->zh, one->en, one->source}) CHECK_FALSE(text.empty());
        CHECK(find_setting(one->name) == one);
    }
    CHECK(find_setting("lease") == nullptr);
}

TEST_CASE("a text that is no figure, or one out of range, leaves the standard", "[rules][settings]") {
    CHECK(figure_of(settings::lease_days, "3") == 3);
    for (auto const* text : {"", "x", "3 days", "0", "31", "-1", "99999999999999", "3.5"})
        CHECK(figure_of(settings::lease_days, text) == settings::lease_days.standard);
    // 0 is in this one's range, but none of these says 0.
    for (auto const* text : {"", "x", "99999999999999"}) CHECK(figure_of(settings::inspectors_may_notice_b, text) == 1);
}

TEST_CASE("a figure is taken from the least to the most of its setting", "[rules][settings]") {
    for (auto const* one : all_settings()) {
        CAPTURE(one->name);
        CHECK(figure_of(*one, std::to_string(one->least)) == one->least);
        CHECK(figure_of(*one, std::to_string(one->most)) == one->most);
        CHECK(figure_of(*one, std::to_string(one->least - 1)) == one->standard);
        CHECK(figure_of(*one, std::to_string(one->most + 1)) == one->standard);
    }
}

TEST_CASE("each class of finding has its own days, and what is no class those of B", "[rules][settings]") {
    CHECK(days_setting("A").name == "days_a");
    CHECK(days_setting("B").name == "days_b");
    CHECK(days_setting("C").name == "days_c");
    CHECK(days_setting("D").name == "days_d");
    for (auto const* other : {"", "E", "a", "AA"}) CHECK(days_setting(other).name == "days_b");
}
