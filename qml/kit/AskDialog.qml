import QtQuick
import Mingcha.Theme

/// The question before one of the five acts that cannot be undone. Never for anything else.
FocusScope {
    id: root

    property bool open: false
    property string title: ""
    property string text: ""
    property string yes: ""
    property bool danger: false
    property bool plain: false  // no act of its own: what is inside answers
    property string idBase: ""
    default property alias extra: more.data

    signal accepted
    signal closed

    Accessible.name: root.title
    Accessible.role: Accessible.Dialog
    anchors.fill: parent
    focus: root.open
    visible: root.open
    z: 20
    Keys.onBackPressed: root.closed()
    Keys.onEscapePressed: root.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.color.photoStrip
        opacity: 0.5

        TapHandler {
            onTapped: root.closed()
        }
    }
    Panel {
        anchors.centerIn: parent
        height: body.implicitHeight + 2 * Theme.space.xl
        radius: Theme.radius.l
        width: Math.min(480 * Math.max(1, Theme.fontScale), root.width - 2 * Theme.space.l)

        MouseArea {
            anchors.fill: parent
        }
        Column {
            id: body

            anchors.centerIn: parent
            spacing: Theme.space.l
            width: parent.width - 2 * Theme.space.xl

            Label {
                face: Theme.type.heading
                text: root.title
                width: parent.width
            }
            Label {
                text: root.text
                visible: text !== ""
                width: parent.width
            }
            Column {
                id: more
                spacing: Theme.space.m
                width: parent.width
            }
            Flow {
                layoutDirection: Theme.leftHand ? Qt.LeftToRight : Qt.RightToLeft
                spacing: Theme.target.gap
                width: parent.width

                Button {
                    kind: root.danger ? "dangerFilled" : "filled"
                    objectName: root.idBase + "yes"
                    tall: true
                    text: root.yes
                    visible: !root.plain
                    onClicked: root.accepted()
                }
                Button {
                    objectName: root.idBase + "no"
                    tall: true
                    text: qsTrId("dialog.cancel")
                    onClicked: root.closed()
                }
            }
        }
    }
}
