#include "shared/evidence/merkle.hpp"

#include <catch2/catch.hpp>

#include "shared/base/random.hpp"
#include "shared/evidence/log_head.hpp"

using namespace mingcha;

namespace {
std::vector<Hash> some_leaves(std::size_t count) {
    SeededRandom random(count + 1);
    std::vector<Hash> out(count);
    for (auto& leaf : out) random.fill(leaf);
    return out;
}

/// RFC 6962 section 2.1 word for word, by recursion and with its own concatenation: no line shared with the code under test.
Hash naive_root(std::span<Hash const> leaves) {
    if (leaves.empty()) return sha256({});
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    auto const left = naive_root(leaves.first(k));
    auto const right = naive_root(leaves.subspan(k));
    Bytes input{1};
    input.insert(input.end(), left.begin(), left.end());
    input.insert(input.end(), right.begin(), right.end());
    return sha256(input);
}

Hash broken(Hash hash, std::size_t bit) {
    hash[bit / 8 % 32] ^= static_cast<std::uint8_t>(1u << bit % 8);
    return hash;
}
}  // namespace

TEST_CASE("leaves and nodes are hashed apart, the empty tree is the hash of nothing", "[evidence]") {
    CHECK(to_hex(merkle_root({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(leaf_hash({}) == sha256(Bytes{0}));
    CHECK(to_hex(leaf_hash({})) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    Hash const a{1}, b{2};
    CHECK_FALSE(node_hash(a, b) == node_hash(b, a));
    Bytes both(a.begin(), a.end());
    both.insert(both.end(), b.begin(), b.end());
    CHECK_FALSE(node_hash(a, b) == leaf_hash(both));
}

TEST_CASE("the tree's root is the one of RFC 6962 at every size", "[evidence][law]") {
    auto const leaves = some_leaves(200);
    MerkleFrontier grown;
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        auto const part = std::span(leaves).first(size);
        REQUIRE(merkle_root(part) == naive_root(part));
        REQUIRE(grown.root() == naive_root(part));
        REQUIRE(grown.size() == size);
        auto const kept = MerkleFrontier::decode(grown.encode());
        REQUIRE(kept);
        REQUIRE(kept->root() == grown.root());
        if (size < leaves.size()) grown.append(leaves[size]);
    }
}

TEST_CASE("a kept edge grows on as if it had never been kept", "[evidence]") {
    auto const leaves = some_leaves(77);
    MerkleFrontier grown;
    for (auto const& leaf : leaves) {
        grown = *MerkleFrontier::decode(grown.encode());
        grown.append(leaf);
    }
    CHECK(grown.root() == naive_root(leaves));
}

TEST_CASE("an edge of another length than its size says is refused", "[evidence]") {
    MerkleFrontier grown;
    for (auto const& leaf : some_leaves(13)) grown.append(leaf);
    auto bytes = grown.encode();
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        CHECK_FALSE(MerkleFrontier::decode(ByteView(bytes).first(cut)));
    bytes.push_back(0);
    CHECK(MerkleFrontier::decode(bytes).error().code == "bad_frontier");
    bytes.pop_back();
    bytes[0] = 15;
    CHECK(MerkleFrontier::decode(bytes).error().code == "bad_frontier");
}

TEST_CASE("a larger tree proves that it begins with the smaller one, and proves nothing else", "[evidence][law]") {
    auto const leaves = some_leaves(40);
    for (std::size_t size = 0; size <= leaves.size(); ++size)
        for (std::size_t old = 0; old <= size; ++old) {
            auto const now = std::span(leaves).first(size);
            auto const old_root = naive_root(now.first(old));
            auto const new_root = naive_root(now);
            auto proof = consistency_proof(now, old);
            REQUIRE(verify_consistency(old, old_root, size, new_root, proof));
            if (old == 0 || old == size) continue;
            REQUIRE_FALSE(verify_consistency(old, broken(old_root, old), size, new_root, proof));
            REQUIRE_FALSE(verify_consistency(old, old_root, size, broken(new_root, size), proof));
            REQUIRE_FALSE(verify_consistency(size, new_root, old, old_root, proof));
            for (auto& hash : proof) {
                hash = broken(hash, size);
                REQUIRE_FALSE(verify_consistency(old, old_root, size, new_root, proof));
                hash = broken(hash, size);
            }
            proof.push_back({});
            REQUIRE_FALSE(verify_consistency(old, old_root, size, new_root, proof));
            proof.resize(proof.size() - 2);
            REQUIRE_FALSE(verify_consistency(old, old_root, size, new_root, proof));
        }
}

TEST_CASE("trees of one size are the same tree, and a smaller one continues nothing", "[evidence]") {
    auto const leaves = some_leaves(2);
    Hash const root = naive_root(leaves), other = broken(root, 5), none = merkle_root({});
    CHECK(verify_consistency(2, root, 2, root, {}));
    CHECK_FALSE(verify_consistency(2, other, 2, root, {}));
    CHECK_FALSE(verify_consistency(2, root, 2, root, leaves));
    CHECK(verify_consistency(0, none, 2, root, {}));
    CHECK_FALSE(verify_consistency(0, none, 2, root, leaves));
    CHECK_FALSE(verify_consistency(0, other, 2, root, {}));
    Hash const forged[] = {root, other};  // by the path alone it would hold
    CHECK_FALSE(verify_consistency(3, root, 2, node_hash(root, other), forged));
    CHECK_FALSE(verify_consistency(3, root, 4, root, {}));
    CHECK(consistency_proof(leaves, 3).empty());
}

TEST_CASE("a head of another size than the proof's does not pass", "[evidence]") {
    auto const leaves = some_leaves(2);
    Hash const root = naive_root(leaves);
    CHECK(verify_consistency(1, leaves[0], 2, root, std::span(leaves).subspan(1)));
    CHECK_FALSE(verify_consistency(1, leaves[0], 3, root, std::span(leaves).subspan(1)));
    CHECK_FALSE(verify_consistency(1, leaves[0], 2, root, {}));
}

TEST_CASE("a log that was rewritten cannot prove that it continues the old one", "[evidence][law]") {
    auto const before = some_leaves(21);
    for (std::size_t changed = 0; changed < 13; ++changed) {
        auto after = before;
        after[changed] = broken(after[changed], changed);
        auto const proof = consistency_proof(after, 13);
        REQUIRE_FALSE(verify_consistency(13, naive_root(std::span(before).first(13)), 21, naive_root(after), proof));
    }
}

TEST_CASE("every leaf proves that it is in the tree, at its place and no other", "[evidence][law]") {
    auto const leaves = some_leaves(40);
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        auto const part = std::span(leaves).first(size);
        auto const root = naive_root(part);
        for (std::size_t index = 0; index < size; ++index) {
            auto proof = inclusion_proof(part, index);
            REQUIRE(verify_inclusion(part[index], index, size, root, proof));
            REQUIRE_FALSE(verify_inclusion(broken(part[index], index), index, size, root, proof));
            REQUIRE_FALSE(verify_inclusion(part[index], index, size, broken(root, 3), proof));
            REQUIRE_FALSE(verify_inclusion(part[index], size, size, root, proof));
            for (std::size_t other = 0; other < size; ++other)
                if (other != index) REQUIRE_FALSE(verify_inclusion(part[index], other, size, root, proof));
            for (auto& hash : proof) {
                hash = broken(hash, index);
                REQUIRE_FALSE(verify_inclusion(part[index], index, size, root, proof));
                hash = broken(hash, index);
            }
            proof.push_back({});
            REQUIRE_FALSE(verify_inclusion(part[index], index, size, root, proof));
            proof.pop_back();
            if (proof.empty()) continue;
            proof.pop_back();
            REQUIRE_FALSE(verify_inclusion(part[index], index, size, root, proof));
        }
    }
    CHECK(inclusion_proof(leaves, leaves.size()).empty());
}

TEST_CASE("a tile is the root of its leaves, and is told by the leaf that fills it", "[evidence][law]") {
    std::size_t const count = 65'536 + 700;
    auto const leaves = some_leaves(count);
    MerkleFrontier log;
    std::vector<MerkleTile> full;
    std::size_t seen = 0;
    for (std::size_t size = 1; size <= count; ++size) {
        log.append(leaves[size - 1], &full);
        if (size % 256 == 0)
            REQUIRE(full.at(seen++) ==
                    MerkleTile{1, size / 256 - 1, merkle_root(std::span(leaves).subspan(size - 256, 256))});
        if (size == 65'536) REQUIRE(full.at(seen++) == MerkleTile{2, 0, merkle_root(std::span(leaves).first(size))});
        REQUIRE(full.size() == seen);
    }
    CHECK(seen == 256 + 1 + 2);
}

TEST_CASE("a head is proven, is of a restored server, or contradicts what was seen", "[evidence]") {
    auto const leaves = some_leaves(9);
    Uuid const log_id{{1}};
    SeenTree const seen{log_id, 5, 4, merkle_root(std::span(leaves).first(4))};
    LogHead const head{log_id, 5, 9, merkle_root(leaves), 0, {}};
    auto const proof = consistency_proof(leaves, 4);
    CHECK(growth(seen, head, proof) == Growth::proven);
    auto other = seen;
    other.server_epoch = 4;  // it was restored, and yet holds what was seen
    CHECK(growth(other, head, proof) == Growth::proven);
    other.root = leaves[0];
    CHECK(growth(other, head, proof) == Growth::restored);
    other.server_epoch = 5;
    CHECK(growth(other, head, proof) == Growth::contradicted);
    CHECK(growth(seen, head, {}) == Growth::contradicted);
    other = seen;
    other.log_id = Uuid{{2}};
    CHECK(growth(other, head, proof) == Growth::contradicted);
    other = seen;
    other.size = 12;  // it has shrunk
    CHECK(growth(other, head, proof) == Growth::contradicted);
}

TEST_CASE("a head comes back from its bytes, is signed by its server alone, and a cut one is none", "[evidence]") {
    SeededRandom random(3);
    auto const key = SigningKey::generate(random), stranger = SigningKey::generate(random);
    LogHead head{Uuid{{7}}, 1'000'000, 300, some_leaves(1)[0], 1'796'000'000'000, {}};
    head.signature = key.sign(Label::head, head.body());
    auto const bytes = head.encode();
    CHECK(*LogHead::decode(bytes) == head);
    CHECK(verify_head(head, key.public_key()));
    CHECK_FALSE(verify_head(head, stranger.public_key()));
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) CHECK_FALSE(LogHead::decode(ByteView(bytes).first(cut)));
    auto longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(LogHead::decode(longer));
    for (auto* number : {&head.server_epoch, &head.size}) {
        ++*number;
        CHECK_FALSE(verify_head(head, key.public_key()));
        --*number;
    }
    ++head.server_ms;
    CHECK_FALSE(verify_head(head, key.public_key()));
}
