// Frames and batch bodies from hostile bytes: whatever decodes must encode to bytes that decode to the same again.
// The first byte chooses: even = a frame, odd = the body of a batch. Seeds: tests/fuzz/corpus/frame, made by mc_frame_seeds.

#include <cstdlib>

#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

using namespace mingcha;

namespace {
void require(bool holds) {
    if (!holds) std::abort();
}

void try_frame(ByteView bytes) {
    auto const frame = decode_frame(bytes);
    if (!frame) return require(!frame.error().code.empty());
    auto const again = decode_frame(encode_frame(*frame));
    // Frames without columns have one encoding; columns that come from elsewhere may pack worse than ours, never to more writes.
    require(static_cast<bool>(again));
    require(*again == *frame);
    if (auto const* ack = std::get_if<Ack>(&*frame)) {
        auto const verdicts = decode_verdicts(ack->verdicts, limits::batch_deltas_max);
        if (verdicts) require(*decode_verdicts(encode_verdicts(*verdicts), verdicts->size()) == *verdicts);
    }
    if (auto const* push = std::get_if<Push>(&*frame)) (void)Receipt::decode(push->old_receipt);
}

void try_body(ByteView bytes) {
    auto const body = decode_body(bytes);
    if (!body) return require(!body.error().code.empty());
    auto const again = decode_body(encode_body(*body));
    require(static_cast<bool>(again));
    require(*again == *body);
    for (auto const& delta : body->deltas) {
        auto const canonical = decode_delta(encode_delta(delta));
        require(static_cast<bool>(canonical));
        require(*canonical == delta);
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    ByteView const rest(data + 1, size - 1);
    if (data[0] % 2 == 0)
        try_frame(rest);
    else
        try_body(rest);
    return 0;
}
