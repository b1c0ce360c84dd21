#pragma once

#include <span>
#include <vector>

#include "shared/merge/record_codec.hpp"
#include "shared/wire/pack.hpp"

namespace mingcha {

/// Many deltas (or whole rows) as columns: what is alike stands together, numbers as differences from what they follow,
/// repeated ids, keys and short values as places in a table, ids that can be derived not at all; then four parts, each
/// packed on its own, because zstd shares one code table among all bytes of a block. docs/PROTOCOL.md has the layout to
/// the byte.
///
/// decode(encode(x)) == x for every x within limits.hpp whose vectors cover their own dots; order is kept.
[[nodiscard]] Bytes encode_columns(std::span<Delta const> deltas);
/// Hostile bytes fail as a whole: `bad_columns`, `bad_pack`, or `too_large` for more than `count_max` records,
/// limits::unpacked_bytes_max bytes or limits::columns_writes_max writes. Allocates no more than those allow.
[[nodiscard]] Outcome<std::vector<Delta>> decode_columns(ByteView bytes, std::size_t count_max);

}  // namespace mingcha
