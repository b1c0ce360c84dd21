#pragma once

#include "client/viewmodels/context.hpp"
#include "client/viewmodels/store.hpp"
#include "shared/rules/case_file.hpp"

namespace mingcha {

/// Whether a visit in this state ended without feedback: turned away at the gate (VT06) or broken off (VT08). It is submitted from the
/// wrap-up, since nobody of the school signs it.
[[nodiscard]] constexpr bool ended_early(State state) {
    return state == State::refused || state == State::broken_off;
}

/// "中止·" and why, or who turned her away and what was said, as the step has it; empty for any other visit, submitted or not.
[[nodiscard]] QString early_end_text(CaseFile const& file);

/// The step VT14 of the open visit, sealed. Photos that this tablet does not know to be received stand in it: it submits, they follow.
[[nodiscard]] WriteJob submission(Context& context);

/// Opens every finding of the open visit that is whole and not opened yet (FT01, then FT02 or FT03), each a durable write of its own.
void open_findings(Context& context);

}  // namespace mingcha
