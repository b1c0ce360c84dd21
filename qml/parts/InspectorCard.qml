import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// 亮证: the inspector's card over the whole screen, in light colours for the reader opposite.
Rectangle {
    id: root

    property var card: ({})

    signal closed

    Accessible.name: qsTrId("checkin.card") + " " + (root.card.name ?? "") + " " + (root.card.number ?? "")
    Accessible.role: Accessible.Dialog
    anchors.fill: parent
    color: Theme.color.bg
    z: 30

    MouseArea {
        anchors.fill: parent
    }
    Column {
        anchors.centerIn: parent
        spacing: Theme.space.l
        width: Math.min(parent.width - 2 * Theme.space.gutter, 480)

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            border.color: Theme.color.divider
            border.width: 1
            color: Theme.color.surface
            height: 168
            radius: Theme.radius.m
            width: 128

            Icon {
                anchors.centerIn: parent
                color: Theme.color.textMuted
                name: "person"
                size: 72
                visible: picture.status !== Image.Ready
            }
            Image {
                id: picture
                anchors.fill: parent
                anchors.margins: 1
                fillMode: Image.PreserveAspectCrop
                source: root.card.photo ?? ""
            }
        }
        Label {
            face: Theme.type.display
            horizontalAlignment: Text.AlignHCenter
            text: root.card.name ?? ""
            width: parent.width
        }
        Label {
            horizontalAlignment: Text.AlignHCenter
            text: root.card.office ?? ""
            width: parent.width
        }
        Label {
            face: Theme.type.heading
            horizontalAlignment: Text.AlignHCenter
            text: qsTrId("card.number").arg(root.card.number ?? "")
            width: parent.width
        }
        Label {
            horizontalAlignment: Text.AlignHCenter
            muted: true
            text: root.card.term ?? ""
            width: parent.width
        }
        Button {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "card.close"
            tall: true
            text: qsTrId("sheet.close")
            onClicked: root.closed()
        }
    }
}
