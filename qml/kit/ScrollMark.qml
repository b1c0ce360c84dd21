import QtQuick
import Mingcha.Theme

Rectangle {
    id: root

    required property Flickable view

    color: Theme.color.outline
    height: Math.max(32, root.view.height * root.view.visibleArea.heightRatio)
    opacity: 0.5
    radius: 2
    visible: root.view.visibleArea.heightRatio < 0.999
    width: 4
    x: root.view.width - width - 2
    y: root.view.visibleArea.yPosition * root.view.height
    z: 5
}
