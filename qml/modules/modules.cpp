#include "qml/modules/modules.hpp"

#include <QFont>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QtPlugin>
#include <QtQml/QQmlExtensionPlugin>

Q_IMPORT_QML_PLUGIN(Mingcha_ThemePlugin)
Q_IMPORT_QML_PLUGIN(Mingcha_IconsPlugin)
Q_IMPORT_QML_PLUGIN(Mingcha_KitPlugin)
Q_IMPORT_QML_PLUGIN(Mingcha_PartsPlugin)
Q_IMPORT_QML_PLUGIN(Mingcha_PagesPlugin)

namespace mingcha {

void use_qml_modules(QQmlEngine& engine) {
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
}

void use_theme_font() {
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"),
                      QStringLiteral("HarmonyOS Sans SC"), QStringLiteral("PingFang SC"),
                      QStringLiteral("Microsoft YaHei"), QStringLiteral("WenQuanYi Micro Hei"),
                      QStringLiteral("sans-serif")});
    QGuiApplication::setFont(font);
}

}  // namespace mingcha
