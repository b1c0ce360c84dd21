#include "client/platform/file_import.hpp"

#include <QFile>
#include <QPointer>
#include <QThreadPool>

namespace mingcha {

namespace {
struct Loaded {
    QByteArray bytes;
    QString error;
};

Loaded load(QString const& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {{}, QStringLiteral("unreadable")};
    if (file.size() > import_bytes_max) return {{}, QStringLiteral("too_big")};
    QByteArray bytes = file.readAll();
    bool const jpeg = bytes.startsWith("\xFF\xD8\xFF");
    bool const png = bytes.startsWith("\x89PNG");
    if (!jpeg && !png) return {{}, QStringLiteral("not_an_image")};
    return {std::move(bytes), {}};
}
}  // namespace

FileImport::FileImport(Ask ask, QObject* parent) : Capture(parent), ask_(std::move(ask)) {}

void FileImport::shutter() {
    ask_([self = QPointer(this)](QString const& path) {
        if (self && !path.isEmpty()) self->read(path);
    });
}

void FileImport::read(QString const& path) {
    QThreadPool::globalInstance()->start([self = QPointer(this), path] {
        auto const loaded = load(path);
        if (!self) return;
        QMetaObject::invokeMethod(
            self,
            [self, loaded] {
                if (!self) return;
                if (loaded.error.isEmpty())
                    emit self->captured(loaded.bytes, true);
                else
                    emit self->failed(loaded.error);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace mingcha
