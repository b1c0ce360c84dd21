#pragma once

#include <QVariantMap>

#include "client/viewmodels/confirmation_draft.hpp"
#include "client/viewmodels/visit_view.hpp"

/// What the school reads while it holds the tablet.
namespace mingcha::confirm {

/// {level, word, text}: how the visit came out.
[[nodiscard]] QVariantMap result(Checklist const* list, Score const& score);
/// The second feedback and later: what it says otherwise than the one before.
[[nodiscard]] QString version(VisitView const& visit);
/// What the inspector wrote about the whole visit, which is signed too: {label, text} each; only what is written.
[[nodiscard]] QVariantList said(VisitView const& visit);
[[nodiscard]] QString facts(VisitView const& visit, RecordCache const& cache);
/// Points that the school does not agree with.
[[nodiscard]] int dissents(ConfirmationDraft const& draft);
[[nodiscard]] QVariantList choices(ConfirmationDraft const& draft);
[[nodiscard]] QString choice_note(ConfirmationDraft const& draft);
/// Why nobody signs.
[[nodiscard]] QVariantList reasons(QString const& chosen);

/// Who signs for the school: `role` is liaison or head. Empty when no name is known.
[[nodiscard]] QString signer_name(Record const* unit, RecordCache const& cache, std::string const& role);
[[nodiscard]] QString signer_text(Record const* unit, RecordCache const& cache, std::string const& role);
[[nodiscard]] QVariantList signers(Record const* unit, RecordCache const& cache, std::string const& chosen);

}  // namespace mingcha::confirm
