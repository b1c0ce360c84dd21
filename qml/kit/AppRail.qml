pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Theme

/// The five places, down the holding side of a wide window.
Rectangle {
    id: root

    property var places: []  // [{route, icon, word, count}]
    property string current: ""

    signal opened(string route)

    color: Theme.color.surface
    implicitWidth: Math.max(Theme.measure.rail, Theme.measure.rail * Math.min(Theme.fontScale, 1.4))

    Rectangle {
        id: brand

        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.color.primary
        height: 40
        radius: 10
        width: 40
        y: Theme.space.l

        Icon {
            anchors.centerIn: parent
            color: Theme.color.onPrimary
            name: "brand"
            size: 28
        }
    }
    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: brand.bottom
        anchors.topMargin: Theme.space.l
        spacing: 0

        Repeater {
            model: root.places
            PlaceTab {
                required property var modelData

                count: modelData.count ?? 0
                current: root.current === modelData.route
                height: Math.max(72, implicitHeight)
                iconName: modelData.icon
                objectName: "shell.place." + modelData.route
                text: modelData.word
                width: root.width
                onClicked: root.opened(modelData.route)
            }
        }
    }
    Divider {
        anchors.right: parent.right
        height: parent.height
    }
}
