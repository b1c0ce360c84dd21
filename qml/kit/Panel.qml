import QtQuick
import Mingcha.Theme

/// A card: ground, edge, and a faint lower edge where it lies on something.
Rectangle {
    id: root

    property bool raised: false

    border.color: Theme.outdoor ? Theme.color.outline : Theme.color.divider
    border.width: Theme.edge
    color: Theme.color.bg
    radius: Theme.radius.m

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: 1
        anchors.bottomMargin: -1
        color: Theme.color.text
        opacity: 0.05
        radius: Theme.radius.m
        visible: root.raised && !Theme.outdoor && !Theme.night
        z: -1
    }
}
