#include "client/viewmodels/confirm_rows.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QVariantList point_reasons(std::string const& chosen) {
    QVariantList out;
    for (auto const* chip : {"days", "facts", "basis", "other"})
        out.push_back(option(QString::fromLatin1(chip), qt(dissent_word(chip)), chosen == chip));
    return out;
}

PointDraft point_of(ConfirmationDraft const& draft, Uuid const& finding) {
    auto const found = draft.points.find(finding);
    return found == draft.points.end() ? PointDraft{} : found->second;
}
}  // namespace

QList<QVariantMap> confirm_rows(Context const& context, ConfirmationDraft const& draft) {
    QList<QVariantMap> rows;
    for (auto const* finding : context.visit.file().findings) {
        auto const id = finding->name.id;
        auto const point = point_of(draft, id);
        auto const letter = finding->value("class").text();
        auto photos = photos_of(context, id);
        auto const item = finding->value("item").text();
        if (!item.empty())
            std::ranges::copy(photos_of(context, context.visit.answer_name(item).id), std::back_inserter(photos));
        bool const severe = letter == "C" || letter == "D";
        QVariantList const chips{
            chip(severe ? QStringLiteral("danger") : QStringLiteral("warning"),
                 severe ? QStringLiteral("score-5") : QStringLiteral("score-4"), class_text(letter)),
            chip(QStringLiteral("neutral"), QStringLiteral("clock"), days_text(finding->value("days")))};
        rows.push_back({{QStringLiteral("id"), qt(id)},
                        {QStringLiteral("key"), key_of(qt(id))},
                        {QStringLiteral("chips"), chips},
                        {QStringLiteral("title"), qt(finding->value("title").text())},
                        {QStringLiteral("basis"), qt(finding->value("basis").text())},
                        {QStringLiteral("advice"), qt(finding->value("advice").text())},
                        {QStringLiteral("photo"), photos.empty() ? QUrl() : photo_source(context, *photos.front())},
                        {QStringLiteral("photos"), photo_maps(context, photos, qt(finding->value("title").text()))},
                        {QStringLiteral("choice"), point.dissent                ? QStringLiteral("dissent")
                                                   : draft.choice == "unsigned" ? QString()  // nobody confirms it
                                                                                : QStringLiteral("confirm")},
                        {QStringLiteral("reasons"), point_reasons(point.reason)},
                        {QStringLiteral("reasonText"), qt(dissent_word(point.reason))},
                        {QStringLiteral("text"), qt(point.text)},
                        {QStringLiteral("open"), point.open}});
    }
    return rows;
}

}  // namespace mingcha
