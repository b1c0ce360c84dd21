pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Where a row will stand. Does not blink.
Column {
    id: root

    property int rows: 3

    Accessible.ignored: true
    spacing: Theme.space.l

    Repeater {
        model: root.rows
        Column {
            spacing: Theme.space.s
            width: root.width

            Rectangle {
                color: Theme.color.surfaceAlt
                height: Theme.type.body.size
                radius: Theme.radius.s
                width: parent.width * 0.5
            }
            Rectangle {
                color: Theme.color.surfaceAlt
                height: Theme.type.label.size
                radius: Theme.radius.s
                width: parent.width * 0.8
            }
        }
    }
}
