import QtQuick
import Mingcha.Icons
import Mingcha.Theme

/// A round mark: done (green check), now, next.
Rectangle {
    id: root

    property string iconName: ""

    color: root.state === "done" ? Theme.color.successContainer : root.state === "now" ? Theme.color.infoContainer : Theme.color.surfaceAlt
    height: 32
    radius: 16
    width: 32

    Icon {
        anchors.centerIn: parent
        color: root.state === "done" ? Theme.color.success : root.state === "now" ? Theme.color.primary : Theme.color.textMuted
        name: root.iconName || "check"
        size: Theme.measure.iconButton
    }
}
