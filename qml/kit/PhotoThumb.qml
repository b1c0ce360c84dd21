import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// A photo with its time strip. Keeps its own light ground in both themes.
T.AbstractButton {
    id: root

    property var photo: ({})
    property bool strip: true

    implicitHeight: 82
    implicitWidth: 109
    focusPolicy: Qt.StrongFocus
    Accessible.name: root.photo.name ?? ""
    Accessible.role: Accessible.Button

    contentItem: Item {
        Rectangle {
            anchors.fill: parent
            clip: true
            color: Theme.color.paper
            radius: Theme.radius.m

            Rectangle {
                anchors.fill: parent
                color: Theme.color.outline
                opacity: 0.25
                radius: Theme.radius.m
            }
            Image {
                anchors.fill: parent
                asynchronous: true
                fillMode: Image.PreserveAspectCrop
                source: root.photo.source ?? ""
                sourceSize.height: root.height * 2
            }
            Rectangle {
                anchors.bottom: parent.bottom
                color: Theme.color.photoStrip
                height: Math.max(20, stamp.implicitHeight)
                opacity: 0.85
                visible: root.strip && stamp.text !== ""
                width: parent.width
            }
            Label {
                id: stamp

                anchors.bottom: parent.bottom
                color: Theme.color.onPhotoStrip
                elide: Text.ElideRight
                face: Theme.type.caption
                text: [root.photo.time, root.photo.mark].filter(s => s).join(" ")
                visible: root.strip
                width: parent.width - 8
                wrapMode: Text.NoWrap
                x: 6
            }
        }
    }
    background: Item {
        FocusRing {
            shown: root.visualFocus
        }
    }
}
