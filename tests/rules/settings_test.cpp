#include "shared/rules/settings.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace mingcha;

TEST_CASE("each setting has a name of its own, a standard within its range, words and a source", "[rules][settings]") {
    std::set<std::string_view> names;
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
}
