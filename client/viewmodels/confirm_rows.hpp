#pragma once

#include <QVariantMap>

#include "client/viewmodels/confirmation_draft.hpp"
#include "client/viewmodels/context.hpp"

namespace mingcha {

/// The visit's findings as the school reads them on the confirm page, with what it has said to each so far (ConfirmFindingsModel).
[[nodiscard]] QList<QVariantMap> confirm_rows(Context const& context, ConfirmationDraft const& draft);

}  // namespace mingcha
