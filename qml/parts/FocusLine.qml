import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// One line of the focus screen that opens the panel.
T.AbstractButton {
    id: root

    property string iconName: ""
    property string note: ""
    property string trailing: "chevron-right"
    property bool tint: false

    Accessible.name: root.text + (root.note ? " " + root.note : "")
    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(Theme.target.min, word.implicitHeight + Theme.space.l)

    contentItem: Item {
        Icon {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            color: root.tint ? Theme.color.danger : Theme.color.textMuted
            name: root.iconName
            size: Theme.measure.iconButton
        }
        Label {
            id: word
            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideRight
            maximumLineCount: 2
            text: root.text
            width: Math.min(implicitWidth, parent.width - x - 40 - (noteLabel.width ? noteLabel.width + Theme.space.s : 0))
            x: icon.width + Theme.space.m
        }
        Label {
            id: noteLabel
            anchors.left: word.right
            anchors.leftMargin: Theme.space.m
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.label
            muted: true
            text: root.note
            wrapMode: Text.NoWrap
        }
        Icon {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.color.textMuted
            name: root.trailing
            size: Theme.measure.iconButton
        }
    }
    background: Rectangle {
        color: root.down ? Theme.color.surfaceAlt : "transparent"

        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
        FocusRing {
            anchors.margins: 0
            shown: root.visualFocus
        }
    }
}
