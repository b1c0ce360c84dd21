#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/outcome.hpp"

namespace mingcha {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<std::uint8_t const>;

[[nodiscard]] inline ByteView view(std::string_view text) {
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}
[[nodiscard]] bool equal(ByteView a, ByteView b);

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(ByteView bytes);
/// Accepts both cases; an odd length or another character is `bad_hex`.
[[nodiscard]] Outcome<Bytes> from_hex(std::string_view text);

/// True iff `text` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
[[nodiscard]] bool is_utf8(std::string_view text);

/// Appends to a byte string. Integers are LEB128 varints unless the name says a width; widths are big-endian.
class ByteWriter {
public:
    ByteWriter() = default;
    /// `expected`: bytes to make room for at once; more is fine.
    explicit ByteWriter(std::size_t expected) { out_.reserve(expected); }

    void u8(std::uint8_t value) { out_.push_back(value); }
    void u64_be(std::uint64_t value);
    void varint(std::uint64_t value);
    /// Zigzag, so that small negative numbers stay short.
    void svarint(std::int64_t value);
    void raw(ByteView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
    /// Length as a varint, then the bytes.
    void blob(ByteView bytes);
    void text(std::string_view text) { blob(view(text)); }

    [[nodiscard]] Bytes const& bytes() const& { return out_; }
    [[nodiscard]] Bytes take() { return std::move(out_); }
    [[nodiscard]] std::size_t size() const { return out_.size(); }

private:
    Bytes out_;
};

/// Reads what ByteWriter wrote, from bytes that may be hostile. After the first failure `ok()` is false for good and
/// every further read answers zero or empty, so a decoder may read a whole structure and check once at its end.
/// Views point into the input, which must outlive them. Varints must be in shortest form (one value, one encoding).
class ByteReader {
public:
    explicit ByteReader(ByteView in) : in_(in) {}

    [[nodiscard]] std::uint8_t u8();
    [[nodiscard]] std::uint64_t u64_be();
    [[nodiscard]] std::uint64_t varint();
    [[nodiscard]] std::int64_t svarint();
    [[nodiscard]] ByteView raw(std::size_t size);
    [[nodiscard]] ByteView blob();
    /// Must be UTF-8.
    [[nodiscard]] std::string_view text();
    /// A varint that counts things of at least `bytes_each` bytes still to come: fails where the input cannot hold them,
    /// so nothing is allocated for a lie.
    [[nodiscard]] std::size_t count(std::size_t bytes_each = 1);

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return pos_ == in_.size(); }
    [[nodiscard]] std::size_t left() const { return in_.size() - pos_; }
    [[nodiscard]] std::size_t position() const { return pos_; }
    void fail() {
        ok_ = false;
        pos_ = in_.size();
    }

private:
    ByteView in_;
    std::size_t pos_ = 0;
    bool ok_ = true;
};

}  // namespace mingcha
