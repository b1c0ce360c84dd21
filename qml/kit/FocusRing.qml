import QtQuick
import Mingcha.Theme

/// 3 dp ring of the text colour with a 2 dp halo of the ground, outside its parent.
Rectangle {
    id: root

    property bool shown: false
    property real around: Theme.radius.m

    anchors.fill: parent
    anchors.margins: -(Theme.measure.focusHalo + Theme.measure.focusRing)
    border.color: Theme.color.text
    border.width: Theme.measure.focusRing
    color: "transparent"
    radius: root.around + Theme.measure.focusHalo + Theme.measure.focusRing
    visible: root.shown
    z: 1

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.measure.focusRing
        border.color: Theme.color.bg
        border.width: Theme.measure.focusHalo
        color: "transparent"
        radius: root.around + Theme.measure.focusHalo
    }
}
