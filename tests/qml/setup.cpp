#include <QtQuickTest/quicktest.h>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QtQml/QQmlExtensionPlugin>

#include "qml/modules/modules.hpp"

Q_IMPORT_QML_PLUGIN(Mingcha_ViewModelsPlugin)
Q_IMPORT_QML_PLUGIN(Mingcha_GalleryPlugin)

class Setup : public QObject {
    Q_OBJECT

public slots:
    void applicationAvailable() { mingcha::use_theme_font(); }
    void qmlEngineAvailable(QQmlEngine* engine) { mingcha::use_qml_modules(*engine); }
};

QUICK_TEST_MAIN_WITH_SETUP(qml_tests, Setup)

#include "setup.moc"
