#include "server/ops/system_clock.hpp"

#include <chrono>

#include "shared/base/suite.hpp"

namespace mingcha {

namespace {
template <typename C>
std::int64_t milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(C::now().time_since_epoch()).count();
}
}  // namespace

SystemClock::SystemClock() {
    SystemRandom random;
    boot_ = static_cast<std::uint32_t>(random.u64());
}

Moment SystemClock::now() {
    return {milliseconds<std::chrono::system_clock>(), milliseconds<std::chrono::steady_clock>(), boot_};
}

}  // namespace mingcha
