#pragma once

#include <QJsonObject>
#include <QStringList>
#include <QVariantMap>
#include <vector>

#include "client/platform/capture_pipeline.hpp"
#include "client/viewmodels/changes.hpp"

namespace mingcha {

/// A picture that is safe on the disk and has no record yet.
struct CheckinShot {
    KeptImage kept;
    QString role;  ///< plaque | gate
    bool imported = false;
    qint64 taken_ms = 0;  ///< Unix milliseconds
};

/// What was entered on the check-in page before there is a check-in. It is kept as a note at every change, so that neither a call nor an
/// empty battery costs a word or a photo of it; check-in turns it into records.
struct CheckinDraft {
    Uuid unit;   ///< of a visit that nobody planned; nil for a planned one
    Uuid visit;  ///< its id, chosen when the page opens
    QString kind = QStringLiteral("routine"), list_id, plaque = QStringLiteral("open"), place_reason, plaque_reason,
            unplanned_reason, limit_reason;
    QStringList companions;
    QVariantMap refusal;  ///< who, words
    std::vector<CheckinShot> shots;

    [[nodiscard]] bool is_planned() const { return unit.is_nil(); }
    [[nodiscard]] RecordName visit_name() const { return {{RootKind::visit, visit}, RecordType::visit, visit}; }
    /// Why the school is visited though nobody planned it, or once more this month.
    [[nodiscard]] std::string why_here() const;
};

[[nodiscard]] QJsonObject to_json(CheckinDraft const& draft);
[[nodiscard]] CheckinDraft checkin_draft(QJsonObject const& json);

/// The record of a picture: of a shot of the draft, or of one just taken for a visit that has its records.
[[nodiscard]] std::vector<Change> photo_changes(RecordName const& name, Uuid const& subject, CheckinShot const& shot);

}  // namespace mingcha
