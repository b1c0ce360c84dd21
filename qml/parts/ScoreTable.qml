pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// How the live score is computed, by section.
Sheet {
    id: root

    required property RunnerController runner

    side: Theme.expanded
    onClosed: root.open = false

    Scroll {
        anchors.fill: parent
        spacing: Theme.space.s

        Item {
            height: Theme.target.min
            width: parent.width

            Label {
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.heading
                text: qsTrId("runner.score.how")
                width: parent.width - 56
            }
            IconButton {
                anchors.right: parent.right
                iconName: "close"
                objectName: "score.close"
                text: qsTrId("sheet.close")
                onClicked: root.open = false
            }
        }
        Repeater {
            model: root.runner.scoreTable
            Item {
                id: line

                required property var modelData

                height: Math.max(title.implicitHeight, figure.implicitHeight) + Theme.space.s
                width: parent?.width ?? 0

                Label {
                    id: title
                    text: line.modelData.title
                    width: parent.width - figure.width - Theme.space.s
                }
                Label {
                    id: figure
                    anchors.right: parent.right
                    strong: true
                    text: line.modelData.text
                    wrapMode: Text.NoWrap
                }
                Divider {
                    anchors.bottom: parent.bottom
                    width: parent.width
                }
            }
        }
    }
}
