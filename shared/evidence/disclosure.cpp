#include "shared/evidence/disclosure.hpp"

namespace mingcha {

namespace {
// Kinds of leaves (docs/PROTOCOL.md, "Log").
constexpr std::uint8_t device_batch = 1, server_batch = 2, photo = 3;

bool in_log(LogHead const& head, std::uint64_t index, Bytes const& data, std::span<Hash const> path) {
    return verify_inclusion(leaf_hash(data), index, head.size, head.root, path);
}

std::string fault_of(DisclosedBatch const& shown, DisclosedDelta const& delta) {
    std::string const place = "delta " + std::to_string(delta.index) + ": ";
    static constexpr std::uint8_t mark[] = {0};
    auto const leaf = sha256({mark, delta.salt, delta.canonical});
    if (!verify_inclusion(leaf, delta.index, shown.header.count, shown.header.root, delta.path))
        return place + "is not in the signed batch";
    return {};
}
}  // namespace

std::string fault_of(DisclosedBatch const& shown, LogHead const& head, PublicKey const& server_identity) {
    auto const& [header, receipt] = std::tie(shown.header, shown.receipt);
    if (!verify(shown.device_key, Label::batch, header.encode(), shown.signature)) return "not signed by this device";
    auto const id = SealedBatch{header, shown.signature, {}}.id();
    if (!verify_receipt(receipt, server_identity)) return "its receipt is not signed by this server";
    bool const is_of_it = receipt.batch == id && receipt.device == header.device &&
                          receipt.device_epoch == header.epoch && receipt.n == header.n &&
                          receipt.verdicts == sha256(shown.verdicts) && receipt.log_id == head.log_id;
    if (!is_of_it) return "its receipt is for something else";
    ByteWriter leaf;
    leaf.u8(device_batch), leaf.raw(id), leaf.raw(receipt.verdicts), leaf.svarint(receipt.server_ms);
    if (!in_log(head, receipt.index, leaf.bytes(), shown.path)) return "is not in the log under this head";
    for (auto const& delta : shown.deltas)
        if (auto fault = fault_of(shown, delta); !fault.empty()) return fault;
    return {};
}

bool has_office_writes(LogHead const& head, std::uint64_t index, ByteView packed, std::span<Hash const> path) {
    ByteWriter leaf;
    leaf.u8(server_batch), leaf.raw(sha256(packed));
    return in_log(head, index, leaf.bytes(), path);
}

bool has_arrival(LogHead const& head, std::uint64_t index, Hash const& sha256, std::uint64_t size,
                 std::int64_t server_ms, std::span<Hash const> path) {
    ByteWriter leaf;
    leaf.u8(photo), leaf.raw(sha256), leaf.varint(size), leaf.svarint(server_ms);
    return in_log(head, index, leaf.bytes(), path);
}

}  // namespace mingcha
