pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// What happened, one under the other: [{icon, word, note, state: done now next}].
Column {
    id: root

    property var steps: []
    property bool across: false

    Repeater {
        model: root.across ? [] : root.steps
        Row {
            id: step

            required property var modelData
            required property int index

            spacing: Theme.space.m

            StepDot {
                state: step.modelData.state
                iconName: step.modelData.icon
            }
            Column {
                bottomPadding: Theme.space.l
                width: root.width - 32 - Theme.space.m

                Label {
                    font.weight: Font.Medium
                    text: step.modelData.word
                    width: parent.width
                }
                Label {
                    face: Theme.type.label
                    muted: true
                    text: step.modelData.note
                    visible: text !== ""
                    width: parent.width
                }
            }
        }
    }
    Item {
        height: root.across ? row.height : 0
        visible: root.across
        width: root.width

        Row {
            id: row

            Repeater {
                model: root.across ? root.steps : []
                Item {
                    id: place

                    required property var modelData
                    required property int index

                    height: names.y + names.height
                    width: root.width / Math.max(1, root.steps.length)

                    Rectangle {
                        color: place.modelData.state === "next" ? Theme.color.divider : Theme.color.success
                        height: 2
                        visible: place.index > 0
                        width: parent.width - 40
                        x: -width / 2
                        y: 15
                    }
                    StepDot {
                        anchors.horizontalCenter: parent.horizontalCenter
                        state: place.modelData.state
                        iconName: place.modelData.icon
                    }
                    Column {
                        id: names

                        width: parent.width
                        y: 32 + Theme.space.xs

                        Label {
                            color: place.modelData.state === "now" ? Theme.color.primary : Theme.color.text
                            face: Theme.type.label
                            horizontalAlignment: Text.AlignHCenter
                            text: place.modelData.word
                            width: parent.width
                        }
                        Label {
                            face: Theme.type.caption
                            horizontalAlignment: Text.AlignHCenter
                            muted: true
                            text: place.modelData.note
                            width: parent.width
                        }
                    }
                }
            }
        }
    }
}
