// Pictures of the screens with stand-ins for the view models: qml_shots DIR [name…]
#include <QFileInfo>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickWindow>
#include <QtQml/QQmlExtensionPlugin>

#include "qml/i18n/language.hpp"
#include "qml/modules/modules.hpp"

Q_IMPORT_QML_PLUGIN(Mingcha_ViewModelsPlugin)

namespace {

struct Shot {
    char const* name;
    char const* route;
    QSize size;
    char const* language = "zh";
    bool dark = false;
    double scale = 1;
    char const* what = "";  // "object.property=value", applied before the picture
};

constexpr QSize landscape{1280, 800}, portrait{800, 1280}, phone{390, 844};

Shot const shots[] = {
    {"01-today", "today", landscape},
    {"01-today-portrait", "today", portrait},
    {"01-today-phone-en", "today", phone, "en"},
    {"02-runner", "runner", landscape},
    {"02-runner-en", "runner", landscape, "en"},
    {"03-runner-portrait", "runner", portrait},
    {"03-runner-phone", "runner", phone, "zh", false, 1, "runner.panelOpen=false"},
    {"04-focus-phone", "runner", phone, "zh", false, 1, "runner.focusMode=true"},
    {"04-focus", "runner", landscape, "zh", false, 1, "runner.focusMode=true"},
    {"05-confirm", "confirm", landscape},
    {"05-confirm-portrait-en", "confirm", portrait, "en"},
    {"05-confirm-phone", "confirm", phone},
    {"06-sync", "sync", landscape},
    {"06-sync-phone", "sync", phone},
    {"06-receipt-phone", "receipt", phone},
    {"07-runner-dark", "runner", landscape, "zh", true},
    {"08-schools", "schools", landscape},
    {"08-schools-phone-en", "schools", phone, "en"},
    {"09-checkin", "checkin", landscape},
    {"09-checkin-phone-en", "checkin", phone, "en"},
    {"10-photo", "photo", landscape},
    {"10-review", "photo", landscape, "zh", false, 1, "photo.reviewing=f1"},
    {"10-review-phone", "photo", phone, "zh", true, 1, "photo.reviewing=f1"},
    {"11-findings", "findings", landscape},
    {"11-finding-phone-en", "findings", phone, "en"},
    {"12-wrapup", "wrapup", landscape},
    {"12-wrapup-portrait", "wrapup", portrait},
    {"13-enrol", "enrol", landscape},
    {"13-enrol-identity-phone", "enrol", phone, "zh", false, 1, "enrol.stage=identity"},
    {"14-pin", "pin", landscape},
    {"14-unlock", "unlock", landscape},
    {"14-unlock-phone-dark", "unlock", phone, "zh", true},
    {"15-conflict", "conflict", landscape},
    {"16-me", "me", landscape},
    {"16-me-phone-en", "me", phone, "en"},
    {"17-rectification", "rectification", portrait},
    {"18-runner-large", "runner", portrait, "zh", false, 2.0, "runner.panelOpen=false"},
    {"18-today-large-en", "today", landscape, "en", false, 1.5},
    {"19-runner-small-tablet", "runner", {960, 600}, "en", false, 1, "runner.panelOpen=false"},
};

void apply(QObject& app, QString const& what) {
    if (what.isEmpty()) return;
    auto const dot = what.indexOf('.'), equal = what.indexOf('=');
    auto* const object = app.property(what.left(dot).toUtf8()).value<QObject*>();
    object->setProperty(what.mid(dot + 1, equal - dot - 1).toUtf8(), what.mid(equal + 1));
}

QVariantMap settings(Shot const& shot) {
    return {{"dark", shot.dark}, {"fontScale", shot.scale}};
}

bool take(Shot const& shot, QString const& directory) {
    QQmlApplicationEngine engine;
    mingcha::Language language(&engine);
    mingcha::use_qml_modules(engine);
    language.use(QString::fromLatin1(shot.language));
    QQmlComponent component(&engine);
    component.setData("import Mingcha.ViewModels\nAppController {}", {});
    std::unique_ptr<QObject> const app(component.create());
    if (!app) return qWarning("%s", qPrintable(component.errorString())), false;
    app->setProperty("route", QString::fromLatin1(shot.route));
    app->setProperty("language", QString::fromLatin1(shot.language));
    auto* const chosen = app->property("settings").value<QObject*>();
    auto const wanted = settings(shot);
    for (auto it = wanted.begin(); it != wanted.end(); ++it) chosen->setProperty(it.key().toLatin1(), it.value());
    apply(*app, QString::fromLatin1(shot.what));
    engine.setInitialProperties({{"app", QVariant::fromValue(app.get())}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Mingcha/Pages/Main.qml")));
    if (engine.rootObjects().isEmpty()) return false;
    auto* const window = qobject_cast<QQuickWindow*>(engine.rootObjects().first());
    window->resize(shot.size);
    for (int turn = 0; turn < 20;
         ++turn) {  // pictures load on another thread; their signals need some turns of the loop
        window->grabWindow();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    auto const saved =
        window->grabWindow().save(QStringLiteral("%1/%2.png").arg(directory, QString::fromLatin1(shot.name)));
    delete window;  // before the controllers that its bindings read
    return saved;
}

}  // namespace

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    mingcha::use_theme_font();
    auto const arguments = application.arguments();
    if (arguments.size() < 2 || !QFileInfo(arguments[1]).isDir()) return qWarning("qml_shots DIR [name…]"), 2;
    int missed = 0;
    for (auto const& shot : shots) {
        auto const name = QString::fromLatin1(shot.name);
        if (arguments.size() == 2 || arguments.mid(2).contains(name)) missed += take(shot, arguments[1]) ? 0 : 1;
    }
    return missed == 0 ? 0 : 1;
}
