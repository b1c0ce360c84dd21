#pragma once

#include <span>

#include "shared/base/ids.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// What the server's Merkle log was at a moment, signed by its identity under Label::head (DESIGN section 7). Two signed heads of one log and
/// epoch of which the smaller is no prefix of the larger prove to anybody that the log was rewritten.
struct LogHead {
    Uuid log_id;
    std::uint64_t server_epoch = 0;
    std::uint64_t size = 0;  ///< leaves
    Hash root{};
    std::int64_t server_ms = 0;  ///< Unix milliseconds
    Signature signature{};

    [[nodiscard]] Bytes body() const;    ///< what is signed
    [[nodiscard]] Bytes encode() const;  ///< body and signature
    /// `bad_head`.
    [[nodiscard]] static Outcome<LogHead> decode(ByteView bytes);
    friend bool operator==(LogHead const&, LogHead const&) = default;
};

[[nodiscard]] bool verify_head(LogHead const& head, PublicKey const& server_identity);

/// A tree of the log that somebody keeps: of a head, or of a receipt.
struct SeenTree {
    Uuid log_id;
    std::uint64_t server_epoch = 0;
    std::uint64_t size = 0;
    Hash root{};
    friend bool operator==(SeenTree const&, SeenTree const&) = default;
};
/// How a head stands to a tree seen before. `proven`: the log has grown by adding alone. `restored`: it has not, and the server says so
/// itself by a new epoch, as after a restore from a backup. `contradicted`: the log was rewritten, or is another one.
enum class Growth { proven, restored, contradicted };
/// `proof`: consistency_proof of the two. The head's signature is not asked here.
[[nodiscard]] Growth growth(SeenTree const& seen, LogHead const& head, std::span<Hash const> proof);

}  // namespace mingcha
