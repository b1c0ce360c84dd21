import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// A square button with an icon alone; `text` is its name for those who cannot see it.
T.AbstractButton {
    id: root

    property string iconName: ""
    property color ink: Theme.color.textMuted
    property bool edged: false
    property int iconSize: Theme.measure.icon

    implicitWidth: Theme.target.min
    implicitHeight: Theme.target.min
    focusPolicy: Qt.StrongFocus
    Accessible.name: root.text
    Accessible.checkable: root.checkable
    Accessible.checked: root.checked

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            color: !root.enabled ? Theme.color.outline : root.checked ? Theme.color.primary : root.ink
            name: root.iconName
            size: root.iconSize
        }
    }
    background: Rectangle {
        border.color: Theme.color.outline
        border.width: root.edged ? Theme.edge : 0
        color: root.down ? Theme.color.surfaceAlt : root.checked ? Theme.color.infoContainer : root.edged ? Theme.color.bg : "transparent"
        radius: Theme.radius.m

        FocusRing {
            shown: root.visualFocus
        }
    }
}
