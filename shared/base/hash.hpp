#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "shared/base/bytes.hpp"

namespace mingcha {

/// SHA-256 digest (FIPS 180-4).
using Hash = std::array<std::uint8_t, 32>;

[[nodiscard]] Hash sha256(ByteView data);
/// Of the parts one after the other.
[[nodiscard]] Hash sha256(std::initializer_list<ByteView> parts);
/// HMAC-SHA-256 (RFC 2104).
[[nodiscard]] Hash hmac_sha256(ByteView key, ByteView data);
/// HMAC-SHA-256 under one key for many short messages: the key is absorbed once.
class HmacKey {
public:
    explicit HmacKey(ByteView key);
    [[nodiscard]] Hash of(ByteView data) const;

private:
    using State = std::array<std::uint32_t, 28>;  // of SHA-256, after the padded key
    State inner_{}, outer_{};
};
/// `bytes` must be 32 long; anything else is a bug of the caller.
[[nodiscard]] Hash hash_from(ByteView bytes);

/// SHA-256 over a stream, e.g. a photo while it arrives.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(Sha256Stream&&) noexcept;
    Sha256Stream& operator=(Sha256Stream&&) noexcept;

    void update(ByteView data);
    /// Ends the stream; call once.
    [[nodiscard]] Hash finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mingcha
