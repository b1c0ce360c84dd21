import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// A named switch; the row is as wide as its parent.
Item {
    id: root

    property string text: ""
    property string iconName: ""
    property bool on: false

    signal asked(bool on)

    height: Math.max(Theme.target.min, label.implicitHeight)
    width: parent?.width ?? 0

    Icon {
        id: icon
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.textMuted
        name: root.iconName
        size: Theme.measure.iconButton
        visible: root.iconName !== ""
    }
    Label {
        id: label
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        width: parent.width - x - toggle.width - Theme.space.s
        x: icon.visible ? icon.width + Theme.space.m : 0
    }
    Toggle {
        id: toggle
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        objectName: root.objectName + ".switch"
        on: root.on
        text: root.text
        onAsked: on => root.asked(on)
    }
}
