#include "shared/base/bytes.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace mingcha;

TEST_CASE("every integer comes back from its varint", "[base]") {
    for (std::int64_t const value :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, std::int64_t{63}, std::int64_t{-64},
          std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        ByteWriter out;
        out.svarint(value);
        out.varint(static_cast<std::uint64_t>(value));
        out.u64_be(static_cast<std::uint64_t>(value));
        ByteReader in(out.bytes());
        CHECK(in.svarint() == value);
        CHECK(in.varint() == static_cast<std::uint64_t>(value));
        CHECK(in.u64_be() == static_cast<std::uint64_t>(value));
        CHECK((in.ok() && in.at_end()));
    }
}

TEST_CASE("a varint has one form only", "[base]") {
    for (Bytes const& raw : {Bytes{0x80, 0x00}, Bytes{0xFF, 0x00}, Bytes{0x80}, Bytes(11, 0xFF)}) {
        ByteReader in(raw);
        (void)in.varint();
        CHECK_FALSE(in.ok());
    }
}

TEST_CASE("a reader that failed once stays failed and answers zero", "[base]") {
    Bytes const raw{5, 'a', 'b'};
    ByteReader in(raw);
    CHECK(in.blob().empty());
    CHECK_FALSE(in.ok());
    CHECK(in.u8() == 0);
    CHECK(in.varint() == 0);
    CHECK(in.count() == 0);
}

TEST_CASE("a count larger than the input is refused before anything is allocated", "[base]") {
    ByteWriter out;
    out.varint(1'000'000'000);
    ByteReader in(out.bytes());
    CHECK(in.count() == 0);
    CHECK_FALSE(in.ok());
}

TEST_CASE("only well-formed UTF-8 is text", "[base]") {
    CHECK(is_utf8("明察 a"));
    CHECK_FALSE(is_utf8("\xC0\xAF"));          // overlong
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    CHECK_FALSE(is_utf8("\xE6\x98"));          // cut
}

TEST_CASE("hexadecimal goes there and back, and says where it is wrong", "[base]") {
    CHECK(*from_hex(to_hex(Bytes{0, 127, 255})) == Bytes{0, 127, 255});
    CHECK(from_hex("0g").error().message.find('0') != std::string::npos);
    CHECK_FALSE(from_hex("abc"));
}
