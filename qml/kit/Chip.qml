import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// A choice among few: quick phrase, filter, reason. Chosen: 2 dp primary edge, tint, check.
T.AbstractButton {
    id: root

    property bool chosen: false
    property string iconName: ""
    property bool single: false
    property bool tick: true

    readonly property real iconRoom: mark.visible ? mark.width + content.spacing : 0

    implicitWidth: Math.max(Theme.target.min, natural.span + root.iconRoom + 2 * Theme.space.m)
    implicitHeight: Math.max(Theme.target.min, label.implicitHeight + Theme.space.s)
    focusPolicy: Qt.StrongFocus
    Accessible.role: root.single ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.chosen

    TextMetrics {
        id: natural
        readonly property int span: Math.ceil(advanceWidth) + 1
        font: label.font
        text: root.text
    }

    contentItem: Item {
        Row {
            id: content

            anchors.centerIn: parent
            spacing: Theme.space.xs + 2

            Icon {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                color: root.chosen ? Theme.color.primary : Theme.color.text
                name: root.chosen && root.tick ? "check" : root.iconName
                size: Theme.measure.iconChip
                visible: name !== ""
            }
            Label {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                color: root.chosen ? Theme.color.primary : Theme.color.text
                face: Theme.type.label
                strong: root.chosen
                text: root.text
                width: root.width > 0 ? Math.min(natural.span, Math.max(Theme.type.label.size, root.width - root.iconRoom - 2 * Theme.space.s)) : natural.span
            }
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
