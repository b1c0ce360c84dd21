#pragma once

#include "shared/merge/record.hpp"

namespace mingcha {

/// A value that a later write of the same replica replaced before the batch was sealed: kept in the log, not in the record (DESIGN 3).
struct Superseded {
    std::uint16_t field = 0;
    Sibling write;
    friend bool operator==(Superseded const&, Superseded const&) = default;
};

/// One record's share of a batch: all or nothing. Values travel only for dots that are new in the batch; the others are named.
struct Delta {
    Record record;
    std::vector<Superseded> superseded;
    friend bool operator==(Delta const&, Delta const&) = default;
};

/// Canonical bytes of a record's state: what a store keeps in one packed row, what a page carries. Replicas, authors and boots are
/// listed once, sorted; siblings are sorted by dot; a vector entry is left out when it equals the highest surviving dot of its replica.
/// PROTOCOL.md has the layout to the byte.
[[nodiscard]] Bytes encode_record(Record const& record);
[[nodiscard]] Outcome<Record> decode_record(ByteView bytes);

/// Canonical bytes of a delta: what the Merkle leaf of a batch covers.
[[nodiscard]] Bytes encode_delta(Delta const& delta);
[[nodiscard]] Outcome<Delta> decode_delta(ByteView bytes);

}  // namespace mingcha
