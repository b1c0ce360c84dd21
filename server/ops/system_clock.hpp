#pragma once

#include "shared/base/clock.hpp"

namespace mingcha {

/// The machine's clocks. Any thread.
class SystemClock final : public Clock {
public:
    SystemClock();
    [[nodiscard]] Moment now() override;

private:
    std::uint32_t boot_;
};

}  // namespace mingcha
