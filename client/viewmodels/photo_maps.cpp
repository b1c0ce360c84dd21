#include "client/viewmodels/photo_maps.hpp"

#include <QUrl>

#include "client/platform/file_import.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

std::vector<Record const*> photos_of(Context const& context, Uuid const& subject) {
    std::vector<Record const*> out;
    for (auto const* photo : context.visit.file().photos)
        if (photo->value("subject").id() == subject && photo->value("role").text() != "signature") out.push_back(photo);
    std::ranges::stable_sort(
        out, {}, [](Record const* photo) { return std::pair(photo->value("order").integer(), photo->name.id); });
    return out;
}

QUrl photo_source(Context const& context, Record const& photo) {
    auto const hash = photo.value("sha256").bytes();
    if (hash.size() != Hash{}.size()) return {};
    Hash sha256{};
    std::ranges::copy(hash, sha256.begin());
    return context.store.photo_url(sha256, photo.value("mime").text());
}

QString photo_failure(QString const& code) {
    if (code == QStringLiteral("disk_full")) return qtTrId("photo.space.full");
    if (code == QStringLiteral("not_an_image")) return qtTrId("photo.not_an_image");
    if (code == QStringLiteral("too_big")) return qtTrId("photo.too_big").arg(bytes_text(import_bytes_max));
    if (code == QStringLiteral("unreadable")) return qtTrId("photo.unreadable");
    return qtTrId("photo.failed");
}

qint64 photo_taken_ms(Record const& photo) {
    return photo.value("taken")["time"].integer();
}

QVariantList photo_maps(Context const& context, Uuid const& subject, QString const& of) {
    return photo_maps(context, photos_of(context, subject), of);
}

QVariantList photo_maps(Context const& context, std::span<Record const* const> photos, QString const& of) {
    QVariantList out;
    for (std::size_t i = 0; i < photos.size(); ++i) {
        auto const& photo = *photos[i];
        auto const source = photo_source(context, photo);
        auto const time = minute_text(photo_taken_ms(photo));
        auto const name = qtTrId("photo.spoken").arg(i + 1).arg(photos.size()).arg(of, time);
        bool const imported = photo.value("taken")["imported"].flag();
        out.push_back(QVariantMap{{QStringLiteral("id"), qt(photo.name.id)},
                                  {QStringLiteral("source"), source},
                                  {QStringLiteral("full"), source},
                                  {QStringLiteral("time"), time},
                                  {QStringLiteral("mark"), imported ? qtTrId("photo.imported") : QString()},
                                  {QStringLiteral("name"), name},
                                  {QStringLiteral("state"), QVariantMap()}});
    }
    return out;
}

}  // namespace mingcha
