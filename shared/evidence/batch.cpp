#include "shared/evidence/batch.hpp"

#include <algorithm>

namespace mingcha {

Bytes BatchHeader::encode() const {
    ByteWriter out;
    out.raw(device.view());
    out.varint(epoch);
    out.varint(n);
    out.raw(previous);
    out.varint(quoted);
    out.raw(receipt);
    out.raw(author.view());
    out.raw(root);
    out.varint(count);
    return out.take();
}

Outcome<BatchHeader> BatchHeader::decode(ByteView bytes) {
    ByteReader in(bytes);
    auto const fill = [&](auto& target) { std::ranges::copy(in.raw(target.size()), target.begin()); };
    BatchHeader out;
    fill(out.device.bytes);
    out.epoch = in.varint();
    out.n = in.varint();
    fill(out.previous);
    out.quoted = in.varint();
    fill(out.receipt);
    fill(out.author.bytes);
    fill(out.root);
    out.count = in.varint();
    if (!in.ok() || !in.at_end()) return Error{"bad_batch", "not a batch header"};
    return out;
}

namespace {
Hash salt_of(HmacKey const& salts, std::uint64_t index) {
    std::array<std::uint8_t, 8> number;
    for (std::size_t i = 0; i < number.size(); ++i) number[i] = static_cast<std::uint8_t>(index >> (56 - 8 * i));
    return salts.of(number);
}

/// leaf_hash(salt ‖ delta), without putting the two together.
Hash salted_leaf(HmacKey const& salts, std::uint64_t index, ByteView canonical_delta) {
    static constexpr std::uint8_t mark[] = {0};
    return sha256({mark, salt_of(salts, index), canonical_delta});
}
}  // namespace

Hash delta_salt(Seed const& seed, std::uint64_t index) {
    return salt_of(HmacKey(seed), index);
}

Hash delta_leaf(Seed const& seed, std::uint64_t index, ByteView canonical_delta) {
    return salted_leaf(HmacKey(seed), index, canonical_delta);
}

Hash batch_root(Seed const& seed, std::span<Delta const> deltas) {
    HmacKey const salts(seed);
    MerkleFrontier tree;
    for (std::size_t i = 0; i < deltas.size(); ++i) tree.append(salted_leaf(salts, i, encode_delta(deltas[i])));
    return tree.root();
}

Hash SealedBatch::id() const {
    Bytes data = header.encode();
    data.insert(data.end(), signature.begin(), signature.end());
    return sha256(data);
}

Outcome<Unit> verify_batch(SealedBatch const& batch, Seed const& seed, std::span<Delta const> deltas,
                           PublicKey const& key) {
    std::string const place = "batch " + std::to_string(batch.header.n);
    if (batch.header.count != deltas.size() || deltas.empty())
        return Error{"bad_batch", place + ": count differs from its header"};
    if (batch_root(seed, deltas) != batch.header.root)
        return Error{"bad_batch", place + ": contents differ from the signed root"};
    if (!verify(key, Label::batch, batch.header.encode(), batch.signature))
        return Error{"bad_signature", place + ": not signed by this device"};
    return Unit{};
}

}  // namespace mingcha
