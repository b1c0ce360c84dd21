#pragma once

#include <qqmlregistration.h>
#include <QVariantList>

#include "client/platform/file_import.hpp"
#include "client/platform/picture_folder.hpp"
#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"

namespace mingcha {

/// The file chooser of photos, plaque and gate: one picture out of the device's folders, over whatever page asked. UI thread; folders are
/// read on a thread of the global pool. It closes, with no file, when the page behind it goes.
class FilesController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(bool open READ open NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(bool canUp READ canUp NOTIFY changed)
    Q_PROPERTY(QString folderText READ folderText NOTIFY changed)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY changed)
    Q_PROPERTY(QString leftOutText READ leftOutText NOTIFY changed)
    Q_PROPERTY(QVariantList places READ places NOTIFY changed)
    Q_PROPERTY(mingcha::FilesModel* entries READ entries CONSTANT)

public:
    explicit FilesController(Context& context, QObject* parent = nullptr);
    void retranslate() override;

    /// Opens the chooser where it was last; `first` = the folder of the first time, empty = the first of the places.
    /// `chosen` is called once: with the path, or an empty one when the person changed his mind.
    void ask(QString const& first, std::function<void(QString const& path)> chosen);

    [[nodiscard]] bool open() const { return static_cast<bool>(chosen_); }
    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] bool canUp() const;
    [[nodiscard]] QString folderText() const;
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString leftOutText() const;
    [[nodiscard]] QVariantList places() const;
    [[nodiscard]] FilesModel* entries() { return &entries_; }

    /// A folder is entered, a picture is the answer.
    Q_INVOKABLE void pick(QString const& path);
    Q_INVOKABLE void up();
    Q_INVOKABLE void close();

signals:
    void changed();

private:
    void enter(QString const& path);
    void show(PictureFolder folder);
    void show_rows();
    void answer(QString const& path);

    std::function<void(QString const&)> chosen_;
    PictureFolder folder_;
    QStringList places_;
    FilesModel entries_;
    int asked_ = 0;  // only the last folder that was asked for is shown
    bool busy_ = false;
};

}  // namespace mingcha
