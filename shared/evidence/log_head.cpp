#include "shared/evidence/log_head.hpp"

#include <algorithm>

#include "shared/evidence/merkle.hpp"

namespace mingcha {

Bytes LogHead::body() const {
    ByteWriter out;
    out.raw(log_id.view());
    out.varint(server_epoch);
    out.varint(size);
    out.raw(root);
    out.svarint(server_ms);
    return out.take();
}

Bytes LogHead::encode() const {
    Bytes out = body();
    out.insert(out.end(), signature.begin(), signature.end());
    return out;
}

Outcome<LogHead> LogHead::decode(ByteView bytes) {
    ByteReader in(bytes);
    auto const fill = [&](auto& target) { std::ranges::copy(in.raw(target.size()), target.begin()); };
    LogHead out;
    fill(out.log_id.bytes);
    out.server_epoch = in.varint();
    out.size = in.varint();
    fill(out.root);
    out.server_ms = in.svarint();
    fill(out.signature);
    if (!in.ok() || !in.at_end()) return Error{"bad_head", "not the head of a log"};
    return out;
}

bool verify_head(LogHead const& head, PublicKey const& server_identity) {
    return verify(server_identity, Label::head, head.body(), head.signature);
}

Growth growth(SeenTree const& seen, LogHead const& head, std::span<Hash const> proof) {
    if (seen.log_id != head.log_id) return Growth::contradicted;
    if (verify_consistency(seen.size, seen.root, head.size, head.root, proof)) return Growth::proven;
    return seen.server_epoch != head.server_epoch ? Growth::restored : Growth::contradicted;
}

}  // namespace mingcha
