#pragma once

#include "shared/evidence/batch.hpp"
#include "shared/evidence/log_head.hpp"
#include "shared/evidence/receipt.hpp"

namespace mingcha {

/// One delta of a batch, shown without its neighbours: its salt, and the hashes beside its path in the batch's tree, lowest first.
struct DisclosedDelta {
    std::uint64_t index = 0;
    Hash salt{};
    Bytes canonical;  ///< encode_delta
    std::vector<Hash> path;
};

/// A device's batch of which some deltas are shown (DESIGN section 7: "one visit can be disclosed without its neighbours"). What is not shown is
/// hidden by salts: neither read nor guessed.
struct DisclosedBatch {
    BatchHeader header;
    Signature signature{};
    PublicKey device_key{};
    Bytes verdicts;  ///< of the whole batch: how the server answered each delta, no content
    Receipt receipt;
    std::vector<Hash> path;  ///< beside the batch's leaf in the log, lowest first
    std::vector<DisclosedDelta> deltas;
};

/// Why this is no proof that the device's key sealed these deltas, and that the server had them before it signed `head`; empty when it is. The
/// device's key is the server's word: its receipt vouches for the batch, this for nothing else.
[[nodiscard]] std::string fault_of(DisclosedBatch const& shown, LogHead const& head, PublicKey const& server_identity);

/// Whether these writes of the server's own (its rulings, encode_columns) are an entry of the log under `head`.
[[nodiscard]] bool has_office_writes(LogHead const& head, std::uint64_t index, ByteView packed,
                                     std::span<Hash const> path);

/// Whether a photo's arrival is an entry of the log under `head`.
[[nodiscard]] bool has_arrival(LogHead const& head, std::uint64_t index, Hash const& sha256, std::uint64_t size,
                               std::int64_t server_ms, std::span<Hash const> path);

}  // namespace mingcha
