#pragma once

#include "shared/base/ids.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// Proof that a photo's bytes have arrived and were verified, signed by the server's identity under a label of its own and stored in the
/// commit that put its leaf into the log (DESIGN sections 4.7 and 7).
struct BlobReceipt {
    Uuid log_id;
    std::uint64_t server_epoch = 0;
    std::uint64_t index = 0;      ///< of the photo's leaf in the log
    Hash sha256{};                ///< of the bytes
    std::uint64_t size = 0;       ///< bytes
    std::int64_t server_ms = 0;   ///< Unix milliseconds
    std::uint64_t tree_size = 0;  ///< of a head that has the leaf
    Hash tree_root{};
    Signature signature{};

    [[nodiscard]] Bytes body() const;    ///< what is signed
    [[nodiscard]] Bytes encode() const;  ///< body and signature
    /// `bad_receipt`.
    [[nodiscard]] static Outcome<BlobReceipt> decode(ByteView bytes);
    friend bool operator==(BlobReceipt const&, BlobReceipt const&) = default;
};

[[nodiscard]] bool verify_blob_receipt(BlobReceipt const& receipt, PublicKey const& server_identity);
/// Whether these bytes are this server's receipt for this photo.
[[nodiscard]] bool is_receipt_for(ByteView receipt, Hash const& sha256, std::uint64_t size,
                                  PublicKey const& server_identity);

/// The header of the answer that says a photo is here: the receipt in lower-case hexadecimal.
inline constexpr char const* blob_receipt_header = "Mingcha-Receipt";

}  // namespace mingcha
