#pragma once

#include <QVariantList>

#include "client/viewmodels/checkin_drafts.hpp"
#include "client/viewmodels/controller.hpp"

/// What may be chosen at check-in, as the page shows it; `unit` is null when the school is not known.
namespace mingcha::checkin {

[[nodiscard]] QVariantList kinds(CheckinDraft const& draft);
/// The list that is chosen, or fits best; null when there is none for this kind of unit.
[[nodiscard]] Record const* list(Context const& context, CheckinDraft const& draft, Record const* unit);
[[nodiscard]] QString list_text(Context const& context, Record const* list);
[[nodiscard]] QVariantList lists(Context const& context, Record const* unit, Record const* chosen);
[[nodiscard]] QVariantList companions(Context const& context, CheckinDraft const& draft);
[[nodiscard]] QVariantList colleagues(Context const& context, CheckinDraft const& draft);

[[nodiscard]] QVariantList place_reasons(CheckinDraft const& draft);
[[nodiscard]] QVariantList plaque_reasons(CheckinDraft const& draft);
[[nodiscard]] QVariantList unplanned_reasons(CheckinDraft const& draft);
[[nodiscard]] QVariantList limit_reasons(CheckinDraft const& draft);
/// Why there is no photo of the gate at which she was turned away (VT06).
[[nodiscard]] QVariantList gate_reasons(CheckinDraft const& draft);

}  // namespace mingcha::checkin
