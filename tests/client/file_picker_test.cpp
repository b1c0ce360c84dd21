// The real file dialog, as a tablet without a platform theme shows it: it opens over the window, and its answer comes.
#include <QGuiApplication>
#include <QImage>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/app/file_picker.hpp"

using namespace mingcha;

namespace {
/// The one program of this test. Not destroyed: Qt takes it amiss when that happens after main.
void need_program() {
    static int count = 1;
    static char name[] = "file_picker_test";
    static char* arguments[] = {name, nullptr};
    static auto const* const program = new QGuiApplication(count, arguments);
    REQUIRE(program);
}

/// The control that shows this text.
QQuickItem* saying(QQuickItem* below, QString const& text) {
    bool const is_control = below->inherits("QQuickAbstractButton") && below->isVisible() && below->height() > 0;
    auto shown = below->property("text").toString();
    if (shown.isEmpty()) shown = below->property("fileName").toString();
    if (is_control && shown.remove(QLatin1Char('&')) == text) return below;
    for (auto* child : below->childItems())
        if (auto* found = saying(child, text)) return found;
    return nullptr;
}

struct Asked {
    QQmlApplicationEngine engine;
    QObject owner;
    QQuickWindow* window = nullptr;
    QString path = QStringLiteral("not answered");

    Asked() {
        engine.loadData("import QtQuick\nWindow { visible: true; width: 800; height: 600 }");
        window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
        REQUIRE(window);
        FilePicker::ask(
            engine, window, [this](QString const& chosen) { path = chosen; }, &owner);
    }
    /// Presses what says this, once it is there.
    void tap(QString const& text) {
        QQuickItem* item = nullptr;
        REQUIRE(QTest::qWaitFor([&] { return (item = saying(window->contentItem(), text)) != nullptr; }));
        QTest::mouseClick(window, Qt::LeftButton, {},
                          item->mapToScene({item->width() / 2, item->height() / 2}).toPoint());
    }
    [[nodiscard]] QObject* dialog() const {
        auto const* picker = owner.findChild<FilePicker*>();
        return picker ? picker->findChild<QObject*>(QStringLiteral("filePicker.dialog")) : nullptr;
    }
};
}  // namespace

TEST_CASE("the file dialog opens over the program's window and gives what was chosen", "[picker]") {
    need_program();
    QTemporaryDir folder;
    auto const file = folder.filePath(QStringLiteral("photo.png"));
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::white);
    REQUIRE(image.save(file));
    Asked asked;
    auto* const dialog = asked.dialog();
    REQUIRE(dialog);
    CHECK(QTest::qWaitFor([&] { return dialog->property("visible").toBool(); }));
    dialog->setProperty("currentFolder", QUrl::fromLocalFile(folder.path()));
    asked.tap(QStringLiteral("photo.png"));
    asked.tap(QStringLiteral("Open"));
    CHECK(QTest::qWaitFor([&] { return asked.path != QStringLiteral("not answered"); }));
    CHECK(asked.path.toStdString() == file.toStdString());
    CHECK(QTest::qWaitFor([&] { return asked.owner.findChild<FilePicker*>() == nullptr; }));
}

TEST_CASE("who changes his mind gives no file", "[picker]") {
    need_program();
    Asked asked;
    REQUIRE(asked.dialog());
    CHECK(QTest::qWaitFor([&] { return asked.dialog()->property("visible").toBool(); }));
    QMetaObject::invokeMethod(asked.dialog(), "reject");
    CHECK(asked.path.isEmpty());
}
