#include "shared/base/cbor.hpp"

namespace mingcha {

void CborWriter::head(std::uint8_t major, std::uint64_t argument) {
    auto const type = static_cast<std::uint8_t>(major << 5);
    auto const byte = [&](int shift) { out_.u8(static_cast<std::uint8_t>(argument >> shift)); };
    if (argument < 24) {
        out_.u8(static_cast<std::uint8_t>(type | argument));
    } else if (argument <= 0xFF) {
        out_.u8(type | 24);
        byte(0);
    } else if (argument <= 0xFFFF) {
        out_.u8(type | 25);
        byte(8), byte(0);
    } else if (argument <= 0xFFFF'FFFF) {
        out_.u8(type | 26);
        byte(24), byte(16), byte(8), byte(0);
    } else {
        out_.u8(type | 27);
        out_.u64_be(argument);
    }
}

void CborWriter::integer(std::int64_t value) {
    if (value >= 0)
        head(0, static_cast<std::uint64_t>(value));
    else
        head(1, static_cast<std::uint64_t>(-(value + 1)));
}

void CborWriter::bytes(ByteView value) {
    head(2, value.size());
    out_.raw(value);
}

void CborWriter::text(std::string_view value) {
    head(3, value.size());
    out_.raw(view(value));
}

CborReader::Kind CborReader::peek() const {
    ByteReader ahead = in_;
    if (!ahead.ok() || ahead.at_end()) return Kind::bad;
    std::uint8_t const first = ahead.u8();
    switch (first >> 5) {
        case 0:
        case 1:
            return Kind::integer;
        case 2:
            return Kind::bytes;
        case 3:
            return Kind::text;
        case 4:
            return Kind::array;
        case 5:
            return Kind::map;
        default:
            break;
    }
    if (first == 0xF4 || first == 0xF5) return Kind::boolean;
    return first == 0xF6 ? Kind::null : Kind::bad;
}

std::uint64_t CborReader::argument(std::uint8_t major) {
    std::uint8_t const first = in_.u8();
    std::uint8_t const info = first & 31;
    if (first >> 5 != major || info > 27) {
        in_.fail();
        return 0;
    }
    if (info < 24) return info;
    std::uint64_t value = 0;
    for (auto const byte : in_.raw(std::size_t{1} << (info - 24))) value = value << 8 | byte;
    static constexpr std::uint64_t least[] = {24, 0x100, 0x1'0000, 0x1'0000'0000};
    if (value < least[info - 24]) in_.fail();  // not the shortest form
    return value;
}

std::int64_t CborReader::integer() {
    bool const negative = peek() == Kind::integer && [&] {
        ByteReader ahead = in_;
        return ahead.u8() >> 5 == 1;
    }();
    std::uint64_t const value = argument(negative ? 1 : 0);
    if (value > static_cast<std::uint64_t>(INT64_MAX)) {
        in_.fail();
        return 0;
    }
    return negative ? -static_cast<std::int64_t>(value) - 1 : static_cast<std::int64_t>(value);
}

std::uint64_t CborReader::unsigned_integer() {
    std::int64_t const value = integer();
    if (value < 0) in_.fail();
    return value < 0 ? 0 : static_cast<std::uint64_t>(value);
}

ByteView CborReader::bytes() {
    std::uint64_t const size = argument(2);
    if (size > in_.left()) {
        in_.fail();
        return {};
    }
    return in_.raw(static_cast<std::size_t>(size));
}

std::string_view CborReader::text() {
    std::uint64_t const size = argument(3);
    if (size > in_.left()) {
        in_.fail();
        return {};
    }
    auto const out = as_text(in_.raw(static_cast<std::size_t>(size)));
    if (!is_utf8(out)) {
        in_.fail();
        return {};
    }
    return out;
}

std::size_t CborReader::array() {
    std::uint64_t const size = argument(4);
    if (size > in_.left()) {
        in_.fail();
        return 0;
    }
    return static_cast<std::size_t>(size);
}

std::size_t CborReader::map() {
    std::uint64_t const pairs = argument(5);
    if (pairs > in_.left() / 2) {
        in_.fail();
        return 0;
    }
    return static_cast<std::size_t>(pairs);
}

bool CborReader::boolean() {
    std::uint8_t const value = in_.u8();
    if (value != 0xF4 && value != 0xF5) in_.fail();
    return value == 0xF5;
}

void CborReader::null() {
    if (in_.u8() != 0xF6) in_.fail();
}

void CborReader::skip(int depth) {
    if (depth < 0) in_.fail();
    switch (in_.ok() ? peek() : Kind::bad) {
        case Kind::integer:
            (void)integer();
            return;
        case Kind::bytes:
            (void)bytes();
            return;
        case Kind::text:
            (void)text();
            return;
        case Kind::boolean:
            (void)boolean();
            return;
        case Kind::null:
            null();
            return;
        case Kind::array:
            for (std::size_t left = array(); left > 0 && in_.ok(); --left) skip(depth - 1);
            return;
        case Kind::map:
            for (std::size_t left = map(); left > 0 && in_.ok(); --left) {
                skip(depth - 1);
                skip(depth - 1);
            }
            return;
        case Kind::bad:
            in_.fail();
            return;
    }
}

ByteView CborReader::item(int depth) {
    ByteReader from = in_;
    std::size_t const start = in_.position();
    skip(depth);
    if (!in_.ok()) return {};
    return from.raw(in_.position() - start);
}

}  // namespace mingcha
