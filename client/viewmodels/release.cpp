#include "client/viewmodels/release.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/undoable.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

std::optional<Value> release_value(QString const& kind, QString const& ground) {
    static QStringList const kinds{QStringLiteral("no_child"), QStringLiteral("ground")};
    bool const keeps = kind == QStringLiteral("ground");
    if (!kinds.contains(kind) || (keeps && ground.trimmed().isEmpty())) return std::nullopt;
    Value::Map out{{"kind", plain(kind)}};
    if (keeps) out.emplace("ground", plain(ground.trimmed()));
    return std::optional<Value>(std::in_place, std::move(out));
}

QVariantList release_options() {
    return {option(QStringLiteral("no_child"), qtTrId("photo.release.no_child")),
            option(QStringLiteral("ground"), qtTrId("photo.release.keep"))};
}

QString release_word(Record const& photo) {
    auto const release = photo.value("release");
    auto const kind = release["kind"].text();
    if (kind == "no_child") return qtTrId("photo.release.no_child");
    return kind.empty() ? QString() : qtTrId("photo.release.kept").arg(qt(release["ground"].text()));
}

Photos waiting_photos(VisitView const& visit, std::optional<Uuid> const& subject) {
    Photos out;
    if (!visit.is_open()) return out;
    for (auto const* photo : visit.file().photos)
        if (!is_released(*photo) && (!subject || photo->value("subject").id() == *subject)) out.push_back(photo);
    return out;
}

void release_photos(Context& context, Photos const& photos, QString const& kind, QString const& ground) {
    auto const release = release_value(kind, ground);
    if (!release || photos.empty()) return;
    std::vector<Change> changes;
    for (auto const* photo : photos) changes.push_back(change(photo->name, "release", *release));
    write_undoable(context, std::move(changes), qtTrId("photo.release.undo"));
}

}  // namespace mingcha
