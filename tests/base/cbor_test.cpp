#include "shared/base/cbor.hpp"

#include <catch2/catch.hpp>

#include "shared/record/value.hpp"

using namespace mingcha;

namespace {
Value random_value(SeededRandom& random, int depth) {
    switch (random.below(depth > 0 ? 7 : 5)) {
        case 0:
            return {};
        case 1:
            return random.below(2) == 1;
        case 2:
            return static_cast<std::int64_t>(random.u64() >> random.below(64));
        case 3:
            return std::string(static_cast<std::size_t>(random.below(30)), 'x');
        case 4:
            return Bytes(static_cast<std::size_t>(random.below(30)), 7);
        case 5: {
            Value::List list;
            for (auto n = random.below(4); n > 0; --n) list.push_back(random_value(random, depth - 1));
            return list;
        }
        default: {
            Value::Map map;
            for (auto n = random.below(4); n > 0; --n)
                map.emplace(
                    std::string(static_cast<std::size_t>(random.below(5)), static_cast<char>('a' + random.below(26))),
                    random_value(random, depth - 1));
            return map;
        }
    }
}
}  // namespace

TEST_CASE("a value decodes to itself, and every cut or flipped copy is refused or is another value", "[record][law]") {
    std::uint64_t const seed = 20261123;
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 2000; ++i) {
        Value const value = random_value(random, 4);
        Bytes const bytes = value.encode();
        REQUIRE(*Value::decode(bytes) == value);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) REQUIRE_FALSE(Value::decode(ByteView(bytes).first(cut)));
        Bytes flipped = bytes;
        flipped[static_cast<std::size_t>(random.below(bytes.size()))] ^=
            static_cast<std::uint8_t>(1u << random.below(8));
        if (auto const other = Value::decode(flipped)) {
            REQUIRE_FALSE(*other == value);
            REQUIRE(other->encode() == flipped);
        }
    }
}

TEST_CASE("unsorted or doubled map keys and long integers are not canonical", "[record]") {
    CHECK_FALSE(Value::decode(Bytes{0xA2, 0x61, 'b', 0x01, 0x61, 'a', 0x02}));
    CHECK_FALSE(Value::decode(Bytes{0xA2, 0x61, 'a', 0x01, 0x61, 'a', 0x02}));
    CHECK_FALSE(Value::decode(Bytes{0x18, 0x05}));
    CHECK_FALSE(Value::decode(Bytes(20, 0x81)));  // nested too deep
    CHECK(Value::decode(Bytes{0x18, 0x18})->integer() == 24);
}

TEST_CASE("reading a value of another shape gives the empty one", "[record]") {
    Value const text("2.5");
    CHECK(text.integer(7) == 7);
    CHECK(text.list().empty());
    CHECK(text["x"].is_null());
    CHECK(text.decimal() == *Decimal::parse("2.5"));
    CHECK(Value(Uuid{}).id().is_nil());
}
