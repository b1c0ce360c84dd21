#include "client/app/file_picker.hpp"

#include <QQmlComponent>
#include <QQmlEngine>

namespace mingcha {

namespace {
constexpr char const* dialog_qml =
    "import QtQuick.Dialogs\n"
    "FileDialog {\n"
    "    required property QtObject picker\n"
    "    nameFilters: [\"*.jpg *.jpeg *.png\"]\n"
    "    onAccepted: picker.picked(selectedFile)\n"
    "    onRejected: picker.picked(\"\")\n"
    "}\n";
}  // namespace

void FilePicker::ask(QQmlEngine& engine, Chosen chosen, QObject* parent) {
    auto* picker = new FilePicker(std::move(chosen), parent);
    QQmlComponent component(&engine);
    component.setData(dialog_qml, QUrl());
    auto* dialog =
        component.createWithInitialProperties({{QStringLiteral("picker"), QVariant::fromValue<QObject*>(picker)}});
    if (!dialog) return picker->picked({});
    dialog->setParent(picker);
    QMetaObject::invokeMethod(dialog, "open");
}

void FilePicker::picked(QUrl const& file) {
    chosen_(file.toLocalFile());
    deleteLater();
}

}  // namespace mingcha
