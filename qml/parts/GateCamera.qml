import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The camera over the check-in, for the plaque or the gate: one picture, and back.
FocusScope {
    id: root

    required property CheckinController checkin
    readonly property bool open: root.checkin.capturing !== ""

    anchors.fill: parent
    focus: root.open
    visible: root.open
    z: 10
    Keys.onBackPressed: root.checkin.closeCamera()
    Keys.onEscapePressed: root.checkin.closeCamera()

    Rectangle {
        anchors.fill: parent
        color: Theme.color.photoStrip

        MouseArea {
            anchors.fill: parent
        }
    }
    // The multimedia module is loaded only where there is a camera to show.
    Loader {
        readonly property var view: item

        active: root.open
        anchors.bottom: dock.top
        anchors.top: parent.top
        source: active ? "Viewfinder.qml" : ""
        width: parent.width
        onViewChanged: if (view)
            root.checkin.videoSink = view.sink
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        width: parent.width
        start: [
            DockButton {
                iconName: "close"
                objectName: "checkin.camera.close"
                text: qsTrId("dialog.cancel")
                onClicked: root.checkin.closeCamera()
            },
            DockButton {
                iconName: "image"
                objectName: "checkin.camera.import"
                text: qsTrId("photo.import")
                onClicked: root.checkin.chooseFile()
            }
        ]
        end: [
            Button {
                iconName: "camera"
                kind: "filled"
                objectName: "checkin.camera.shutter"
                tall: true
                text: root.checkin.capturing === "gate" ? qsTrId("checkin.refusal.photo") : qsTrId("checkin.camera.plaque")
                onClicked: root.checkin.shutter()
            }
        ]
    }
}
