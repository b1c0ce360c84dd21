#include <catch2/catch.hpp>

#include "shared/data/data_file.hpp"

using namespace mingcha;

namespace {
struct Counts {
    std::string_view file, code;
    int items, veto, critical, required_photos, forbidden_photos;
};
// From the supplied material's own register: 379 items in all.
constexpr Counts expected[] = {
    {"routine-8-matters.json", "RTN8", 73, 4, 23, 16, 21},
    {"campus-safety-special.json", "SAFE", 47, 8, 8, 19, 8},
    {"fire-safety-special.json", "FIRE", 13, 0, 3, 3, 0},
    {"canteen-food-safety.json", "FOOD", 50, 3, 23, 17, 0},
    {"shuangjian-special.json", "SJ", 35, 0, 10, 1, 7},
    {"kindergarten-conduct.json", "KG", 33, 2, 13, 8, 12},
    {"compulsory-management-88.json", "STD88", 88, 0, 0, 4, 36},
    {"principal-term-end.json", "PRIN", 24, 1, 5, 0, 7},
    {"term-opening-special.json", "OPEN", 16, 0, 5, 3, 2},
};
}  // namespace

TEST_CASE("every built-in list parses and has the items of its source", "[data]") {
    REQUIRE(data_file_names().size() == std::size(expected));
    std::size_t items = 0;
    for (auto const& want : expected) {
        INFO(want.file);
        auto const list = parse_checklist(data_file(want.file), want.file);
        if (!list) FAIL(list.error().message);
        CHECK(list->code == want.code);
        Counts got{want.file, want.code, 0, 0, 0, 0, 0};
        for (auto const& section : list->sections)
            for (auto const& item : section.items) {
                got.items += 1;
                got.veto += item.veto;
                got.critical += item.critical;
                got.required_photos += item.evidence.photo == Photo::required;
                got.forbidden_photos += item.evidence.photo == Photo::forbidden;
                INFO(item.code);
                CHECK(item.required);
                CHECK(item.phrases.size() >= 3);
                CHECK(item.phrases.size() <= 6);
                CHECK_FALSE(item.basis.zh.empty());
                CHECK_FALSE(item.method.en.empty());
            }
        CHECK(got.items == want.items);
        CHECK(got.veto == want.veto);
        CHECK(got.critical == want.critical);
        CHECK(got.required_photos == want.required_photos);
        CHECK(got.forbidden_photos == want.forbidden_photos);
        items += list->item_count();
    }
    CHECK(items == 379);
}

TEST_CASE("a built-in list is found by its code", "[data]") {
    CHECK(built_in_checklist("KG")->title.en == "Kindergarten conduct inspection and evaluation");
    CHECK(built_in_checklist("XX").error().code == "no_checklist");
    CHECK(data_file("nothing.json").empty());
}

TEST_CASE("the four threshold shapes and the formula are in the lists as their sources give them", "[data]") {
    auto const routine = built_in_checklist("RTN8");
    auto const& starts = *routine->item("M4.8")->threshold;
    CHECK(starts.shape == Threshold::Shape::by_stage);
    CHECK(starts.limits[0].value == Decimal(8 * 60 + 20));
    CHECK(routine->item("M3.2")->threshold->shape == Threshold::Shape::min);
    CHECK(routine->item("M4.3")->threshold->limits[0].value == Decimal(60));
    auto const sizes = built_in_checklist("KG")->item("A1.3")->threshold->limits;
    REQUIRE(sizes.size() == 5);
    CHECK(sizes[0].value == Decimal(360));
    CHECK(built_in_checklist("SAFE")->item("S2.1")->threshold->shape == Threshold::Shape::by_formula);
}
