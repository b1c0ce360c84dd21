#include "shared/evidence/merkle.hpp"

#include <algorithm>
#include <bit>

namespace mingcha {

namespace {
std::uint64_t left_size(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

/// SUBPROOF of RFC 6962 over the leaves [first, first + size): `whole` is true while the old tree is still the whole of the part looked at.
struct Subproof {
    RangeRoot const& root;
    std::vector<Hash> out{};

    void of(std::uint64_t first, std::uint64_t size, std::uint64_t old_size, bool whole) {
        if (old_size == size) {
            if (!whole) out.push_back(root(first, size));
            return;
        }
        std::uint64_t const split = left_size(size);
        if (old_size <= split) {
            of(first, split, old_size, whole);
            out.push_back(root(first + split, size - split));
        } else {
            of(first + split, size - split, old_size - split, false);
            out.push_back(root(first, split));
        }
    }
};
}  // namespace

Hash leaf_hash(ByteView data) {
    static constexpr std::uint8_t mark[] = {0};
    return sha256({mark, data});
}

Hash node_hash(Hash const& left, Hash const& right) {
    static constexpr std::uint8_t mark[] = {1};
    return sha256({mark, left, right});
}

Hash merkle_root(std::span<Hash const> leaves) {
    MerkleFrontier tree;
    for (auto const& leaf : leaves) tree.append(leaf);
    return tree.root();
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, RangeRoot const& root) {
    std::vector<Hash> out;
    if (index >= size) return out;
    for (std::uint64_t first = 0; size > 1;) {
        std::uint64_t const split = left_size(size);
        bool const is_left = index - first < split;
        out.push_back(is_left ? root(first + split, size - split) : root(first, split));
        if (!is_left) first += split;
        size = is_left ? split : size - split;
    }
    std::ranges::reverse(out);
    return out;
}

std::vector<Hash> inclusion_proof(std::span<Hash const> leaves, std::size_t index) {
    return inclusion_proof(index, leaves.size(), [leaves](std::uint64_t first, std::uint64_t count) {
        return merkle_root(leaves.subspan(first, count));
    });
}

bool verify_inclusion(Hash const& leaf, std::uint64_t index, std::uint64_t size, Hash const& root,
                      std::span<Hash const> proof) {
    if (index >= size) return false;
    Hash hash = leaf;
    std::uint64_t last = size - 1;
    for (auto const& beside : proof) {
        if (last == 0) return false;
        if (index % 2 == 1 || index == last) {
            hash = node_hash(beside, hash);
            while (index % 2 == 0) index /= 2, last /= 2;  // not 0: it would be `last`, and that is not
        } else {
            hash = node_hash(hash, beside);
        }
        index /= 2, last /= 2;
    }
    return last == 0 && hash == root;
}

std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t new_size, RangeRoot const& root) {
    Subproof proof{root};
    if (old_size > 0 && old_size < new_size) proof.of(0, new_size, old_size, true);
    return std::move(proof.out);
}

std::vector<Hash> consistency_proof(std::span<Hash const> leaves, std::size_t old_size) {
    return consistency_proof(old_size, leaves.size(), [leaves](std::uint64_t first, std::uint64_t count) {
        return merkle_root(leaves.subspan(first, count));
    });
}

bool verify_consistency(std::size_t old_size, Hash const& old_root, std::size_t new_size, Hash const& new_root,
                        std::span<Hash const> proof) {
    if (old_size > new_size) return false;
    if (old_size == new_size) return proof.empty() && old_root == new_root;
    if (old_size == 0) return proof.empty() && old_root == merkle_root({});
    std::size_t node = old_size - 1;
    std::size_t last = new_size - 1;
    while (node % 2 == 1) node /= 2, last /= 2;
    auto next = proof.begin();
    if (next == proof.end()) return false;  // the larger tree has at least one hash more
    Hash old_hash = node != 0 ? *next++ : old_root;
    Hash new_hash = old_hash;
    for (; next != proof.end(); ++next) {
        if (last == 0) return false;
        if (node % 2 == 1 || node == last) {
            old_hash = node_hash(*next, old_hash);
            new_hash = node_hash(*next, new_hash);
            while (node % 2 == 0) node /= 2, last /= 2;  // not 0, as above
        } else {
            new_hash = node_hash(new_hash, *next);
        }
        node /= 2, last /= 2;
    }
    return last == 0 && old_hash == old_root && new_hash == new_root;
}

Outcome<MerkleFrontier> MerkleFrontier::decode(ByteView bytes) {
    ByteReader in(bytes);
    MerkleFrontier out;
    out.size_ = in.varint();
    for (int left = std::popcount(out.size_); left > 0 && in.ok(); --left) {
        auto const raw = in.raw(32);
        if (in.ok()) out.edge_.push_back(hash_from(raw));
    }
    if (!in.ok() || !in.at_end()) return Error{"bad_frontier", "not the edge of a Merkle tree"};
    return out;
}

Bytes MerkleFrontier::encode() const {
    ByteWriter out;
    out.varint(size_);
    for (auto const& hash : edge_) out.raw(hash);
    return out.take();
}

void MerkleFrontier::append(Hash const& leaf, std::vector<MerkleTile>* full) {
    edge_.push_back(leaf);
    unsigned height = 0;
    for (std::uint64_t size = size_++; size % 2 == 1; size /= 2) {
        Hash const right = edge_.back();
        edge_.pop_back();
        edge_.back() = node_hash(edge_.back(), right);
        ++height;
        if (full && height % tile_height == 0) full->push_back({height / tile_height, size / 2, edge_.back()});
    }
}

Hash MerkleFrontier::root() const {
    if (edge_.empty()) return sha256({});
    Hash root = edge_.back();
    for (auto left = edge_.rbegin() + 1; left != edge_.rend(); ++left) root = node_hash(*left, root);
    return root;
}

}  // namespace mingcha
