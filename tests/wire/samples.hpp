#pragma once

#include <vector>

#include "shared/wire/frames.hpp"

/// Random things that the codecs must carry, from a seed that the test prints.
namespace mingcha::samples {

/// Every shape that a delta may have: known and unknown types and fields, derived, foreign and head ids, superseded and
/// named-only writes, several authors and boots, extreme counters and times, texts that are not UTF-8.
[[nodiscard]] Delta delta(SeededRandom& random);
[[nodiscard]] std::vector<Delta> deltas(SeededRandom& random, std::size_t count_max);

/// A frame of any type; the i-th of thirteen when `type` (1 … 13) says so.
[[nodiscard]] Frame frame(SeededRandom& random, std::uint64_t type);
inline constexpr std::uint64_t frame_types = 13;

}  // namespace mingcha::samples
