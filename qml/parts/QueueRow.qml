import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// One visit on its way to the office: data first, then photos.
T.AbstractButton {
    id: root

    required property SyncController sync
    required property var model

    readonly property bool moving: root.model.photosText !== ""

    Accessible.name: root.model.school + "，" + root.model.dataText + "，" + root.model.photosText
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.model.selected
    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(Theme.measure.listRow, body.height + 2 * Theme.space.l)
    objectName: "sync.queue." + root.model.key
    onClicked: root.sync.select(root.model.id)

    contentItem: Item {
        Column {
            id: body

            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.xs
            width: parent.width - 2 * Theme.space.gutter - (act.visible ? act.width + Theme.space.m : 0)
            x: Theme.space.gutter

            Item {
                height: Math.max(names.height, day.height)
                width: parent.width

                Flow {
                    id: names

                    spacing: Theme.space.m
                    width: parent.width - day.width

                    Label {
                        font.weight: Font.Medium
                        height: Math.max(implicitHeight, Theme.measure.chip)
                        text: root.model.school
                        width: Math.min(implicitWidth, names.width)
                    }
                    StatusChip {
                        chip: root.model.chip ?? ({})
                        tinted: root.model.selected
                    }
                }
                Label {
                    id: day
                    anchors.right: parent.right
                    face: Theme.type.label
                    muted: true
                    text: root.model.dateText
                    visible: !act.visible
                    wrapMode: Text.NoWrap
                }
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.model.reason
                visible: text !== ""
                width: parent.width
            }
            Item {
                id: line

                readonly property bool narrow: width < 480 * Math.max(1, Theme.fontScale)
                readonly property real tail: root.model.uploading ? Theme.target.min - Theme.space.m : 0

                height: state.height + (narrow ? Theme.space.l : 0)
                visible: root.moving
                width: parent.width

                Row {
                    id: state

                    spacing: Theme.space.s

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        color: root.model.dataDone ? Theme.color.success : Theme.color.textMuted
                        name: root.model.dataDone ? "check" : "clock"
                        size: Theme.measure.iconChip
                    }
                    Label {
                        color: root.model.dataDone ? Theme.color.success : Theme.color.textMuted
                        face: Theme.type.label
                        text: root.model.dataText
                        wrapMode: Text.NoWrap
                    }
                    Label {
                        face: Theme.type.label
                        leftPadding: Theme.space.xs
                        text: root.model.photosText
                        wrapMode: Text.NoWrap
                    }
                }
                ProgressBar {
                    name: root.model.photosText
                    tinted: root.model.selected
                    value: root.model.progress
                    width: line.narrow ? parent.width - line.tail : bytes.x - x - Theme.space.s
                    x: line.narrow ? 0 : state.width + Theme.space.s
                    y: line.narrow ? state.height + 4 : (state.height - height) / 2
                }
                Label {
                    id: bytes
                    anchors.right: parent.right
                    anchors.rightMargin: line.tail
                    face: Theme.type.label
                    font.weight: Font.Normal
                    muted: true
                    text: root.model.bytesText
                    wrapMode: Text.NoWrap
                }
            }
        }
        Button {
            id: act

            anchors.right: parent.right
            anchors.rightMargin: Theme.space.gutter
            anchors.verticalCenter: parent.verticalCenter
            objectName: "sync.queue." + root.model.key + ".act"
            text: root.model.action
            trailingIcon: "chevron-right"
            visible: root.model.action !== ""
            onClicked: root.sync.queueAct(root.model.id)
        }
        IconButton {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space.xs
            anchors.right: parent.right
            anchors.rightMargin: Theme.space.gutter - 12
            iconName: root.model.paused ? "play" : "pause"
            iconSize: Theme.measure.iconButton
            objectName: "sync.queue." + root.model.key + ".pause"
            text: root.model.paused ? qsTrId("sync.resume") : qsTrId("sync.pause")
            visible: root.model.uploading
            onClicked: root.sync.pauseVisit(root.model.id, !root.model.paused)
        }
    }
    background: Rectangle {
        color: root.model.selected ? Theme.color.infoContainer : root.down ? Theme.color.surfaceAlt : Theme.color.bg

        Rectangle {
            color: Theme.color.primary
            height: parent.height
            visible: root.model.selected
            width: 4
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
        FocusRing {
            anchors.margins: 0
            shown: root.visualFocus
        }
    }
}
