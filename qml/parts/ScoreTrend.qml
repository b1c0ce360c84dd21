pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// The last scores as bars with their numbers; the numbers are the data, the bars only help.
Row {
    id: root

    property var scores: []
    readonly property real cell: (root.width - (root.scores.length - 1) * Theme.space.s) / Math.max(1, root.scores.length)

    spacing: Theme.space.s

    Repeater {
        model: root.scores
        Column {
            id: bar

            required property var modelData

            spacing: Theme.space.xs
            width: Math.min(96, root.cell)

            Label {
                face: Theme.type.label
                horizontalAlignment: Text.AlignHCenter
                strong: true
                text: bar.modelData.text
                width: parent.width
            }
            Item {
                height: 64
                width: parent.width

                Rectangle {
                    anchors.bottom: parent.bottom
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.color.primary
                    height: Math.max(2, parent.height * bar.modelData.value / 100)
                    radius: Theme.radius.s
                    width: Math.min(40, parent.width)
                }
            }
            Label {
                face: Theme.type.caption
                horizontalAlignment: Text.AlignHCenter
                muted: true
                text: bar.modelData.label
                width: parent.width
            }
        }
    }
}
