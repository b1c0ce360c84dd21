#include "shared/wire/pack.hpp"

#include <catch2/catch.hpp>

#include "shared/base/random.hpp"

using namespace mingcha;

TEST_CASE("packed bytes unpack to themselves", "[wire][law]") {
    SeededRandom random(20261123);
    for (int i = 0; i < 500; ++i) {
        Bytes plain(static_cast<std::size_t>(random.below(5000)));
        if (i % 2 == 0) random.fill(plain);
        auto const packed = pack(plain);
        CHECK(packed.size() <= plain.size() + 1);
        REQUIRE(*unpacked_size(packed) == plain.size());
        REQUIRE(*unpack(packed, plain.size()) == plain);
        if (!plain.empty()) REQUIRE(unpack(packed, plain.size() - 1).error().code == "too_large");
    }
}

TEST_CASE("a bomb is refused by what it says, before it unfolds", "[wire]") {
    auto const bomb = pack(Bytes(64 * 1024 * 1024));
    CHECK(bomb.size() < 10'000);
    CHECK(unpack(bomb, 16 * 1024 * 1024).error().code == "too_large");
}

TEST_CASE("a bomb that says less than it unfolds to is refused", "[wire]") {
    // Single segment, content size in 4 bytes right after the frame header's descriptor: RFC 8878 3.1.1.1.
    auto bomb = pack(Bytes(1024 * 1024));
    REQUIRE(bomb[5] >> 6 == 2);
    std::size_t const size_at = (bomb[5] & 0x20) != 0 ? 6 : 7;
    bomb[size_at] = 100, bomb[size_at + 1] = 0, bomb[size_at + 2] = 0, bomb[size_at + 3] = 0;
    REQUIRE(*unpacked_size(bomb) == 100);
    CHECK(unpack(bomb, 1000).error().code == "bad_pack");
}

TEST_CASE("what is no packing is refused", "[wire]") {
    CHECK(unpack({}, 10).error().code == "bad_pack");
    CHECK(unpack(Bytes{2, 0}, 10).error().code == "bad_pack");
    CHECK(unpack(Bytes{1}, 10).error().code == "bad_pack");
    CHECK(unpack(Bytes{1, 1, 2, 3, 4, 5, 6, 7}, 10).error().code == "bad_pack");
    auto const packed = pack(Bytes(500, 7));
    for (std::size_t cut = 0; cut < packed.size(); ++cut) CHECK_FALSE(unpack(ByteView(packed).first(cut), 500));
}
