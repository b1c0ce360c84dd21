import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// A folder or a picture file: its picture, its name, its time and size.
T.AbstractButton {
    id: root

    required property string name
    required property string facts
    required property string source
    required property bool folder

    focusPolicy: Qt.StrongFocus
    Accessible.name: root.folder ? qsTrId("files.folder") + "，" + root.name : root.name + "，" + root.facts
    Accessible.role: Accessible.Button

    contentItem: Item {
        Rectangle {
            id: frame

            clip: true
            color: root.folder || image.status !== Image.Ready ? Theme.color.surfaceAlt : Theme.color.paper
            height: Math.round(width * 0.75)
            radius: Theme.radius.m
            width: parent.width

            Icon {
                anchors.centerIn: parent
                color: Theme.color.textMuted
                name: root.folder ? "folder" : "image"
                size: 40
                visible: root.folder || image.status !== Image.Ready
            }
            Image {
                id: image

                anchors.fill: parent
                asynchronous: true
                autoTransform: true
                cache: false
                fillMode: Image.PreserveAspectCrop
                source: root.source
                // A card holds thousands of pictures: each is decoded no larger than it is shown.
                sourceSize.width: frame.width * 2
            }
        }
        Label {
            id: title

            elide: Text.ElideMiddle
            face: Theme.type.label
            text: root.name
            width: parent.width
            wrapMode: Text.NoWrap
            y: frame.height + Theme.space.xs
        }
        Label {
            elide: Text.ElideRight
            face: Theme.type.caption
            muted: true
            text: root.facts
            width: parent.width
            wrapMode: Text.NoWrap
            y: title.y + title.implicitHeight
        }
    }
    background: Item {
        FocusRing {
            shown: root.visualFocus
        }
    }
}
