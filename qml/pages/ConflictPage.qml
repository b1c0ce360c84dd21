pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T17 冲突: both answers side by side; both stay in the history whatever is chosen.
FocusScope {
    id: root

    required property ConflictsController conflicts
    readonly property var item: root.conflicts.current
    readonly property bool beside: Theme.width >= 700

    Scroll {
        anchors.bottom: dock.top
        anchors.top: parent.top
        widest: 960
        width: parent.width

        SectionHead {
            fact: root.conflicts.positionText
            title: root.conflicts.title
            width: parent.width
        }
        Label {
            muted: true
            text: root.conflicts.mergedText
            width: parent.width
        }
        Label {
            face: Theme.type.question
            text: root.item.title ?? ""
            width: parent.width
        }
        Grid {
            id: sides

            columns: root.beside ? 2 : 1
            spacing: Theme.space.l
            width: parent.width

            Repeater {
                model: root.item.sides ?? []
                Panel {
                    id: side

                    required property var modelData
                    required property int index

                    border.color: side.modelData.chosen ? Theme.color.primary : Theme.color.outline
                    border.width: side.modelData.chosen ? 2 : Theme.edge
                    color: side.modelData.chosen ? Theme.color.infoContainer : Theme.color.bg
                    height: body.height + 2 * Theme.space.l
                    width: root.beside ? (sides.width - sides.spacing) / 2 : sides.width

                    Column {
                        id: body

                        spacing: Theme.space.s
                        width: parent.width - 2 * Theme.space.l
                        x: Theme.space.l
                        y: Theme.space.l

                        Label {
                            face: Theme.type.label
                            muted: true
                            text: side.modelData.who + "·" + side.modelData.timeText
                            width: parent.width
                        }
                        LevelMark {
                            face: Theme.type.heading
                            level: side.modelData.level
                            visible: level > 0
                            word: side.modelData.word
                        }
                        Label {
                            face: Theme.type.heading
                            text: side.modelData.word
                            visible: side.modelData.level === 0
                            width: parent.width
                        }
                        Repeater {
                            model: side.modelData.more ?? []
                            Label {
                                required property string modelData

                                text: modelData
                                width: body.width
                            }
                        }
                        Label {
                            text: side.modelData.comment
                            visible: text !== ""
                            width: parent.width
                        }
                        CountMark {
                            iconName: "camera"
                            value: side.modelData.photoCount
                        }
                        ChoiceCard {
                            chosen: side.modelData.chosen
                            enabled: root.conflicts.mayDecide
                            objectName: "conflict.side." + (side.index + 1)
                            text: qsTrId("conflict.use")
                            width: parent.width
                            onClicked: root.conflicts.choose(side.modelData.id)
                        }
                    }
                }
            }
        }
        SwitchRow {
            enabled: root.conflicts.mayDecide
            objectName: "conflict.keep_both"
            on: root.conflicts.keepBoth
            text: qsTrId("conflict.keep_both")
            onAsked: on => root.conflicts.setKeepBoth(on)
        }
        InputField {
            idBase: "conflict.reason"
            readOnly: !root.conflicts.mayDecide
            label: qsTrId("conflict.reason")
            value: root.conflicts.reason
            width: parent.width
            onTyped: text => root.conflicts.setReason(text)
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        hint: root.conflicts.whyNot
        width: parent.width
        start: [
            DockButton {
                iconName: "chevron-right"
                objectName: "conflict.next"
                text: qsTrId("conflict.next")
                visible: root.conflicts.rows.length > 1
                onClicked: root.conflicts.next()
            },
            DockButton {
                iconName: "clock"
                objectName: "conflict.later"
                text: qsTrId("conflict.later")
                onClicked: root.conflicts.later()
            }
        ]
        end: [
            Button {
                enabled: root.conflicts.whyNot === ""
                kind: "filled"
                objectName: "conflict.settle"
                tall: true
                text: qsTrId("conflict.settle")
                trailingIcon: "chevron-right"
                onClicked: root.conflicts.settle()
            }
        ]
    }
}
