import QtQuick
import Mingcha.Theme

/// A sheet over the lower part of its parent (or its side, when `side` is set). Closes by back, scrim, ✕ and Esc; keeps its content.
FocusScope {
    id: root

    default property alias content: holder.data
    property bool open: false
    property bool side: false
    property bool scrim: true
    property real share: 0.6
    property real topEdge: root.height * (1 - root.share)
    // Until it was opened once it stands still: a page that gets its size must not show it sliding away.
    property bool moves: false

    signal closed

    anchors.fill: parent
    focus: root.open
    visible: root.open || slide.running
    z: 10
    Accessible.role: Accessible.Dialog
    onOpenChanged: root.moves = true
    Keys.onBackPressed: root.closed()
    Keys.onEscapePressed: root.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.color.photoStrip
        opacity: root.open ? 0.4 : 0
        visible: root.scrim

        TapHandler {
            enabled: root.open
            onTapped: root.closed()
        }
    }
    Rectangle {
        id: body

        border.color: Theme.outdoor ? Theme.color.outline : Theme.color.divider
        border.width: Theme.edge
        color: Theme.color.surface
        height: root.side ? root.height : root.height - root.topEdge + radius
        radius: root.side ? 0 : Theme.radius.l
        width: root.side ? Math.min(root.width, Theme.measure.panel) : root.width
        x: root.side ? (root.open ? root.width - width : root.width) : 0
        y: root.side ? 0 : root.open ? root.topEdge : root.height

        Behavior on x  {
            enabled: root.moves
            NumberAnimation {
                duration: Theme.motion.base
                easing.type: Easing.OutCubic
            }
        }
        Behavior on y  {
            enabled: root.moves
            NumberAnimation {
                id: slide
                duration: Theme.motion.base
                easing.type: Easing.OutCubic
            }
        }

        MouseArea {
            anchors.fill: parent
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.color.outline
            height: 4
            radius: 2
            visible: !root.side
            width: 40
            y: Theme.space.s
        }
        Item {
            id: holder

            height: body.height - y - (root.side ? 0 : body.radius)
            width: body.width
            y: root.side ? 0 : Theme.space.l
        }
    }
}
