#include "client/platform/device_clock.hpp"

namespace mingcha {

DeviceClock::DeviceClock(Random& random)
    : started_(std::chrono::steady_clock::now()), boot_(static_cast<std::uint32_t>(random.u64())) {}

Moment DeviceClock::now() {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    auto const wall = duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    auto const steady = duration_cast<milliseconds>(std::chrono::steady_clock::now() - started_).count();
    return {wall, steady, boot_};
}

}  // namespace mingcha
