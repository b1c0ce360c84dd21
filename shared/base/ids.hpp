#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"

namespace mingcha {

/// 128-bit identifier (RFC 9562). Compares by bytes, so UUIDv7 ids sort by time of making.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
    [[nodiscard]] ByteView view() const { return bytes; }
    friend auto operator<=>(Uuid const&, Uuid const&) = default;

    /// 8-4-4-4-12 lower-case hexadecimal.
    [[nodiscard]] std::string to_string() const;
    [[nodiscard]] static Outcome<Uuid> parse(std::string_view text);
    /// `bytes` must be 16 long; anything else is a bug of the caller.
    [[nodiscard]] static Uuid from(ByteView bytes);
    /// RFC 9562 version 7: 48 bits of `time_ms` (Unix milliseconds), then random.
    [[nodiscard]] static Uuid v7(std::int64_t time_ms, Random& random);
    /// The id that two people who make the same thing both arrive at (DESIGN section 2): the first 8 bytes of `parent`, so that
    /// the record is stored near it, then 8 bytes of SHA-256(parent ‖ key), marked as UUIDv8.
    [[nodiscard]] static Uuid derived(Uuid const& parent, std::string_view key);
};

}  // namespace mingcha

template <>
struct std::hash<mingcha::Uuid> {
    std::size_t operator()(mingcha::Uuid const& id) const noexcept {
        std::uint64_t value = 0;  // the low half: random in v7, a hash in v8
        for (std::size_t i = 8; i < 16; ++i) value = value << 8 | id.bytes[i];
        return static_cast<std::size_t>(value ^ static_cast<std::uint64_t>(id.bytes[5]) << 56);
    }
};
