#include "shared/evidence/receipt.hpp"

#include <algorithm>

namespace mingcha {

namespace {
bool continues(DeltaVerdict const& first, DeltaVerdict const& next, std::uint64_t length) {
    if (first.standing != next.standing || first.code != next.code) return false;
    return first.standing != Standing::joined || next.seq == first.seq + length;
}
}  // namespace

Bytes encode_verdicts(std::vector<DeltaVerdict> const& verdicts) {
    ByteWriter out;
    for (std::size_t i = 0; i < verdicts.size();) {
        std::size_t end = i + 1;
        while (end < verdicts.size() && continues(verdicts[i], verdicts[end], end - i)) ++end;
        out.u8(static_cast<std::uint8_t>(verdicts[i].standing));
        out.varint(end - i);
        if (verdicts[i].standing == Standing::joined)
            out.varint(verdicts[i].seq);
        else
            out.text(verdicts[i].code);
        i = end;
    }
    return out.take();
}

Outcome<std::vector<DeltaVerdict>> decode_verdicts(ByteView bytes, std::size_t count_max) {
    ByteReader in(bytes);
    std::vector<DeltaVerdict> out;
    while (!in.at_end()) {  // after a failure it is
        std::uint8_t const standing = in.u8();
        std::uint64_t const length = in.varint();
        if (standing > 3 || length == 0 || length > count_max - out.size()) in.fail();
        DeltaVerdict verdict{static_cast<Standing>(standing), 0, {}};
        if (verdict.standing == Standing::joined)
            verdict.seq = in.varint();
        else
            verdict.code = in.text();
        for (std::uint64_t k = 0; in.ok() && k < length; ++k) {
            out.push_back(verdict);
            if (verdict.standing == Standing::joined) ++verdict.seq;
        }
    }
    if (!in.ok()) return Error{"bad_ack", "not a list of verdicts"};
    return out;
}

Bytes Receipt::body() const {
    ByteWriter out;
    out.raw(log_id.view());
    out.varint(server_epoch);
    out.varint(index);
    out.raw(device.view());
    out.varint(device_epoch);
    out.varint(n);
    out.raw(batch);
    out.raw(verdicts);
    out.svarint(server_ms);
    out.varint(tree_size);
    out.raw(tree_root);
    return out.take();
}

Bytes Receipt::encode() const {
    Bytes out = body();
    out.insert(out.end(), signature.begin(), signature.end());
    return out;
}

Outcome<Receipt> Receipt::decode(ByteView bytes) {
    ByteReader in(bytes);
    auto const fill = [&](auto& target) { std::ranges::copy(in.raw(target.size()), target.begin()); };
    Receipt out;
    fill(out.log_id.bytes);
    out.server_epoch = in.varint();
    out.index = in.varint();
    fill(out.device.bytes);
    out.device_epoch = in.varint();
    out.n = in.varint();
    fill(out.batch);
    fill(out.verdicts);
    out.server_ms = in.svarint();
    out.tree_size = in.varint();
    fill(out.tree_root);
    fill(out.signature);
    if (!in.ok() || !in.at_end()) return Error{"bad_receipt", "not a receipt"};
    return out;
}

Hash Receipt::hash() const {
    return sha256(encode());
}

bool verify_receipt(Receipt const& receipt, PublicKey const& server_identity) {
    return verify(server_identity, Label::receipt, receipt.body(), receipt.signature);
}

}  // namespace mingcha
