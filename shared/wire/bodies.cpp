#include "shared/wire/columns.hpp"
#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

Bytes hello_body(ByteView nonce, PublicKey const& server_identity, Uuid const& device, std::uint64_t device_epoch) {
    ByteWriter out;
    out.blob(nonce), out.raw(server_identity), out.raw(device.view()), out.varint(device_epoch);
    return out.take();
}

Bytes reenrol_body(Uuid const& device, std::uint64_t new_epoch, PublicKey const& new_key) {
    ByteWriter out;
    out.text("reenrol"), out.raw(device.view()), out.varint(new_epoch), out.raw(new_key);
    return out.take();
}

Bytes encode_body(BatchBody const& body) {
    ByteWriter out;
    out.raw(body.seed);
    out.raw(encode_columns(body.deltas));
    return out.take();
}

Outcome<BatchBody> decode_body(ByteView packed) {
    if (packed.size() < 33) return Error{"bad_batch", "body too short"};
    auto deltas = decode_columns(packed.subspan(32), limits::batch_deltas_max);
    if (!deltas) return deltas.error().with_context("batch body");
    return BatchBody{hash_from(packed.first(32)), *std::move(deltas)};
}

}  // namespace mingcha
