#include "shared/base/bytes.hpp"

#include <algorithm>

namespace mingcha {

bool equal(ByteView a, ByteView b) {
    return std::ranges::equal(a, b);
}

std::string to_hex(ByteView bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

namespace {
int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}
}  // namespace

Outcome<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return Error{"bad_hex", "odd number of hexadecimal digits"};
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        int const high = nibble(text[i]);
        int const low = nibble(text[i + 1]);
        if (high < 0 || low < 0) return Error{"bad_hex", "not a hexadecimal digit at " + std::to_string(i)};
        out.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return out;
}

bool is_utf8(std::string_view text) {
    auto const in = view(text);
    for (std::size_t i = 0; i < in.size();) {
        std::uint8_t const lead = in[i];
        if (lead < 0x80) {
            ++i;
            continue;
        }
        std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || in.size() - i < length) return false;
        std::uint32_t point = lead & (0x7Fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            if ((in[i + k] & 0xC0) != 0x80) return false;
            point = point << 6 | (in[i + k] & 0x3Fu);
        }
        bool const overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
        i += length;
    }
    return true;
}

void ByteWriter::u64_be(std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) out_.push_back(static_cast<std::uint8_t>(value >> shift));
}

void ByteWriter::varint(std::uint64_t value) {
    while (value >= 0x80) {
        out_.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    out_.push_back(static_cast<std::uint8_t>(value));
}

void ByteWriter::svarint(std::int64_t value) {
    varint(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteWriter::blob(ByteView bytes) {
    varint(bytes.size());
    raw(bytes);
}

std::uint8_t ByteReader::u8() {
    if (pos_ >= in_.size()) {
        fail();
        return 0;
    }
    return in_[pos_++];
}

std::uint64_t ByteReader::u64_be() {
    auto const bytes = raw(8);
    std::uint64_t value = 0;
    for (auto const byte : bytes) value = value << 8 | byte;
    return value;
}

std::uint64_t ByteReader::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (pos_ >= in_.size()) break;
        std::uint8_t const byte = in_[pos_++];
        if (shift == 63 && byte > 1) break;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) {
            if (byte == 0 && shift > 0) break;  // not the shortest form
            return value;
        }
    }
    fail();
    return 0;
}

std::int64_t ByteReader::svarint() {
    std::uint64_t const value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

ByteView ByteReader::raw(std::size_t size) {
    if (size > left()) {
        fail();
        return {};
    }
    auto const out = in_.subspan(pos_, size);
    pos_ += size;
    return out;
}

ByteView ByteReader::blob() {
    std::uint64_t const size = varint();
    if (size > left()) {
        fail();
        return {};
    }
    return raw(static_cast<std::size_t>(size));
}

std::string_view ByteReader::text() {
    auto const out = as_text(blob());
    if (!is_utf8(out)) {
        fail();
        return {};
    }
    return out;
}

std::size_t ByteReader::count(std::size_t bytes_each) {
    std::uint64_t const n = varint();
    if (n > left() / bytes_each) {
        fail();
        return 0;
    }
    return static_cast<std::size_t>(n);
}

}  // namespace mingcha
