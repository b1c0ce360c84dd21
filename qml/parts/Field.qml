import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// A label above what it names.
Column {
    id: root

    property string label: ""
    property string note: ""

    spacing: Theme.space.xs

    Item {
        height: name.implicitHeight
        width: parent.width

        Label {
            id: name
            face: Theme.type.label
            muted: true
            text: root.label
            width: parent.width - fact.width
        }
        Label {
            id: fact
            anchors.right: parent.right
            face: Theme.type.label
            muted: true
            text: root.note
            wrapMode: Text.NoWrap
        }
    }
}
