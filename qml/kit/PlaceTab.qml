import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// One place of the rail or of the bottom tabs: icon in a pill, word below, count in the corner.
T.AbstractButton {
    id: root

    property string iconName: ""
    property bool current: false
    property int count: 0

    readonly property color ink: root.current ? Theme.color.primary : Theme.color.textMuted

    implicitHeight: 32 + word.implicitHeight + Theme.space.m
    implicitWidth: Theme.measure.rail
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: root.text + (root.count ? " " + root.count : "")
    Accessible.selected: root.current

    contentItem: Item {
        Rectangle {
            id: pill

            anchors.horizontalCenter: parent.horizontalCenter
            color: root.current ? Theme.color.infoContainer : root.down ? Theme.color.surfaceAlt : "transparent"
            height: 32
            radius: 16
            width: 56
            y: (parent.height - height - word.implicitHeight) / 2

            Icon {
                anchors.centerIn: parent
                color: root.ink
                name: root.iconName
                size: Theme.measure.iconButton + 2
            }
            Rectangle {
                anchors.right: parent.right
                anchors.rightMargin: -4
                border.color: Theme.color.surface
                border.width: 2
                color: Theme.color.pending
                height: 24
                radius: 12
                visible: root.count > 0
                width: Math.max(height, badge.implicitWidth + 12)
                y: -7

                Label {
                    id: badge

                    anchors.centerIn: parent
                    color: Theme.color.bg
                    face: Theme.type.caption
                    strong: true
                    text: root.count
                    wrapMode: Text.NoWrap
                }
            }
        }
        Label {
            id: word

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: pill.bottom
            color: root.ink
            face: Theme.type.caption
            horizontalAlignment: Text.AlignHCenter
            strong: root.current
            text: root.text
            width: Math.min(implicitWidth, root.width)
        }
    }
    background: Item {
        FocusRing {
            shown: root.visualFocus
            anchors.margins: 0
        }
    }
}
