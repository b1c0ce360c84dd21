import QtQuick
import Mingcha.Theme

/// Opens a group: heading left, a fact right.
Item {
    id: root

    property string title: ""
    property string fact: ""

    implicitHeight: Math.max(head.implicitHeight, note.implicitHeight)
    width: parent?.width ?? 0

    Label {
        id: head
        Accessible.role: Accessible.Heading
        Accessible.name: text
        face: Theme.type.heading
        text: root.title
        width: root.width - note.width - Theme.space.s
    }
    Label {
        id: note
        anchors.baseline: head.baseline
        anchors.right: parent.right
        face: Theme.type.label
        horizontalAlignment: Text.AlignRight
        muted: true
        text: root.fact
        width: Math.min(natural.advanceWidth + 2, root.width * 0.55)
    }
    TextMetrics {
        id: natural
        font: note.font
        text: root.fact
    }
}
