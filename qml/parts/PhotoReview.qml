pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// One photo large, with its caption and where it belongs.
Item {
    id: root

    required property PhotoController photo

    Item {
        id: stage

        height: under.y - 2 * Theme.space.l
        width: parent.width - 2 * Theme.space.l
        x: Theme.space.l
        y: Theme.space.l

        Image {
            id: image

            anchors.fill: parent
            asynchronous: true
            fillMode: Image.PreserveAspectFit
            source: root.photo.review.source ?? ""
        }
    }
    Column {
        id: under

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.l
        spacing: Theme.space.m
        width: parent.width - 2 * Theme.space.l
        x: Theme.space.l

        Label {
            face: Theme.type.label
            font.weight: Font.Normal
            muted: true
            text: root.photo.review.stampText ?? ""
            width: parent.width
        }
        InputField {
            hint: qsTrId("photo.caption")
            idBase: "photo.caption"
            owner: root.photo.reviewing
            value: root.photo.review.caption ?? ""
            width: parent.width
            field.Accessible.name: qsTrId("photo.caption")
            onTyped: (text, id) => root.photo.setCaption(id, text)
        }
        ReleaseAsk {
            idBase: "photo.release."
            options: root.photo.release
            visible: root.photo.releaseAsk
            width: parent.width
            onPicked: (value, ground) => root.photo.setRelease(value, ground)
        }
        Label {
            face: Theme.type.label
            text: root.photo.releaseText
            visible: text !== ""
            width: parent.width
        }
        ChipFlow {
            idBase: "photo.move."
            options: root.photo.moveTargets
            visible: move.open
            width: parent.width
            onPicked: value => {
                move.open = false;
                root.photo.moveTo(root.photo.reviewing, value);
                root.photo.closeReview();
            }
        }
        Flow {
            spacing: Theme.target.gap
            width: parent.width

            Button {
                iconName: "trash"
                objectName: "photo.remove"
                text: qsTrId("photo.remove")
                onClicked: root.photo.remove(root.photo.reviewing)
            }
            Button {
                id: move

                property bool open: false

                objectName: "photo.move"
                text: qsTrId("photo.move")
                trailingIcon: open ? "chevron-up" : "chevron-down"
                visible: root.photo.moveTargets.length > 0
                onClicked: open = !open
            }
            Button {
                iconName: "camera"
                objectName: "photo.retake"
                text: qsTrId("photo.retake")
                onClicked: root.photo.retake()
            }
            Button {
                kind: "filled"
                objectName: "photo.next"
                text: qsTrId("photo.next")
                trailingIcon: "chevron-right"
                onClicked: root.photo.nextPhoto()
            }
        }
    }
}
