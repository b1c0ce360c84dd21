import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// Head of the screens before unlocking: the mark, a title, the language.
Item {
    id: root

    required property AppController app
    property string title: ""

    implicitHeight: Math.max(Theme.measure.topBar, head.implicitHeight + Theme.space.m)

    Rectangle {
        id: brand

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.primary
        height: 40
        radius: 10
        width: 40
        x: Theme.space.gutter

        Icon {
            anchors.centerIn: parent
            color: Theme.color.onPrimary
            name: "brand"
            size: 28
        }
    }
    Label {
        id: head
        Accessible.name: text
        Accessible.role: Accessible.Heading
        anchors.left: brand.right
        anchors.leftMargin: Theme.space.m
        anchors.right: language.left
        anchors.rightMargin: Theme.space.s
        anchors.verticalCenter: parent.verticalCenter
        face: Theme.type.heading
        text: root.title
    }
    LanguageSwitch {
        id: language
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.gutter
        anchors.verticalCenter: parent.verticalCenter
        idBase: "shell."
        language: root.app.language
        onAsked: code => root.app.language = code
    }
}
