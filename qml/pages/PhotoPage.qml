pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T8 拍照 and review. Photos are stored at the shutter; leaving loses nothing.
FocusScope {
    id: root

    required property PhotoController photo

    readonly property bool wide: root.width >= 700
    readonly property bool reviewing: root.photo.reviewing !== ""

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    Rectangle {
        id: bar

        color: Theme.color.surface
        height: Math.max(Theme.measure.visitBar, title.implicitHeight + Theme.space.m)
        width: parent.width

        Label {
            id: title
            Accessible.name: text
            Accessible.role: Accessible.Heading
            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideRight
            face: Theme.type.heading
            text: root.reviewing ? root.photo.review.title : root.photo.title
            width: done.x - count.implicitWidth - x - Theme.space.l
            wrapMode: Text.NoWrap
            x: Theme.space.gutter
        }
        Label {
            id: count
            anchors.right: done.left
            anchors.rightMargin: Theme.space.s
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.label
            muted: true
            text: root.reviewing ? root.photo.review.indexText : root.photo.countText
            wrapMode: Text.NoWrap
        }
        Button {
            id: done
            anchors.right: parent.right
            anchors.rightMargin: Theme.space.s
            anchors.verticalCenter: parent.verticalCenter
            iconName: root.reviewing ? "close" : "check"
            kind: "text"
            objectName: root.reviewing ? "photo.review.close" : "photo.done"
            text: root.reviewing ? qsTrId("sheet.close") : qsTrId("sheet.done")
            onClicked: root.reviewing ? root.photo.closeReview() : root.photo.done()
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    Capture {
        anchors.bottom: strip.top
        anchors.top: bar.bottom
        photo: root.photo
        visible: !root.reviewing
        width: parent.width
    }
    PhotoReview {
        anchors.bottom: parent.bottom
        anchors.top: bar.bottom
        photo: root.photo
        visible: root.reviewing
        width: parent.width
    }
    Rectangle {
        id: strip

        anchors.bottom: parent.bottom
        color: Theme.color.surface
        height: visible ? 82 + notice.height + 2 * Theme.space.m + (notice.visible ? Theme.space.s : 0) : 0
        visible: !root.reviewing
        width: parent.width

        Divider {
            width: parent.width
        }
        InlineNotice {
            id: notice
            height: visible ? implicitHeight : 0
            idBase: "photo."
            notice: root.photo.notice
            width: parent.width - 2 * Theme.space.gutter
            x: Theme.space.gutter
            y: Theme.space.m
            onActed: act => root.photo.noticeAct(act)
        }
        ListView {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space.m
            height: 82
            model: root.photo.photos
            orientation: ListView.Horizontal
            spacing: Theme.target.gap
            width: parent.width - 2 * Theme.space.gutter
            x: Theme.space.gutter

            delegate: PhotoThumb {
                required property var modelData
                required property int index

                objectName: "photo.thumb." + (index + 1)
                photo: modelData
                onClicked: root.photo.openReview(modelData.id)
            }
        }
    }
}
