pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// A row of the checklist: question, facts, control, and what is owed. A tap beside the control makes it the current item.
Rectangle {
    id: root

    required property RunnerController runner
    required property var model

    signal numberAsked(string kind, string fault, string title, string value, string mode)

    readonly property real indent: Math.max(40, number.implicitWidth + Theme.space.s)
    readonly property bool now: root.model.current ?? false

    color: root.now ? Theme.color.infoContainer : Theme.color.bg
    implicitHeight: body.height + 28
    objectName: "runner.item." + root.model.key
    Accessible.name: qsTrId("runner.item.spoken").arg(root.model.number + " " + root.model.question).arg(root.model.index1).arg(root.model.count) + (root.model.veto ? "，" + qsTrId("item.veto.long") : "") + (root.now ? "，" + qsTrId("item.current") : "")
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.now

    TapHandler {
        onTapped: {
            root.forceActiveFocus();  // what is being typed beside the list is told first
            root.runner.select(root.model.code);
        }
    }
    Rectangle {
        color: Theme.color.primary
        height: parent.height
        visible: root.now
        width: 4
    }

    Column {
        id: body

        spacing: Theme.target.gap
        width: parent.width - 2 * Theme.space.gutter
        x: Theme.space.gutter
        y: 12

        Item {
            height: Math.max(words.height, tags.height)
            width: parent.width

            // Not beside a control: a press on a score must not bring the panel up over the next one.
            TapHandler {
                onTapped: root.runner.panelOpen = root.runner.panelOpen || !Theme.panes
            }
            Label {
                id: number
                face: Theme.type.question
                font.weight: Font.DemiBold
                text: root.model.number
                wrapMode: Text.NoWrap
            }
            Column {
                id: words

                width: (tags.below ? parent.width : tags.x - Theme.space.s) - x
                x: root.indent

                Label {
                    face: Theme.type.question
                    objectName: root.objectName + ".question"
                    text: root.model.question
                    width: parent.width
                }
                Label {
                    face: Theme.type.caption
                    muted: true
                    text: (root.model.facts ?? []).join("·")
                    visible: text !== ""
                    width: parent.width
                }
                Label {
                    face: Theme.type.caption
                    muted: true
                    text: root.model.selfText ?? ""
                    visible: text !== ""
                    width: parent.width
                }
                Item {
                    height: tags.below ? tags.implicitHeight + Theme.space.xs : 0
                    width: 1
                }
            }
            Row {
                id: tags

                readonly property bool below: implicitWidth > parent.width * 0.4

                spacing: Theme.space.m
                x: below ? root.indent : parent.width - width
                y: below ? words.height - implicitHeight : 0

                StatusChip {
                    chip: ({
                            "tone": "warning",
                            "icon": "relapse",
                            "word": qsTrId("item.conflict")
                        })
                    tinted: root.now
                    visible: root.model.conflict ?? false
                }
                StatusChip {
                    chip: ({
                            "tone": "danger",
                            "icon": "flag",
                            "word": qsTrId("item.veto")
                        })
                    tinted: root.now
                    visible: root.model.veto ?? false
                }
                StatusChip {
                    chip: ({
                            "tone": "info",
                            "icon": "",
                            "word": qsTrId("item.next")
                        })
                    tinted: root.now
                    visible: (root.model.next ?? false)
                }
                CountMark {
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "camera"
                    value: (root.model.vetoFailed ? 0 : root.model.photoCount) ?? 0
                }
                CountMark {
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "comment"
                    value: (root.model.vetoFailed ? 0 : root.model.commentCount) ?? 0
                }
                CountMark {
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "warning"
                    value: (root.model.vetoFailed ? 0 : root.model.findingCount) ?? 0
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    muted: true
                    text: root.model.pointsText ?? ""
                    visible: text !== ""
                    wrapMode: Text.NoWrap
                }
            }
        }
        AnswerControls {
            item: root.model
            runner: root.runner
            width: parent.width
            onNumberAsked: (kind, fault, title, value, mode) => root.numberAsked(kind, fault, title, value, mode)
        }
        VetoStrip {
            item: root.model
            visible: root.model.vetoFailed ?? false
            width: parent.width
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
