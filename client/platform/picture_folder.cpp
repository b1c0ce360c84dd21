#include "client/platform/picture_folder.hpp"

#include <QDateTime>
#include <QDir>
#include <QStandardPaths>
#include <QStorageInfo>

namespace mingcha {

namespace {
QStringList const picture_ends{QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"), QStringLiteral("*.png")};
QStringList const plugged_in{QStringLiteral("/media/"), QStringLiteral("/run/media/"), QStringLiteral("/mnt/")};

PictureEntry entry(QFileInfo const& file, bool folder) {
    return {file.fileName(), file.absoluteFilePath(), folder, folder ? 0 : file.size(),
            file.lastModified().toMSecsSinceEpoch()};
}
}  // namespace

PictureFolder list_pictures(QString const& folder) {
    QDir const here(folder);
    PictureFolder out{here.absolutePath(), {}, 0, here.isReadable()};
    for (auto const& one : here.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::LocaleAware))
        out.entries.push_back(entry(one, true));
    auto const pictures = here.entryInfoList(picture_ends, QDir::Files, QDir::Time);
    for (auto const& one : pictures.first(std::min<qsizetype>(pictures.size(), picture_entries_max)))
        out.entries.push_back(entry(one, false));
    out.left_out = static_cast<int>(std::max<qsizetype>(pictures.size() - picture_entries_max, 0));
    return out;
}

QStringList picture_places() {
    QStringList out;
    for (auto const kind :
         {QStandardPaths::PicturesLocation, QStandardPaths::DownloadLocation, QStandardPaths::HomeLocation})
        out.push_back(QStandardPaths::writableLocation(kind));
    for (auto const& volume : QStorageInfo::mountedVolumes())
        for (auto const& under : plugged_in)
            if (volume.rootPath().startsWith(under)) out.push_back(volume.rootPath());
    out.removeDuplicates();
    out.removeIf([](QString const& path) { return path.isEmpty() || !QDir(path).exists(); });
    return out;
}

}  // namespace mingcha
