import QtQuick
import Mingcha.Icons
import QtQuick.Templates as T
import Mingcha.Theme

/// What was just done, and 撤销. Inverse colours, above the dock. The controller lets it go after 10 s.
Rectangle {
    id: root

    property string text: ""
    property string iconName: "check"
    property bool undoable: false

    signal undone

    Accessible.name: root.text
    Accessible.role: Accessible.AlertMessage
    color: Theme.color.text
    implicitHeight: Math.max(Theme.target.score, words.implicitHeight + Theme.space.l)
    implicitWidth: icon.width + words.implicitWidth + (root.undoable ? undo.width : Theme.space.l) + Theme.space.l + 2 * Theme.space.m
    radius: Theme.radius.m

    Icon {
        id: icon
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.bg
        name: root.iconName || "check"
        size: Theme.measure.iconButton
        x: Theme.space.l
    }
    Label {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.bg
        text: root.text
        width: root.width - x - (root.undoable ? undo.width + Theme.space.s : Theme.space.l)
        x: icon.x + icon.width + Theme.space.m
    }
    T.AbstractButton {
        id: undo

        Accessible.name: undo.text
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        focusPolicy: Qt.StrongFocus
        height: Theme.target.min
        objectName: "shell.undo"
        text: qsTrId("undo.do")
        visible: root.undoable
        width: undoRow.implicitWidth + 2 * Theme.space.l
        onClicked: root.undone()

        contentItem: Item {
            Row {
                id: undoRow

                anchors.centerIn: parent
                spacing: Theme.space.s

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.color.bg
                    name: "undo"
                    size: Theme.measure.iconButton
                }
                Label {
                    color: Theme.color.bg
                    strong: true
                    text: undo.text
                    wrapMode: Text.NoWrap
                }
            }
        }
        background: Rectangle {
            border.color: Theme.color.bg
            border.width: undo.visualFocus ? 2 : 0
            color: "transparent"
            radius: Theme.radius.m
        }
    }
}
