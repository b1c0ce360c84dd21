import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// A switch; `asked` tells the wish, the model decides.
T.AbstractButton {
    id: root

    property bool on: false

    signal asked(bool on)

    Accessible.checkable: true
    Accessible.checked: root.on
    Accessible.name: root.text
    Accessible.role: Accessible.CheckBox
    focusPolicy: Qt.StrongFocus
    implicitHeight: Theme.target.min
    implicitWidth: 52 + Theme.space.xs
    onClicked: root.asked(!root.on)

    contentItem: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
            border.color: root.on ? Theme.color.primary : Theme.color.outline
            border.width: Theme.outdoor ? 2 : 1
            color: root.on ? Theme.color.primary : Theme.color.surfaceAlt
            height: 32
            radius: 16
            width: 52

            Rectangle {
                color: root.on ? Theme.color.onPrimary : Theme.color.outline
                height: 24
                radius: 12
                width: 24
                x: root.on ? parent.width - width - 4 : 4
                y: 4

                Icon {
                    anchors.centerIn: parent
                    color: Theme.color.primary
                    name: "check"
                    size: Theme.measure.iconChip
                    visible: root.on
                }
            }
            FocusRing {
                around: 16
                shown: root.visualFocus
            }
        }
    }
    background: Item {
    }
}
