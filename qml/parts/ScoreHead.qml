pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The live result of the visit in one line; tapping tells how it is computed.
T.AbstractButton {
    id: root

    required property RunnerController runner
    property bool progress: false

    signal asked

    Accessible.name: qsTrId("runner.score.spoken").arg([root.runner.score.chip?.word, root.runner.score.text, root.runner.score.value, root.runner.score.extra].filter(s => s).join(" "))
    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(56, line.implicitHeight + Theme.space.m)
    onClicked: root.asked()

    contentItem: Item {
        Flow {
            id: line

            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.m
            width: parent.width - 2 * Theme.space.gutter - (right.visible ? right.width + Theme.space.s : 0)
            x: Theme.space.gutter

            StatusChip {
                chip: root.runner.score.chip ?? ({})
            }
            Row {
                height: Theme.measure.chip
                spacing: Theme.space.xs
                visible: (root.runner.score.value ?? "") !== ""

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    text: root.runner.score.text ?? ""
                    wrapMode: Text.NoWrap
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    font.weight: Font.Bold
                    text: root.runner.score.value ?? ""
                    wrapMode: Text.NoWrap
                }
            }
            Repeater {
                model: root.runner.score.counts ?? []
                LevelMark {
                    required property var modelData

                    face: Theme.type.label
                    height: Theme.measure.chip
                    level: modelData.level
                    word: modelData.word + " " + modelData.count
                }
            }
            Label {
                face: Theme.type.label
                height: Theme.measure.chip
                text: root.runner.score.extra ?? ""
                visible: text !== ""
                wrapMode: Text.NoWrap
            }
        }
        Row {
            id: right

            anchors.right: parent.right
            anchors.rightMargin: Theme.space.gutter
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.m

            SavedMark {
                text: root.runner.savedText
                visible: !root.progress && text !== ""
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.label
                text: qsTrId("runner.items").arg(root.runner.done + "/" + root.runner.total)
                visible: root.progress
                wrapMode: Text.NoWrap
            }
            ProgressBar {
                anchors.verticalCenter: parent.verticalCenter
                value: root.runner.total ? root.runner.done / root.runner.total : 0
                visible: root.progress && !Theme.compact
            }
        }
    }
    background: Rectangle {
        color: root.down ? Theme.color.surfaceAlt : Theme.color.bg

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
