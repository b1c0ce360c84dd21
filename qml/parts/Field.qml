import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// A label above what it names; a note stands beside the label, or below it where both do not fit.
Column {
    id: root

    property string label: ""
    property string note: ""
    readonly property bool beside: name.implicitWidth + Theme.space.l + fact.implicitWidth <= root.width

    spacing: Theme.space.xs

    Item {
        height: name.height + (root.beside || root.note === "" ? 0 : fact.height)
        width: parent.width

        Label {
            id: name
            face: Theme.type.label
            muted: true
            text: root.label
            width: root.beside ? parent.width - fact.width : parent.width
        }
        Label {
            id: fact
            face: Theme.type.label
            muted: true
            text: root.note
            width: root.beside ? implicitWidth : parent.width
            x: parent.width - width
            y: root.beside ? 0 : name.height
        }
    }
}
