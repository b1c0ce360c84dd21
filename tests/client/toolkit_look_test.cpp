// The check that no control has the toolkit's own look: it finds one where there is one.
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QUrl>
#include <memory>

#include <catch2/catch.hpp>

#include "client/app/toolkit_look.hpp"

namespace {
QStringList look_of(char const* qml) {
    static int count = 1;
    static char name[] = "toolkit_look_test";
    static char* arguments[] = {name, nullptr};
    // Not destroyed: Qt takes it amiss when that happens after main.
    static auto const* const program = new QGuiApplication(count, arguments);
    REQUIRE(program);
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData(qml, QUrl());
    std::unique_ptr<QObject> const made(component.create());
    INFO(component.errorString().toStdString());
    auto* item = qobject_cast<QQuickItem*>(made.get());
    REQUIRE(item);
    return mingcha::items_with_toolkit_look(item);
}
}  // namespace

TEST_CASE("a button of the toolkit's style is found, a template dressed by ourselves is not", "[look]") {
    CHECK_FALSE(look_of("import QtQuick; import QtQuick.Controls.Basic; Item { Button { text: \"OK\" } }").isEmpty());
    CHECK_FALSE(look_of("import QtQuick; import QtQuick.Controls.Basic; Item { Switch {} }").isEmpty());
    CHECK(look_of("import QtQuick; import QtQuick.Templates as T; Item { T.Button { background: Rectangle {} } }")
              .isEmpty());
    CHECK(look_of("import QtQuick; import QtQuick.Controls.Basic; Item { Button { visible: false } }").isEmpty());
}
