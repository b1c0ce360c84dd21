#include "client/viewmodels/confirmation_note.hpp"

#include <QJsonArray>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const note = QStringLiteral("confirmation");
QString const signed_at = QStringLiteral("signedAt");

std::pair<char const*, std::string ConfirmationDraft::*> constexpr texts[] = {
    {"choice", &ConfirmationDraft::choice},      {"whole", &ConfirmationDraft::whole},
    {"reason", &ConfirmationDraft::reason},      {"witness", &ConfirmationDraft::witness},
    {"signer", &ConfirmationDraft::signer_role}, {"typed", &ConfirmationDraft::typed},
};
}  // namespace

QJsonObject confirmation_note(ConfirmationSubject const& of, ConfirmationDraft const& draft,
                              QString const& unsigned_reason) {
    QJsonObject points;
    for (auto const& [finding, point] : draft.points)
        points.insert(qt(finding), QJsonObject{{"dissent", point.dissent},
                                               {"reason", qt(point.reason)},
                                               {"text", qt(point.text)},
                                               {"open", point.open}});
    QJsonObject out{{"visit", qt(of.visit)},
                    {"feedback", qt(of.feedback)},
                    {"points", points},
                    {"unsigned", unsigned_reason},
                    {"typing", draft.typing}};
    for (auto const& [name, text] : texts) out.insert(QLatin1String(name), qt(draft.*text));
    if (!draft.drawing.isEmpty()) {
        out.insert("strokes", QJsonArray::fromVariantList(draft.strokes));
        out.insert("drawing", QString::fromLatin1(draft.drawing.toBase64()));
    }
    if (!draft.typed.empty() || !draft.drawing.isEmpty()) out.insert(signed_at, static_cast<qint64>(draft.signed_ms));
    return out;
}

std::optional<std::pair<ConfirmationDraft, QString>> read_confirmation_note(QJsonObject const& kept,
                                                                            ConfirmationSubject const& of) {
    if (of.visit.is_nil() || kept["visit"].toString() != qt(of.visit)) return std::nullopt;
    ConfirmationDraft out;
    for (auto const& [name, text] : texts) out.*text = plain(kept[QLatin1String(name)].toString());
    auto const points = kept["points"].toObject();
    for (auto const& finding : points.keys()) {
        auto const point = points[finding].toObject();
        out.points[uuid(finding)] = {point["dissent"].toBool(), plain(point["reason"].toString()),
                                     plain(point["text"].toString()), point["open"].toBool()};
    }
    out.signed_ms = kept[signed_at].toInteger();
    out.typing = kept["typing"].toBool(!out.typed.empty());
    if (kept["feedback"].toString() != qt(of.feedback)) return std::pair(asked_again(std::move(out)), QString());
    if (out.signed_ms == 0) {
        out.typed.clear();
    } else {
        out.strokes = kept["strokes"].toArray().toVariantList();
        out.drawing = QByteArray::fromBase64(kept["drawing"].toString().toLatin1());
    }
    return std::pair(std::move(out), kept["unsigned"].toString());
}

void keep_confirmation(Store& store, ConfirmationSubject const& of, ConfirmationDraft const& draft,
                       QString const& unsigned_reason) {
    store.set_note(note, confirmation_note(of, draft, unsigned_reason));
}

std::optional<std::pair<ConfirmationDraft, QString>> kept_confirmation(Store const& store,
                                                                       ConfirmationSubject const& of) {
    return read_confirmation_note(store.note(note).toObject(), of);
}

void drop_confirmation(Store& store) {
    store.set_note(note, {});
}

}  // namespace mingcha
