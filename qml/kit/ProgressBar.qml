import QtQuick
import Mingcha.Theme

Rectangle {
    id: root

    property real value: 0
    property string name: ""
    property bool tinted: false

    Accessible.name: root.name
    Accessible.role: Accessible.ProgressBar
    color: root.tinted ? Theme.color.bg : Theme.color.surfaceAlt
    implicitHeight: 8
    implicitWidth: 96
    radius: 4

    Rectangle {
        color: Theme.color.primary
        height: parent.height
        radius: parent.radius
        width: Math.round(parent.width * Math.max(0, Math.min(1, root.value)))
    }
}
