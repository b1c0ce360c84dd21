import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// A radio choice as a card: the same look for every choice, so that none is praised or warned of.
T.AbstractButton {
    id: root

    property bool chosen: false

    Accessible.checkable: true
    Accessible.checked: root.chosen
    Accessible.name: root.text
    Accessible.role: Accessible.RadioButton
    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(Theme.target.score, word.implicitHeight + Theme.space.l)
    implicitWidth: word.implicitWidth + 72

    contentItem: Item {
        Rectangle {
            id: dot

            anchors.verticalCenter: parent.verticalCenter
            border.color: root.chosen ? Theme.color.primary : Theme.color.outline
            border.width: 2
            color: Theme.color.bg
            height: 20
            radius: 10
            width: 20
            x: Theme.space.l + 2

            Rectangle {
                anchors.centerIn: parent
                color: Theme.color.primary
                height: 10
                radius: 5
                visible: root.chosen
                width: 10
            }
        }
        Label {
            id: word

            anchors.verticalCenter: parent.verticalCenter
            color: root.chosen ? Theme.color.primary : Theme.color.text
            font.weight: root.chosen ? Font.DemiBold : Font.Medium
            text: root.text
            width: parent.width - x - Theme.space.s
            x: dot.x + dot.width + Theme.space.m
        }
    }
    background: Rectangle {
        border.color: root.chosen ? Theme.color.primary : Theme.color.outline
        border.width: root.chosen ? 2 : Theme.edge
        color: root.down ? Theme.color.surfaceAlt : root.chosen ? Theme.color.infoContainer : Theme.color.bg
        radius: Theme.radius.m

        FocusRing {
            shown: root.visualFocus
        }
    }
}
