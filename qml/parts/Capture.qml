pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The viewfinder and the shutter on the holding side. Without a camera it says what to do instead.
Item {
    id: root

    required property PhotoController photo
    readonly property bool wide: root.width >= 700
    readonly property bool ready: root.photo.camera === "ready"

    Rectangle {
        id: finder

        height: parent.height - 2 * Theme.space.l - (root.wide ? 0 : tools.height)
        width: parent.width - 2 * Theme.space.l - (root.wide ? tools.width : 0)
        x: Theme.space.l + (root.wide && Theme.leftHand ? tools.width : 0)
        y: Theme.space.l
        clip: true
        color: Theme.color.photoStrip
        radius: Theme.radius.m

        // The multimedia module is loaded only where there is a camera to show.
        Loader {
            id: camera

            readonly property var view: item

            active: root.ready && root.visible
            anchors.fill: parent
            source: active ? "Viewfinder.qml" : ""
            onViewChanged: if (view)
                root.photo.videoSink = view.sink
        }
        Repeater {
            model: root.photo.grid ? 4 : 0
            Rectangle {
                required property int index

                color: Theme.color.onPhotoStrip
                height: index < 2 ? 1 : finder.height
                opacity: 0.4
                width: index < 2 ? finder.width : 1
                x: index < 2 ? 0 : finder.width * (index - 1) / 3
                y: index < 2 ? finder.height * (index + 1) / 3 : 0
            }
        }
        Column {
            anchors.centerIn: parent
            spacing: Theme.space.m
            visible: !root.ready
            width: parent.width - 2 * Theme.space.xl

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.color.onPhotoStrip
                name: "camera-off"
                size: 48
            }
            Label {
                color: Theme.color.onPhotoStrip
                horizontalAlignment: Text.AlignHCenter
                text: root.photo.cameraText
                width: parent.width
            }
        }
        Label {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space.s
            color: Theme.color.onPhotoStrip
            face: Theme.type.label
            text: root.photo.stampText
            width: parent.width - 2 * Theme.space.m
            x: Theme.space.m
        }
    }
    Item {
        id: tools

        height: root.wide ? parent.height : 112
        width: root.wide ? 128 : parent.width
        x: root.wide && !Theme.leftHand ? parent.width - width : 0
        y: parent.height - height

        Grid {
            anchors.centerIn: parent
            columns: root.wide ? 1 : 4
            horizontalItemAlignment: Grid.AlignHCenter
            spacing: Theme.space.l
            verticalItemAlignment: Grid.AlignVCenter

            IconButton {
                checked: root.photo.torch
                edged: true
                enabled: root.photo.torchReady
                iconName: "flash"
                implicitHeight: Theme.target.score
                implicitWidth: Theme.target.score
                objectName: "photo.torch"
                text: qsTrId("photo.torch")
                onClicked: root.photo.torch = !root.photo.torch
            }
            IconButton {
                checked: root.photo.grid
                edged: true
                iconName: "grid"
                implicitHeight: Theme.target.score
                implicitWidth: Theme.target.score
                objectName: "photo.grid"
                text: qsTrId("photo.grid")
                onClicked: root.photo.grid = !root.photo.grid
            }
            T.AbstractButton {
                id: shutter

                Accessible.name: qsTrId("photo.shutter")
                enabled: root.ready
                focusPolicy: Qt.StrongFocus
                implicitHeight: 80
                implicitWidth: 80
                objectName: "photo.shutter"
                onClicked: root.photo.shutter()

                background: Rectangle {
                    border.color: shutter.enabled ? Theme.color.primary : Theme.color.outline
                    border.width: 4
                    color: "transparent"
                    radius: 40

                    Rectangle {
                        anchors.centerIn: parent
                        color: shutter.enabled ? Theme.color.primary : Theme.color.surfaceAlt
                        height: shutter.down ? 52 : 60
                        radius: height / 2
                        width: height
                    }
                    FocusRing {
                        around: 40
                        shown: shutter.visualFocus
                    }
                }
            }
            IconButton {
                edged: true
                iconName: "image"
                implicitHeight: Theme.target.score
                implicitWidth: Theme.target.score
                objectName: "photo.import"
                text: qsTrId("photo.import")
                onClicked: root.photo.chooseFile()
            }
        }
    }
}
