pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// Photos of one thing, and the button for one more; a forbidden item says why instead.
Flow {
    id: root

    property var photos: []
    property int cellWidth: 109
    property int cellHeight: 82
    property bool forbidden: false
    property string why: ""
    property bool readOnly: false
    property string idBase: ""

    signal opened(string id)
    signal photoAsked

    spacing: Theme.target.gap

    Repeater {
        model: root.photos
        PhotoThumb {
            required property int index
            required property var modelData

            height: root.cellHeight
            objectName: root.idBase + "photo." + (index + 1)
            photo: modelData
            width: root.cellWidth
            onClicked: root.opened(modelData.id)
        }
    }
    T.AbstractButton {
        id: camera

        Accessible.name: camera.text
        focusPolicy: Qt.StrongFocus
        height: root.cellHeight
        objectName: root.idBase + "camera"
        text: qsTrId("photo.take")
        visible: !root.forbidden && !root.readOnly
        width: root.cellWidth
        onClicked: root.photoAsked()

        contentItem: Item {
            Column {
                anchors.centerIn: parent
                spacing: Theme.space.xs

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.color.primary
                    name: "camera"
                    size: Theme.measure.iconButton
                }
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.color.primary
                    face: Theme.type.label
                    text: camera.text
                    wrapMode: Text.NoWrap
                }
            }
        }
        background: Rectangle {
            border.color: Theme.color.outline
            border.width: Theme.edge
            color: camera.down ? Theme.color.surfaceAlt : Theme.color.bg
            radius: Theme.radius.m

            FocusRing {
                shown: camera.visualFocus
            }
        }
    }
    Row {
        height: Math.max(Theme.target.min, whyLabel.implicitHeight)
        spacing: Theme.space.s
        visible: root.forbidden
        width: root.width

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.color.textMuted
            name: "camera-off"
            size: Theme.measure.iconButton
        }
        Label {
            id: whyLabel
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.label
            muted: true
            text: root.why
            width: root.width - 40
        }
    }
}
