import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// One piece of evidence at check-in: what it is, what was read, whether it stands.
Item {
    id: root

    property string iconName: ""
    property string title: ""
    property string text: ""
    property string note: ""
    property bool ok: false
    property bool waiting: false
    property bool last: false

    Accessible.name: root.title + " " + root.text
    Accessible.role: Accessible.StaticText
    implicitHeight: Math.max(56, words.height + Theme.space.l)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.textMuted
        name: root.iconName
        size: Theme.measure.iconButton
        x: Theme.space.l
    }
    Label {
        id: head
        anchors.verticalCenter: parent.verticalCenter
        muted: true
        text: root.title
        width: 84 * Math.max(1, Theme.fontScale)
        x: 52
    }
    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - 56
        x: head.x + head.width + Theme.space.s

        Label {
            text: root.text
            width: parent.width
        }
        Label {
            color: Theme.color.warning
            face: Theme.type.label
            text: root.note
            visible: text !== ""
            width: parent.width
        }
    }
    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.l
        anchors.verticalCenter: parent.verticalCenter
        color: root.ok ? Theme.color.success : Theme.color.textMuted
        name: root.ok ? "check-circle" : root.waiting ? "empty-circle" : "minus"
        size: Theme.measure.iconButton + 2
    }
    Divider {
        anchors.bottom: parent.bottom
        visible: !root.last
        width: parent.width
    }
}
