#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace mingcha {

/// What the sync sessions have done since the start; for /metrics. Any thread.
struct SyncCounts {
    using Count = std::atomic<std::uint64_t>;

    Count sessions{0};                                 ///< live now
    Count stored{0}, again{0}, refused{0}, closed{0};  ///< batches, by their answer
    std::array<Count, 4> deltas{};                     ///< by Standing
    Count pages{0}, rows{0};
    Count bytes_in{0}, bytes_out{0};  ///< of frames
};

}  // namespace mingcha
