#include "client/app/toolkit_look.hpp"

#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickItem>

namespace mingcha {

namespace {
/// What an item looks like is said by the QML file that made it.
bool is_toolkits(QQuickItem* item) {
    auto const* context = QQmlEngine::contextForObject(item);
    if (!context) return false;
    auto const file = context->baseUrl().path();
    return file.contains(QStringLiteral("/QtQuick/Controls/")) || file.contains(QStringLiteral("/QtQuick/Dialogs/"));
}

void walk(QQuickItem* item, QStringList& found) {
    if (!item->isVisible()) return;
    if (is_toolkits(item))
        found.push_back(QString::fromLatin1(item->metaObject()->className()) + QLatin1Char(' ') + item->objectName());
    for (auto* child : item->childItems()) walk(child, found);
}
}  // namespace

QStringList items_with_toolkit_look(QQuickItem* root) {
    QStringList found;
    walk(root, found);
    return found;
}

}  // namespace mingcha
