#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "shared/base/bytes.hpp"

namespace mingcha {

/// Deterministic CBOR (RFC 8949 section 4.2.1), the subset that records and frames use: integers, byte and text strings, arrays,
/// maps, false, true, null; definite lengths, shortest integers. Map keys are the caller's to sort.
class CborWriter {
public:
    void integer(std::int64_t value);
    void bytes(ByteView value);
    void text(std::string_view value);
    void array(std::size_t size) { head(4, size); }
    void map(std::size_t pairs) { head(5, pairs); }
    void boolean(bool value) { out_.u8(value ? 0xF5 : 0xF4); }
    void null() { out_.u8(0xF6); }
    /// One encoded item made elsewhere.
    void item(ByteView encoded) { out_.raw(encoded); }

    [[nodiscard]] Bytes take() { return out_.take(); }

private:
    void head(std::uint8_t major, std::uint64_t argument);
    ByteWriter out_;
};

/// Reads that subset from bytes that may be hostile, and refuses every other form, so one value has one encoding.
/// Like ByteReader it fails once and for good; a typed read of another type is a failure.
class CborReader {
public:
    enum class Kind { integer, bytes, text, array, map, boolean, null, bad };

    explicit CborReader(ByteView in) : in_(in) {}

    /// What comes next, without taking it.
    [[nodiscard]] Kind peek() const;
    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] std::uint64_t unsigned_integer();
    [[nodiscard]] ByteView bytes();
    /// A byte string of exactly N bytes, as ids, hashes, keys and signatures are.
    template <typename Fixed>
    [[nodiscard]] Fixed fixed() {
        Fixed out{};
        auto const raw = bytes();
        if (raw.size() == out.size())
            std::copy(raw.begin(), raw.end(), out.begin());
        else
            in_.fail();
        return out;
    }
    [[nodiscard]] std::string_view text();
    /// How many items follow; never more than the input can hold.
    [[nodiscard]] std::size_t array();
    [[nodiscard]] std::size_t map();
    [[nodiscard]] bool boolean();
    void null();
    /// The encoded bytes of one whole item, nested at most `depth` deep.
    [[nodiscard]] ByteView item(int depth = 8);

    [[nodiscard]] bool ok() const { return in_.ok(); }
    [[nodiscard]] bool at_end() const { return in_.at_end(); }
    [[nodiscard]] bool done() const { return in_.ok() && in_.at_end(); }
    void fail() { in_.fail(); }

private:
    [[nodiscard]] std::uint64_t argument(std::uint8_t major);
    void skip(int depth);

    ByteReader in_;
};

}  // namespace mingcha
