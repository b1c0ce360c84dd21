#pragma once

#include <functional>
#include <span>
#include <vector>

#include "shared/base/hash.hpp"

namespace mingcha {

/// Merkle tree of RFC 6962 section 2: leaf = SHA-256(0 ‖ data), node = SHA-256(1 ‖ left ‖ right), the left part the largest power of
/// two below the size. The empty tree's root is SHA-256 of nothing.
[[nodiscard]] Hash leaf_hash(ByteView data);
[[nodiscard]] Hash node_hash(Hash const& left, Hash const& right);
[[nodiscard]] Hash merkle_root(std::span<Hash const> leaves);

/// Root over the leaves [first, first + count) of a tree; count > 0.
using RangeRoot = std::function<Hash(std::uint64_t first, std::uint64_t count)>;

/// Proof that leaf `index` is in the tree over all of `leaves` (RFC 6962 section 2.1.1): the hashes beside its path, lowest first. So
/// one delta of a batch is shown without its neighbours, or one entry of the log without the log. Empty when `index` is outside.
[[nodiscard]] std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, RangeRoot const& root);
[[nodiscard]] std::vector<Hash> inclusion_proof(std::span<Hash const> leaves, std::size_t index);
[[nodiscard]] bool verify_inclusion(Hash const& leaf, std::uint64_t index, std::uint64_t size, Hash const& root,
                                    std::span<Hash const> proof);

/// Proof that the tree of the first `old_size` leaves is a prefix of that of the first `new_size` (RFC 6962 section 2.1.2). Empty for the
/// empty tree, for the same one and for an `old_size` above `new_size`.
[[nodiscard]] std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                                  RangeRoot const& root);
[[nodiscard]] std::vector<Hash> consistency_proof(std::span<Hash const> leaves, std::size_t old_size);
[[nodiscard]] bool verify_consistency(std::size_t old_size, Hash const& old_root, std::size_t new_size,
                                      Hash const& new_root, std::span<Hash const> proof);

/// A full subtree of 256^level leaves, level ≥ 1, the `index`-th of its size: who keeps these proves anything about a log from a few
/// hundred hashes, whatever its size.
struct MerkleTile {
    unsigned level = 1;
    std::uint64_t index = 0;
    Hash root{};
    friend bool operator==(MerkleTile const&, MerkleTile const&) = default;
};
inline constexpr unsigned tile_height = 8;  ///< levels of the tree from one level of tiles to the next

/// The right edge of a growing tree: appends and knows the root in O(log n), which is all that a writer of the log needs to keep.
class MerkleFrontier {
public:
    MerkleFrontier() = default;
    /// From `encode()`; an edge that cannot be one is `bad_frontier`.
    [[nodiscard]] static Outcome<MerkleFrontier> decode(ByteView bytes);
    [[nodiscard]] Bytes encode() const;

    void append(Hash const& leaf) { append(leaf, nullptr); }
    /// The tiles that this leaf makes full are added to `full`, lowest first.
    void append(Hash const& leaf, std::vector<MerkleTile>* full);
    [[nodiscard]] Hash root() const;
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> edge_;  // roots of the full subtrees, largest first: one for each bit of size_
};

}  // namespace mingcha
