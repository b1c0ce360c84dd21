#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace mingcha {

/// A folder or a picture file of the device.
struct PictureEntry {
    QString name, path;
    bool folder = false;
    qint64 bytes = 0, changed_ms = 0;
};

struct PictureFolder {
    QString path;
    QList<PictureEntry> entries;  ///< folders by name, then pictures, the newest first
    int left_out = 0;             ///< pictures older than the `picture_entries_max` that are listed
    bool readable = true;
};

/// JPEG and PNG by the name's end; what a file holds is looked at when it is read (FileImport). Hidden files are left out.
/// Reads the disk, which may be slow: not on the UI thread.
[[nodiscard]] PictureFolder list_pictures(QString const& folder);

/// Where pictures usually are: the person's pictures, downloads and home, then what is plugged in (cards, sticks). Only what exists.
[[nodiscard]] QStringList picture_places();

inline constexpr int picture_entries_max = 2'000;  // a term's photos; a card with more is looked through by folder

}  // namespace mingcha
