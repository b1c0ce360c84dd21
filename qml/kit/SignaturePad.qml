import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// Signing with finger or pen. Strokes live in `ink`; `finished` tells them with an image after each stroke.
Rectangle {
    id: root

    property string signer: ""
    property bool enabledPad: true
    property var kept: []  // strokes of a pad that went when the page was laid out anew
    readonly property bool blank: ink.blank
    property alias ink: ink

    signal finished(var strokes, var image)
    signal cleared

    function clear() {
        ink.clear();
        root.cleared();
    }

    Accessible.name: qsTrId("sign.here")
    Accessible.role: Accessible.Graphic
    border.color: Theme.color.outline
    border.width: Theme.edge
    color: Theme.color.bg
    implicitHeight: Theme.measure.signature
    radius: Theme.radius.m

    Row {
        id: line

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 56
        anchors.horizontalCenter: parent.horizontalCenter
        clip: true
        spacing: 4
        width: parent.width - 2 * Theme.space.xxl

        Repeater {
            model: Math.max(0, Math.ceil(line.width / 8))
            Rectangle {
                color: Theme.color.outline
                height: 1
                width: 4
            }
        }
    }
    Label {
        anchors.left: line.left
        anchors.top: line.bottom
        anchors.topMargin: Theme.space.m
        face: Theme.type.label
        muted: true
        text: root.signer
    }
    Ink {
        id: ink

        anchors.fill: parent
        color: Theme.color.text
        onWidthChanged: if (ink.blank && ink.width > 0 && root.kept.length > 0)
            ink.restore(root.kept)

        // A mouse area and not a handler: a page that scrolls must not take a stroke away.
        MouseArea {
            anchors.fill: parent
            enabled: root.enabledPad
            preventStealing: true
            onPositionChanged: mouse => ink.extend(mouse.x, mouse.y)
            onPressed: mouse => ink.begin(mouse.x, mouse.y)
            onReleased: root.finished(ink.strokes(), ink.image())
        }
    }
    Button {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.s
        anchors.top: parent.top
        anchors.topMargin: Theme.space.xs
        iconName: "undo"
        kind: "text"
        objectName: "confirm.signature.clear"
        text: qsTrId("sign.clear")
        visible: !ink.blank && root.enabledPad
        onClicked: root.clear()
    }
}
