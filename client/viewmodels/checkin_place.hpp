#pragma once

#include <QString>

#include "client/platform/position.hpp"
#include "shared/merge/record.hpp"

/// How far the tablet is from the gate, as the page says it; `unit` is null when the school is not known.
namespace mingcha::checkin {

/// Metres; -1 = not known.
[[nodiscard]] double gate_distance_m(Position const& position, Record const* unit);
/// ok, far, wait (for a position) or none (this tablet has no positions).
[[nodiscard]] QString gate_state(Position const& position, Record const* unit);
[[nodiscard]] QString gate_text(Position const& position, Record const* unit);

}  // namespace mingcha::checkin
