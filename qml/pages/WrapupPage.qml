pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T11 小结: what must be settled, what is worth a look, and the whole in one view.
FocusScope {
    id: root

    required property WrapupController wrapup

    readonly property bool two: Theme.width >= 1000

    Scroll {
        anchors.bottom: dock.top
        anchors.left: parent.left
        anchors.right: side.left
        anchors.top: parent.top

        Flow {
            spacing: Theme.space.m
            width: parent.width

            StatusChip {
                chip: root.wrapup.score.chip ?? ({})
            }
            Label {
                height: Math.max(implicitHeight, Theme.measure.chip)
                text: root.wrapup.summaryText
                width: Math.min(implicitWidth, parent?.width ?? 0)
            }
        }
        InlineNotice {
            notice: root.wrapup.endedNotice
            objectName: "wrapup.ended"
            visible: root.wrapup.ended
            width: parent.width
        }
        SectionHead {
            fact: root.wrapup.mustCount
            title: qsTrId("wrapup.must")
            visible: !root.wrapup.ended
            width: parent.width
        }
        CheckRows {
            idBase: "wrapup.must."
            rows: root.wrapup.must
            visible: root.wrapup.mustCount > 0 && !root.wrapup.ended
            width: parent.width
            onGone: id => root.wrapup.go(id)
        }
        InlineNotice {
            notice: ({
                    "tone": "success",
                    "icon": "check-circle",
                    "text": qsTrId("wrapup.must.none")
                })
            visible: root.wrapup.mustCount === 0 && !root.wrapup.ended
            width: parent.width
        }
        ReleaseAsk {
            idBase: "wrapup.release."
            options: root.wrapup.release
            visible: root.wrapup.releaseAsk
            width: parent.width
            onPicked: (value, ground) => root.wrapup.setRelease(value, ground)
        }
        SectionHead {
            fact: root.wrapup.worthCount
            title: qsTrId("wrapup.worth")
            visible: root.wrapup.worthCount > 0 && !root.wrapup.ended
            width: parent.width
        }
        CheckRows {
            idBase: "wrapup.worth."
            rows: root.wrapup.worth
            visible: root.wrapup.worthCount > 0 && !root.wrapup.ended
            width: parent.width
            onGone: id => root.wrapup.go(id)
        }
        InputArea {
            hint: qsTrId("wrapup.comment.hint")
            idBase: "wrapup.comment"
            label: qsTrId("wrapup.comment")
            lines: 3
            owner: "visit"
            readOnly: !root.wrapup.canComment
            savedText: root.wrapup.commentSaved
            value: root.wrapup.comment
            width: parent.width
            onTyped: text => root.wrapup.setComment(text)
        }
        QuickPhrases {
            canAdd: false
            idBase: "wrapup."
            phrases: root.wrapup.phrases
            width: parent.width
            onPicked: value => root.wrapup.usePhrase(value)
        }
        Repeater {
            model: !root.two ? 1 : 0
            WrapupSide {
                width: parent?.width ?? 0
                wrapup: root.wrapup
            }
        }
    }
    Rectangle {
        id: side

        anchors.bottom: dock.top
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.color.surface
        visible: root.two
        width: root.two ? Math.round(Theme.measure.panel * Math.min(1.2, Math.max(1, Theme.fontScale))) : 0

        Divider {
            height: parent.height
        }
        Repeater {
            model: root.two ? 1 : 0
            Scroll {
                anchors.fill: parent
                WrapupSide {
                    width: parent?.width ?? 0
                    wrapup: root.wrapup
                }
            }
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        hint: root.wrapup.ended ? root.wrapup.submitText : root.wrapup.canHandOver ? "" : root.wrapup.whyNot
        width: parent.width
        start: [
            DockButton {
                brief: dock.width < 640 * Math.max(1, Theme.fontScale)
                iconName: "warning"
                objectName: "wrapup.findings"
                text: qsTrId("runner.findings")
                onClicked: root.wrapup.openFindings()
            }
        ]
        end: [
            Button {
                enabled: root.wrapup.canHandOver
                kind: "filled"
                objectName: "wrapup.hand_over"
                tall: true
                text: qsTrId("wrapup.hand_over")
                trailingIcon: "chevron-right"
                visible: !root.wrapup.ended
                onClicked: root.wrapup.handOver()
            },
            HoldButton {
                armed: root.wrapup.submitArmed
                enabled: root.wrapup.canSubmit
                objectName: "wrapup.submit"
                visible: root.wrapup.ended
                onHeld: root.wrapup.submitHeld()
                onTapped: root.wrapup.submit()
            }
        ]
    }
}
