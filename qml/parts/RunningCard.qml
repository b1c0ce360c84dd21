pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// The visit under way: how far, that it is stored, and the one filled button.
Rectangle {
    id: root

    required property var running
    readonly property bool narrow: root.width < 640 * Math.max(1, Theme.fontScale)

    signal resumed

    border.color: Theme.color.outline
    border.width: Theme.outdoor ? 2 : 0
    color: Theme.color.infoContainer
    implicitHeight: root.narrow ? Math.max(words.height, ring.height) + go.height + 3 * Theme.space.l : Math.max(138, words.height + 2 * Theme.space.xl)
    radius: Theme.radius.m

    ProgressRing {
        id: ring
        done: root.running.done ?? 0
        total: root.running.total ?? 0
        x: root.narrow ? Theme.space.l : Theme.space.xl + 2
        y: root.narrow ? words.y + (words.height - height) / 2 : (parent.height - height) / 2
    }
    Column {
        id: words

        width: (root.narrow ? parent.width - Theme.space.l : go.x - Theme.space.l) - x
        x: ring.x + ring.width + (root.narrow ? Theme.space.l : Theme.space.xl + 2)
        y: root.narrow ? Theme.space.l : (parent.height - height) / 2

        Flow {
            spacing: Theme.space.m
            width: parent.width

            Label {
                face: Theme.type.title
                text: root.running.school ?? ""
                width: Math.min(implicitWidth, words.width)
            }
            Repeater {
                model: root.running.chips ?? []
                StatusChip {
                    required property var modelData

                    chip: modelData
                    tinted: true
                }
            }
        }
        Label {
            muted: true
            text: root.running.kindText ?? ""
            width: parent.width
        }
        Flow {
            spacing: Theme.space.m
            width: parent.width

            SavedMark {
                text: root.running.savedText ?? ""
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.running.stoppedText ?? ""
                visible: text !== ""
            }
        }
    }
    Button {
        id: go

        horizontalPadding: Theme.space.xxl
        kind: "filled"
        objectName: "today.resume"
        tall: true
        text: qsTrId("today.resume")
        trailingIcon: "chevron-right"
        width: root.narrow ? parent.width - 2 * Theme.space.l : implicitWidth
        x: parent.width - width - (root.narrow ? Theme.space.l : Theme.space.xl + 1)
        y: root.narrow ? parent.height - height - Theme.space.l : (parent.height - height) / 2
        onClicked: root.resumed()
    }
}
