// libFuzzer entry for packed records and deltas: ./dev fuzz record [seconds]
//
// Whatever decodes must encode to the very bytes it came from (one state, one encoding: the Merkle leaf of a delta is the hash of its
// bytes), and be a state that the merge can work on: the vector covers every sibling, and joining it with itself changes nothing.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "shared/merge/record_codec.hpp"

using namespace mingcha;

namespace {
void check_state(Record const& record) {
    MC_CHECK(join(record, record) == record);
    (void)is_withdrawn(record);
    (void)conflicts(record);
    for (auto const& [number, field] : record.fields) {
        for (auto const& sibling : field.siblings) MC_CHECK(field.vector.covers(sibling.dot));
        auto const applied = apply(FieldState{}, field);
        MC_CHECK(applied.vector == field.vector);
        MC_CHECK(std::ranges::none_of(applied.siblings, &Sibling::is_named_only));
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    ByteView const bytes(data, size);
    if (auto const record = decode_record(bytes)) {
        MC_CHECK(equal(encode_record(*record), bytes));
        check_state(*record);
    }
    if (auto const delta = decode_delta(bytes)) {
        MC_CHECK(equal(encode_delta(*delta), bytes));
        check_state(delta->record);
    }
    return 0;
}
