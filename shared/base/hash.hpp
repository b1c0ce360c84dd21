#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "shared/base/bytes.hpp"

namespace mingcha {

/// SHA-256 digest (FIPS 180-4).
using Hash = std::array<std::uint8_t, 32>;

[[nodiscard]] Hash sha256(ByteView data);
/// HMAC-SHA-256 (RFC 2104).
[[nodiscard]] Hash hmac_sha256(ByteView key, ByteView data);
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
