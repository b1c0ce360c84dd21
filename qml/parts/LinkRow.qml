import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// A line of text that leads somewhere.
T.AbstractButton {
    id: root

    property bool muted: false
    readonly property color ink: root.muted ? Theme.color.textMuted : Theme.color.primary

    Accessible.name: root.text
    Accessible.role: Accessible.Link
    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(Theme.target.min, word.implicitHeight)

    contentItem: Item {
        Label {
            id: word
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            face: root.muted ? Theme.type.label : Theme.type.body
            font.weight: root.muted ? Font.Normal : Font.Medium
            text: root.text
            width: parent.width - 28
        }
        Icon {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            name: "chevron-right"
            size: Theme.measure.iconButton
        }
    }
    background: Rectangle {
        color: root.down ? Theme.color.surfaceAlt : "transparent"
        radius: Theme.radius.m

        FocusRing {
            anchors.margins: 0
            shown: root.visualFocus
        }
    }
}
