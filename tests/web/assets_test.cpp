#include "server/web/assets.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace mingcha;

TEST_CASE("the console is part of the program, with its packed twins", "[web]") {
    Asset const* page = find_asset("/index.html");
    REQUIRE(page != nullptr);
    CHECK(page->content_type == "text/html; charset=utf-8");
    CHECK(page->plain.find("<!doctype html>") == 0);
    CHECK_FALSE(page->immutable);

    auto const script =
        std::ranges::find_if(all_assets(), [](Asset const& asset) { return asset.path.ends_with(".js"); });
    REQUIRE(script != all_assets().end());
    CHECK(script->immutable);
    CHECK(script->gzip.starts_with("\x1f\x8b"));
    CHECK(script->gzip.size() < script->plain.size());
    CHECK_FALSE(script->brotli.empty());
    CHECK(script->brotli.size() < script->gzip.size());
    CHECK(page->plain.find(script->path) != std::string_view::npos);
}

TEST_CASE("an address of the console can be reloaded", "[web]") {
    Asset const* page = find_asset("/index.html");
    CHECK(find_asset("/") == page);
    CHECK(find_asset("/visits") == page);
    CHECK(find_asset("/visits/01907c11-0000-7000-8000-000000000001") == page);
    CHECK(find_asset("/apiary") == page);
}

TEST_CASE("what is not a page is never answered by one", "[web]") {
    for (auto path :
         {"/api", "/api/v1/visits", "/blobs/00", "/live", "/files/1", "/healthz", "/metrics", "/assets/app-OLD.js"}) {
        INFO(path);
        CHECK(find_asset(path) == nullptr);
    }
}

TEST_CASE("the page needs no inline script or style, so the content policy can forbid them", "[web]") {
    auto const text = find_asset("/index.html")->plain;
    CHECK(text.find("<style") == std::string_view::npos);
    CHECK(text.find(" style=") == std::string_view::npos);
    CHECK(text.find("<script>") == std::string_view::npos);
    CHECK(text.find(" onclick") == std::string_view::npos);
}

TEST_CASE("every tag is quoted and of its own", "[web]") {
    for (Asset const& asset : all_assets()) {
        INFO(asset.path);
        CHECK(asset.etag.size() == 34);
        CHECK(asset.etag.front() == '"');
        CHECK(std::ranges::count(all_assets(), asset.etag, &Asset::etag) == 1);
    }
}
