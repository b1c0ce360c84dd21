pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// The five places along the bottom of a narrow window.
Rectangle {
    id: root

    property var places: []
    property string current: ""

    signal opened(string route)

    color: Theme.color.surface
    implicitHeight: row.implicitHeight + Theme.space.xs

    Divider {
        width: parent.width
    }
    Row {
        id: row

        y: Theme.space.xs

        Repeater {
            model: root.places
            PlaceTab {
                required property var modelData

                count: modelData.count ?? 0
                current: root.current === modelData.route
                iconName: modelData.icon
                objectName: "shell.place." + modelData.route
                text: modelData.word
                width: root.width / Math.max(1, root.places.length)
                onClicked: root.opened(modelData.route)
            }
        }
    }
}
