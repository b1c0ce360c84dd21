import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// One answer of a score control. Sets, never toggles, so that a second tap changes nothing.
T.AbstractButton {
    id: root

    property int level: 0
    property bool chosen: false
    property bool na: false
    property bool readOnly: false
    property bool large: false
    property string note: ""

    readonly property bool filled: root.chosen && !root.na && root.level > 0
    readonly property color ink: root.filled ? Theme.color.scoreLabel : root.chosen ? Theme.color.text : root.readOnly || root.na ? Theme.color.textMuted : Theme.color.text
    readonly property real room: root.width - 2 * Theme.space.s
    readonly property real needed: (root.level ? Theme.measure.shape + Theme.space.s : 0) + word.implicitWidth

    implicitHeight: Math.max(root.large ? Theme.target.focus : Theme.target.score, word.implicitHeight + Theme.space.s)
    implicitWidth: root.needed + Theme.space.xl + 2 * Theme.space.s
    enabled: !root.readOnly
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.chosen

    contentItem: Item {
        Icon {
            id: shape

            anchors.verticalCenter: parent.verticalCenter
            color: root.filled ? Theme.color.scoreLabel : root.readOnly && !root.chosen ? Theme.color.textMuted : Theme.color.score(root.level)
            name: root.level ? "score-" + root.level : ""
            size: root.large ? Theme.measure.iconButton : Theme.measure.shape
            visible: root.level > 0
            x: root.large ? Theme.space.xl - 4 : Math.max(Theme.space.s, (parent.width - bundle) / 2)

            readonly property real bundle: Math.min(root.needed + (tick.visible ? tick.width + Theme.space.s : 0), root.room)
        }
        Label {
            id: word

            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            face: root.large ? Theme.type.heading : Theme.type.body
            font.weight: root.chosen ? Font.DemiBold : Font.Medium
            horizontalAlignment: root.level ? Text.AlignLeft : Text.AlignHCenter
            text: root.text
            width: Math.min(implicitWidth, root.room - (root.level ? Theme.measure.shape + Theme.space.s : 0))
            x: root.level ? shape.x + shape.width + Theme.space.s : (parent.width - width - (tick.visible ? tick.width + Theme.space.xs : 0)) / 2
        }
        Icon {
            id: tick

            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            name: "check"
            size: Theme.measure.iconButton
            visible: root.chosen && (root.large || root.room >= root.needed + width + Theme.space.s)
            x: root.large ? parent.width - width - Theme.space.xl + 4 : word.x + word.width + Theme.space.s
        }
    }
    background: Rectangle {
        border.color: root.filled ? color : root.chosen ? Theme.color.text : root.readOnly ? Theme.color.divider : Theme.color.outline
        border.width: root.filled ? 0 : Theme.edge
        color: root.filled ? Theme.color.score(root.level) : root.down ? Theme.color.surfaceAlt : root.readOnly ? Theme.color.surface : Theme.color.bg
        radius: Theme.radius.m

        Hatch {
            anchors.fill: parent
            anchors.margins: 1
            color: Theme.color.outline
            ground: Theme.color.surfaceAlt
            radius: Theme.radius.m
            visible: root.chosen && root.na
        }
        FocusRing {
            shown: root.visualFocus
        }
    }
}
