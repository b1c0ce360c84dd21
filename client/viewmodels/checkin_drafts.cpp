#include "client/viewmodels/checkin_drafts.hpp"

#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const note = QStringLiteral("checkin");
QString const day = QStringLiteral("day"), drafts = QStringLiteral("drafts"), open = QStringLiteral("open");

QString key_of(CheckinDraft const& draft) {
    return qt(draft.is_planned() ? draft.visit : draft.unit);
}
}  // namespace

QJsonObject CheckinDrafts::todays() const {
    auto const kept = store_.note(note).toObject();
    return kept[day].toString() == day_code(store_.now_ms()) ? kept[drafts].toObject() : QJsonObject();
}

std::optional<CheckinDraft> CheckinDrafts::of(Uuid const& key) const {
    auto const json = todays()[qt(key)];
    if (!json.isObject()) return std::nullopt;
    return checkin_draft(json.toObject());
}

void CheckinDrafts::keep(CheckinDraft const& draft) {
    auto all = todays();
    all[key_of(draft)] = to_json(draft);
    store_.set_note(note, QJsonObject{{day, day_code(store_.now_ms())}, {drafts, all}, {open, qt(draft.unit)}});
}

void CheckinDrafts::drop(CheckinDraft const& draft) {
    auto all = todays();
    all.remove(key_of(draft));
    store_.set_note(note, QJsonObject{{day, day_code(store_.now_ms())}, {drafts, all}});
}

Uuid CheckinDrafts::left_open() const {
    bool const here = store_.note(QStringLiteral("route")).toString() == QStringLiteral("checkin") &&
                      uuid(store_.note(QStringLiteral("visit")).toString()).is_nil();
    auto const unit = uuid(store_.note(note).toObject()[open].toString());
    return here && of(unit) ? unit : Uuid{};
}

bool CheckinDrafts::names(Hash const& picture) const {
    for (auto const& json : todays())
        for (auto const& shot : checkin_draft(json.toObject()).shots)
            if (shot.kept.blob.sha256 == picture) return true;
    return false;
}

}  // namespace mingcha
