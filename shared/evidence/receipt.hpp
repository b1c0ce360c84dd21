#pragma once

#include <string>
#include <vector>

#include "shared/base/ids.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// The server's answer for one delta of a batch (DESIGN 4.2). Never depends on workflow state.
enum class Standing : std::uint8_t { joined = 0, waiting = 1, held = 2, malformed = 3 };

struct DeltaVerdict {
    Standing standing = Standing::joined;
    std::uint64_t seq = 0;  ///< of the row version that it made; only with `joined`
    std::string code;       ///< why not; only with `held` and `malformed`
    friend bool operator==(DeltaVerdict const&, DeltaVerdict const&) = default;
};

/// Runs of equal verdicts with consecutive numbers cost a few bytes together.
[[nodiscard]] Bytes encode_verdicts(std::vector<DeltaVerdict> const& verdicts);
[[nodiscard]] Outcome<std::vector<DeltaVerdict>> decode_verdicts(ByteView bytes, std::size_t count_max);

/// Proof of arrival, signed by the server's identity and stored in the commit that stored the batch (DESIGN section 7 "Receipt").
struct Receipt {
    Uuid log_id;
    std::uint64_t server_epoch = 0;
    std::uint64_t index = 0;  ///< of the batch's leaf in the log
    Uuid device;
    std::uint64_t device_epoch = 0;
    std::uint64_t n = 0;
    Hash batch{};                ///< id of the batch
    Hash verdicts{};             ///< SHA-256 of the encoded verdicts
    std::int64_t server_ms = 0;  ///< Unix milliseconds
    std::uint64_t tree_size = 0;
    Hash tree_root{};
    Signature signature{};

    [[nodiscard]] Bytes body() const;    ///< what is signed
    [[nodiscard]] Bytes encode() const;  ///< body and signature
    [[nodiscard]] static Outcome<Receipt> decode(ByteView bytes);
    /// SHA-256 of `encode()`: what the next batch quotes.
    [[nodiscard]] Hash hash() const;
    friend bool operator==(Receipt const&, Receipt const&) = default;
};

[[nodiscard]] bool verify_receipt(Receipt const& receipt, PublicKey const& server_identity);

}  // namespace mingcha
