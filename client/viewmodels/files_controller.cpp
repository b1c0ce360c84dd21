#include "client/viewmodels/files_controller.hpp"

#include <QDir>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString name_of_folder(QString const& path) {
    auto const name = QDir(path).dirName();
    return name.isEmpty() ? path : name;
}

QVariantMap row_of(PictureEntry const& one, qint64 now_ms) {
    auto const facts = day_minute_text(one.changed_ms, now_ms) + QStringLiteral("  ") + bytes_text(one.bytes);
    return {{QStringLiteral("id"), one.path},
            {QStringLiteral("key"), one.name},
            {QStringLiteral("name"), one.name},
            {QStringLiteral("folder"), one.folder},
            {QStringLiteral("facts"), one.folder ? QString() : facts},
            {QStringLiteral("source"),
             one.folder ? QString() : QUrl::fromLocalFile(one.path).toString(QUrl::FullyEncoded)}};
}
}  // namespace

FilesController::FilesController(Context& context, QObject* parent) : Controller(context, parent) {
    connect(&context_.navigator, &Navigator::routeChanged, this, &FilesController::close);
}

void FilesController::retranslate() {
    show_rows();
    emit changed();
}

void FilesController::ask(QString const& first, std::function<void(QString const&)> chosen) {
    close();
    chosen_ = std::move(chosen);
    places_ = picture_places();
    if (!first.isEmpty()) places_.push_front(first);
    places_.removeDuplicates();
    enter(!folder_.path.isEmpty() ? folder_.path : places_.value(0, QDir::homePath()));
}

void FilesController::enter(QString const& path) {
    busy_ = true;
    emit changed();
    QThreadPool::globalInstance()->start([self = QPointer(this), path, number = ++asked_] {
        auto folder = list_pictures(path);
        if (!self) return;
        QMetaObject::invokeMethod(
            self,
            [self, number, folder = std::move(folder)]() mutable {
                if (self && number == self->asked_) self->show(std::move(folder));
            },
            Qt::QueuedConnection);
    });
}

void FilesController::show(PictureFolder folder) {
    folder_ = std::move(folder);
    busy_ = false;
    show_rows();
    emit changed();
}

void FilesController::show_rows() {
    QList<QVariantMap> rows;
    for (auto const& one : folder_.entries) rows.push_back(row_of(one, context_.store.now_ms()));
    entries_.show(rows);
}

void FilesController::answer(QString const& path) {
    ++asked_;
    busy_ = false;
    auto const chosen = std::exchange(chosen_, nullptr);
    emit changed();
    if (chosen) chosen(path);
}

void FilesController::pick(QString const& path) {
    if (!open()) return;
    auto const is_it = [&](PictureEntry const& one) { return one.path == path && !one.folder; };
    if (std::ranges::any_of(folder_.entries, is_it)) return answer(path);
    enter(path);
}

void FilesController::up() {
    if (canUp()) enter(QFileInfo(folder_.path).absolutePath());
}

void FilesController::close() {
    if (open()) answer({});
}

bool FilesController::canUp() const {
    return !QDir(folder_.path).isRoot();
}

QString FilesController::folderText() const {
    return folder_.path == QDir::homePath() ? qtTrId("files.home") : name_of_folder(folder_.path);
}

QString FilesController::emptyText() const {
    if (busy_ || !folder_.entries.isEmpty()) return {};
    return folder_.readable ? qtTrId("files.empty") : qtTrId("files.unreadable");
}

QString FilesController::leftOutText() const {
    return folder_.left_out > 0 ? counted("files.left_out", folder_.left_out) : QString();
}

QVariantList FilesController::places() const {
    QVariantList out;
    for (auto const& path : places_)
        out.push_back(
            option(path, path == QDir::homePath() ? qtTrId("files.home") : name_of_folder(path), path == folder_.path));
    return out;
}

}  // namespace mingcha
