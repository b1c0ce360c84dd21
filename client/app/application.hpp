#pragma once

#include <QQmlApplicationEngine>
#include <QStringList>
#include <memory>

#include "client/platform/camera_capture.hpp"
#include "client/platform/device_clock.hpp"
#include "client/platform/file_import.hpp"
#include "client/platform/position.hpp"
#include "client/viewmodels/app_controller.hpp"
#include "client/viewmodels/navigator.hpp"
#include "qml/i18n/language.hpp"
#include "shared/base/suite.hpp"

class QQuickWindow;

namespace mingcha {

/// The tablet program: every object, in the order in which each needs the ones before it. Read top to bottom it explains the program:
/// the store's worker, the open visit, the route, what the device can do, one controller a page, and the pages.
class Application {
public:
    struct Options {
        QString data_directory;
        /// Where the file chooser opens first; empty = the person's pictures.
        QString pictures = {};
        /// What the viewfinder shows; null = the device's camera.
        std::unique_ptr<Capture> camera = nullptr;
        /// Filled in on the first page of a tablet that is not enrolled yet.
        QString server = {}, code = {};
    };

    explicit Application(Options options);
    ~Application();

    /// Shows the window. False when the pages cannot be loaded: a broken build or a missing QML module.
    [[nodiscard]] bool load();
    /// Shows every page once, in both languages. What QML complains about is wrong, and so is a control with the toolkit's own look.
    /// Empty = all is well.
    [[nodiscard]] QStringList self_test();

    [[nodiscard]] QQuickWindow* window() const;
    [[nodiscard]] AppController& controller() { return app_; }
    [[nodiscard]] Store& store() { return store_; }

private:
    SystemRandom random_;
    DeviceClock clock_;
    Store store_;
    VisitView visit_;
    Navigator navigator_;
    UndoController undo_;
    std::unique_ptr<Capture> camera_;
    FileImport files_;
    Position position_;
    AppController app_;
    QStringList complaints_;
    QQmlApplicationEngine engine_;  // after what its pages show, so that it goes first
    Language language_;
};

}  // namespace mingcha
