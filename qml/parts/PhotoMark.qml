import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// One mark of the layer over a photo.
Item {
    id: root

    property string tool: ""
    property string label: ""

    Rectangle {
        anchors.fill: parent
        border.color: Theme.color.danger
        border.width: root.tool === "circle" ? 4 : 0
        color: root.tool === "mask" ? Theme.color.photoStrip : "transparent"
        radius: root.tool === "circle" ? Math.min(width, height) / 2 : 2
        visible: root.tool === "circle" || root.tool === "mask"
    }
    Icon {
        anchors.fill: parent
        color: Theme.color.danger
        name: "arrow"
        size: Math.max(24, Math.min(root.width, root.height))
        visible: root.tool === "arrow"
    }
    Rectangle {
        color: Theme.color.photoStrip
        height: text.implicitHeight
        radius: Theme.radius.s
        visible: root.tool === "label" && root.label !== ""
        width: text.implicitWidth + Theme.space.l

        Label {
            id: text
            anchors.centerIn: parent
            color: Theme.color.onPhotoStrip
            face: Theme.type.label
            text: root.label
            wrapMode: Text.NoWrap
        }
    }
}
