#pragma once

#include <span>
#include <vector>

#include "shared/base/suite.hpp"
#include "shared/evidence/merkle.hpp"
#include "shared/merge/record_codec.hpp"

namespace mingcha {

/// What a batch's signature covers (DESIGN sections 4 and 7). Batches of one device epoch form a chain: n from 0, each with the id of
/// the one before it. A batch never mixes authors.
struct BatchHeader {
    Uuid device;
    std::uint64_t epoch = 0;
    std::uint64_t n = 0;
    Hash previous{};  ///< id of batch n-1; zero for n = 0
    std::uint64_t quoted =
        0;  ///< 1 + n of the newest batch of this epoch whose receipt the tablet had when it sealed; 0 = none
    /// Hash of that receipt. With quoted = 0: of the newest receipt of an earlier epoch of this device, zero without one.
    Hash receipt{};
    Uuid author;
    Hash root{};              ///< Merkle root over the salted leaves of its deltas
    std::uint64_t count = 0;  ///< of deltas, at least 1

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] static Outcome<BatchHeader> decode(ByteView bytes);
    friend bool operator==(BatchHeader const&, BatchHeader const&) = default;
};

/// 32 random bytes a batch; salt i = HMAC-SHA-256(seed, i as 8 bytes).
using Seed = Hash;

[[nodiscard]] Hash delta_salt(Seed const& seed, std::uint64_t index);
/// Leaf i = SHA-256(0 ‖ salt_i ‖ canonical delta): one delta can be shown without its neighbours, or erased with its salt.
[[nodiscard]] Hash delta_leaf(Seed const& seed, std::uint64_t index, ByteView canonical_delta);
[[nodiscard]] Hash batch_root(Seed const& seed, std::span<Delta const> deltas);

/// A batch as it is kept and sent: byte for byte the same for ever. `body` = the deltas and the seed in the wire's columns.
struct SealedBatch {
    BatchHeader header;
    Signature signature{};
    Bytes body;

    /// SHA-256 over header and signature: the name under which the chain, the server and a re-enrolment know it.
    [[nodiscard]] Hash id() const;
    friend bool operator==(SealedBatch const&, SealedBatch const&) = default;
};

/// True iff the header carries `key`'s signature under the batch label, and its root and count are those of the deltas.
[[nodiscard]] Outcome<Unit> verify_batch(SealedBatch const& batch, Seed const& seed, std::span<Delta const> deltas,
                                         PublicKey const& key);

}  // namespace mingcha
