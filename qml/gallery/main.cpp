// The gallery of the shared controls: mingcha-gallery [--dark] [--large] [--grab FILE]
#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QtQml/QQmlExtensionPlugin>

#include "qml/i18n/language.hpp"
#include "qml/modules/modules.hpp"

Q_IMPORT_QML_PLUGIN(Mingcha_GalleryPlugin)

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    QCommandLineParser options;
    options.addOptions(
        {{"dark", "dark theme"}, {"large", "text at 150 %"}, {"grab", "write a picture and leave", "file"}});
    options.addHelpOption();
    options.process(application);
    mingcha::use_theme_font();

    QQuickView view;
    mingcha::use_qml_modules(*view.engine());
    mingcha::Language language(view.engine());
    language.use(QStringLiteral("zh"));
    view.setInitialProperties({{"dark", options.isSet("dark")}, {"large", options.isSet("large")}});
    view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Mingcha/Gallery/Gallery.qml")));
    if (view.status() != QQuickView::Ready) return 1;
    view.show();
    if (!options.isSet("grab")) return QGuiApplication::exec();
    for (int turn = 0; turn < 10; ++turn) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    view.resize(static_cast<int>(view.rootObject()->implicitWidth()),
                static_cast<int>(view.rootObject()->implicitHeight()));
    return view.grabWindow().save(options.value("grab")) ? 0 : 1;
}
