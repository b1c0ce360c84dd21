#include "client/viewmodels/checkin_draft.hpp"

#include <QJsonArray>

namespace mingcha {

namespace {
QJsonObject shot_json(CheckinShot const& shot) {
    auto const& blob = shot.kept.blob;
    return {{"sha256", QString::fromStdString(to_hex(blob.sha256))},
            {"path", qt(blob.path)},
            {"size", static_cast<qint64>(blob.size)},
            {"mime", qt(blob.mime)},
            {"width", shot.kept.width},
            {"height", shot.kept.height},
            {"role", shot.role},
            {"imported", shot.imported},
            {"taken", shot.taken_ms}};
}

std::optional<CheckinShot> shot_from(QJsonObject const& json) {
    auto const sha256 = from_hex(plain(json["sha256"].toString()));
    if (!sha256 || sha256->size() != Hash{}.size()) return std::nullopt;
    CheckinShot out;
    out.kept.blob.sha256 = hash_from(*sha256);
    out.kept.blob.path = plain(json["path"].toString());
    out.kept.blob.size = static_cast<std::uint64_t>(json["size"].toInteger());
    out.kept.blob.mime = plain(json["mime"].toString());
    out.kept.width = json["width"].toInt();
    out.kept.height = json["height"].toInt();
    out.role = json["role"].toString();
    out.imported = json["imported"].toBool();
    out.taken_ms = json["taken"].toInteger();
    return out;
}

/// The texts of a draft under their names in JSON.
template <typename Draft>
auto texts_of(Draft& draft) {
    return std::array{std::pair{"kind", &draft.kind},
                      std::pair{"list", &draft.list_id},
                      std::pair{"plaque", &draft.plaque},
                      std::pair{"place_reason", &draft.place_reason},
                      std::pair{"plaque_reason", &draft.plaque_reason},
                      std::pair{"unplanned_reason", &draft.unplanned_reason},
                      std::pair{"limit_reason", &draft.limit_reason}};
}
}  // namespace

std::string CheckinDraft::why_here() const {
    QStringList out;
    if (!unplanned_reason.isEmpty()) out.push_back(unplanned_reason);
    if (!limit_reason.isEmpty()) out.push_back(limit_reason);
    return plain(out.join(QStringLiteral(", ")));
}

QJsonObject to_json(CheckinDraft const& draft) {
    QJsonObject out{{"unit", qt(draft.unit)},
                    {"visit", qt(draft.visit)},
                    {"companions", QJsonArray::fromStringList(draft.companions)},
                    {"refusal", QJsonObject::fromVariantMap(draft.refusal)}};
    for (auto const& [name, text] : texts_of(draft)) out.insert(QLatin1String(name), *text);
    QJsonArray shots;
    for (auto const& shot : draft.shots) shots.push_back(shot_json(shot));
    out.insert("shots", shots);
    return out;
}

CheckinDraft checkin_draft(QJsonObject const& json) {
    CheckinDraft out;
    out.unit = uuid(json["unit"].toString());
    out.visit = uuid(json["visit"].toString());
    for (auto const& [name, text] : texts_of(out)) *text = json[QLatin1String(name)].toString(*text);
    for (auto const& id : json["companions"].toArray()) out.companions.push_back(id.toString());
    out.refusal = json["refusal"].toObject().toVariantMap();
    for (auto const& shot : json["shots"].toArray())
        if (auto read = shot_from(shot.toObject())) out.shots.push_back(*std::move(read));
    return out;
}

std::vector<Change> photo_changes(RecordName const& name, Uuid const& subject, CheckinShot const& shot) {
    auto const& blob = shot.kept.blob;
    return {change(name, "subject", subject),
            change(name, "role", plain(shot.role)),
            change(name, "sha256", blob.sha256),
            change(name, "size", static_cast<std::int64_t>(blob.size)),
            change(name, "mime", blob.mime),
            change(name, "width", shot.kept.width),
            change(name, "height", shot.kept.height),
            change(name, "taken",
                   Value::Map{{"time", static_cast<std::int64_t>(shot.taken_ms)}, {"imported", shot.imported}})};
}

}  // namespace mingcha
