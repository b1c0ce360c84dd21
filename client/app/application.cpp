#include "client/app/application.hpp"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQuickItem>
#include <QQuickWindow>
#include <QtQml/QQmlExtensionPlugin>

#include "client/app/toolkit_look.hpp"
#include "qml/modules/modules.hpp"

Q_IMPORT_QML_PLUGIN(Mingcha_ViewModelsPlugin)

namespace mingcha {

namespace {
QStringList const routes{"enrol",         "pin",     "unlock", "locked",  "today",   "schools",
                         "rectification", "sync",    "me",     "checkin", "runner",  "photo",
                         "findings",      "finding", "wrapup", "confirm", "receipt", "conflict"};
/// The page that is drawn: its QML type, without the number that Qt adds.
QString page_below(QQuickItem* item) {
    if (!item->isVisible()) return {};
    auto const type = QString::fromLatin1(item->metaObject()->className()).section(QStringLiteral("_QML"), 0, 0);
    if (type.endsWith(QStringLiteral("Page"))) return type;
    for (auto* child : item->childItems())
        if (auto const found = page_below(child); !found.isEmpty()) return found;
    return {};
}

QString page_for(QString const& route) {
    if (route == QStringLiteral("finding")) return page_for(QStringLiteral("findings"));
    return route.left(1).toUpper() + route.mid(1) + QStringLiteral("Page");
}
}  // namespace

Application::Application(Options options)
    : clock_(random_),
      store_(options.data_directory, clock_, random_),
      visit_(store_),
      navigator_(store_, visit_),
      camera_(options.camera ? std::move(options.camera) : std::make_unique<CameraCapture>()),
      files_([this, first = options.pictures](auto chosen) { app_.files()->ask(first, std::move(chosen)); }),
      app_({store_, visit_, navigator_, undo_, *camera_, files_, position_},
           [this](QString const& code) { language_.use(code); }),
      language_(&engine_) {
    app_.enrol()->offer(options.server, options.code);
    use_theme_font();
    use_qml_modules(engine_);
    language_.use(QStringLiteral("zh"));
    QObject::connect(&engine_, &QQmlEngine::warnings, &engine_, [this](QList<QQmlError> const& warnings) {
        for (auto const& warning : warnings) complaints_.push_back(warning.toString());
    });
}

Application::~Application() {
    // Pages that a Loader let go wait for an event loop that may not run again; the QGuiApplication, whose children they are by then,
    // would destroy them after the input method that their text fields ask.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

bool Application::load() {
    engine_.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app_)}});
    engine_.load(QUrl(QStringLiteral("qrc:/qt/qml/Mingcha/Pages/Main.qml")));
    if (!window()) return false;
    app_.start();
    return true;
}

QQuickWindow* Application::window() const {
    auto const roots = engine_.rootObjects();
    return roots.isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(roots.front());
}

QStringList Application::self_test() {
    if (!load()) return complaints_ + QStringList{QStringLiteral("Main.qml cannot be loaded")};
    QEventLoop opened;  // the store leads to its own first page; after that the pages are ours to choose
    QObject::connect(&store_, &Store::opened, &opened, &QEventLoop::quit);
    opened.exec();
    for (auto const& code : {QStringLiteral("zh"), QStringLiteral("en")}) {
        app_.setLanguage(code);
        for (auto const& route : routes) {
            navigator_.open(route);
            QCoreApplication::processEvents();
            auto const shown = page_below(window()->contentItem());
            if (shown != page_for(route))
                complaints_.push_back(route + QStringLiteral(" shows ") +
                                      (shown.isEmpty() ? QStringLiteral("nothing") : shown));
            for (auto const& item : items_with_toolkit_look(window()->contentItem()))
                complaints_.push_back(route + QStringLiteral(" has the toolkit's own look: ") + item);
        }
    }
    return complaints_;
}

}  // namespace mingcha
