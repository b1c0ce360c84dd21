#pragma once

#include <cstdint>

namespace mingcha {

/// One reading of a device's clocks. `time_ms` is Unix milliseconds and may be wrong or jump; `monotonic_ms` counts up
/// within one `boot` (a random number drawn at each start of the program).
struct Moment {
    std::int64_t time_ms = 0;
    std::int64_t monotonic_ms = 0;
    std::uint32_t boot = 0;
    friend bool operator==(Moment const&, Moment const&) = default;
};

/// Nothing in shared/ reads a clock: it is handed one of these.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Moment now() = 0;
};

/// A clock that moves only when told to.
class FakeClock final : public Clock {
public:
    explicit FakeClock(std::int64_t time_ms = 1'760'000'000'000, std::uint32_t boot = 1) : moment_{time_ms, 0, boot} {}
    [[nodiscard]] Moment now() override { return moment_; }
    void advance(std::int64_t ms) {
        moment_.time_ms += ms;
        moment_.monotonic_ms += ms;
    }
    void set_time(std::int64_t time_ms) { moment_.time_ms = time_ms; }

private:
    Moment moment_;
};

}  // namespace mingcha
