#include "shared/evidence/blob_receipt.hpp"

#include <algorithm>

namespace mingcha {

Bytes BlobReceipt::body() const {
    ByteWriter out;
    out.raw(log_id.view());
    out.varint(server_epoch);
    out.varint(index);
    out.raw(sha256);
    out.varint(size);
    out.svarint(server_ms);
    out.varint(tree_size);
    out.raw(tree_root);
    return out.take();
}

Bytes BlobReceipt::encode() const {
    Bytes out = body();
    out.insert(out.end(), signature.begin(), signature.end());
    return out;
}

Outcome<BlobReceipt> BlobReceipt::decode(ByteView bytes) {
    ByteReader in(bytes);
    auto const fill = [&](auto& target) { std::ranges::copy(in.raw(target.size()), target.begin()); };
    BlobReceipt out;
    fill(out.log_id.bytes);
    out.server_epoch = in.varint();
    out.index = in.varint();
    fill(out.sha256);
    out.size = in.varint();
    out.server_ms = in.svarint();
    out.tree_size = in.varint();
    fill(out.tree_root);
    fill(out.signature);
    if (!in.ok() || !in.at_end()) return Error{"bad_receipt", "not the receipt of a photo"};
    return out;
}

bool verify_blob_receipt(BlobReceipt const& receipt, PublicKey const& server_identity) {
    return verify(server_identity, Label::blob, receipt.body(), receipt.signature);
}

bool is_receipt_for(ByteView receipt, Hash const& sha256, std::uint64_t size, PublicKey const& server_identity) {
    auto const read = BlobReceipt::decode(receipt);
    return read && read->sha256 == sha256 && read->size == size && verify_blob_receipt(*read, server_identity);
}

}  // namespace mingcha
