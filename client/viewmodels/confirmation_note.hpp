#pragma once

#include <QJsonObject>

#include "client/viewmodels/confirmation_draft.hpp"
#include "client/viewmodels/store.hpp"

namespace mingcha {

/// What the school has entered on the confirm page and not yet signed stays on the tablet, so that a power cut takes none of it: one
/// note, of the visit and feedback that were last in its hands. The code is not kept: it is given anew. A signature, typed or drawn, is
/// kept with its time; without one it is no signature.
struct ConfirmationSubject {
    Uuid visit, feedback;
};
[[nodiscard]] QJsonObject confirmation_note(ConfirmationSubject const& of, ConfirmationDraft const& draft,
                                            QString const& unsigned_reason);
/// The draft of this visit, with the chip chosen for an unsigned feedback; nothing when the note is another visit's. Of an earlier
/// feedback the school's words stay, and nothing by which it agreed: choice, signature, witness (DOMAIN.md CF02: "n+1 asks again").
[[nodiscard]] std::optional<std::pair<ConfirmationDraft, QString>> read_confirmation_note(
    QJsonObject const& note, ConfirmationSubject const& of);
void keep_confirmation(Store& store, ConfirmationSubject const& of, ConfirmationDraft const& draft,
                       QString const& unsigned_reason);
[[nodiscard]] std::optional<std::pair<ConfirmationDraft, QString>> kept_confirmation(Store const& store,
                                                                                     ConfirmationSubject const& of);
void drop_confirmation(Store& store);

}  // namespace mingcha
