#include "client/app/file_picker.hpp"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QWindow>

namespace mingcha {

namespace {
constexpr char const* dialog_qml =
    "import QtQml\n"
    "import QtQuick.Dialogs\n"
    "FileDialog {\n"
    "    objectName: \"filePicker.dialog\"\n"
    "    required property QtObject picker\n"
    "    nameFilters: [\"*.jpg *.jpeg *.png\"]\n"
    "    onAccepted: picker.picked(selectedFile)\n"
    "    onRejected: picker.picked(\"\")\n"
    "}\n";
}  // namespace

void FilePicker::ask(QQmlEngine& engine, QWindow* over, Chosen chosen, QObject* parent) {
    auto* picker = new FilePicker(std::move(chosen), parent);
    QQmlComponent component(&engine);
    component.setData(dialog_qml, QUrl());
    if (!component.isReady()) {  // making an object of it would end the program
        qWarning("no file dialog: %s", qPrintable(component.errorString()));
        return picker->picked({});
    }
    auto* dialog =
        component.createWithInitialProperties({{QStringLiteral("picker"), QVariant::fromValue<QObject*>(picker)},
                                               {QStringLiteral("parentWindow"), QVariant::fromValue(over)}});
    if (!dialog) return picker->picked({});
    dialog->setParent(picker);
    QMetaObject::invokeMethod(dialog, "open");
}

void FilePicker::picked(QUrl const& file) {
    chosen_(file.toLocalFile());
    deleteLater();
}

}  // namespace mingcha
