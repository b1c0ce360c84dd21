#pragma once

#include <chrono>

#include "shared/base/clock.hpp"
#include "shared/base/random.hpp"

namespace mingcha {

/// The device's own clocks: wall time as the person set it, a steady counter beside it, and a number drawn at each start, so that
/// stamps of one run can be ordered even when the wall clock jumps. Any thread.
class DeviceClock final : public Clock {
public:
    explicit DeviceClock(Random& random);
    [[nodiscard]] Moment now() override;

private:
    std::chrono::steady_clock::time_point started_;
    std::uint32_t boot_;
};

}  // namespace mingcha
