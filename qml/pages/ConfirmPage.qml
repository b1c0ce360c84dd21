pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T12 反馈确认, the tablet in the liaison's hands: only this visit, no way out without the inspector's PIN.
FocusScope {
    id: root

    required property ConfirmController confirm
    required property AppController app

    readonly property bool two: Theme.width >= 1000
    readonly property bool answered: root.confirm.stage !== "read"
    readonly property bool submitting: root.confirm.stage === "submit"

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    Rectangle {
        id: bar

        color: Theme.color.surface
        height: Math.max(Theme.measure.topBar, title.implicitHeight + Theme.space.l)
        width: parent.width
        z: 2

        Label {
            id: title
            Accessible.name: text
            Accessible.role: Accessible.Heading
            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideRight
            face: Theme.type.title
            text: root.confirm.title
            width: Math.min(implicitWidth, tools.x - x - Theme.space.s)
            wrapMode: Text.NoWrap
            x: root.two ? Theme.space.xxl : Theme.space.gutter
        }
        Label {
            anchors.baseline: title.baseline
            anchors.left: title.right
            anchors.leftMargin: Theme.space.l
            muted: true
            text: root.confirm.dateText
            visible: root.two
            wrapMode: Text.NoWrap
        }
        Row {
            id: tools

            anchors.right: parent.right
            anchors.rightMargin: root.two ? Theme.space.xl : Theme.space.s
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.l

            Button {
                display: root.two ? Button.TextBesideIcon : Button.IconOnly
                iconName: "lock"
                kind: "plain"
                objectName: "confirm.return"
                text: qsTrId("confirm.only_this")
                visible: !root.answered
                onClicked: root.confirm.askReturn()
            }
            LanguageSwitch {
                idBase: "confirm."
                language: root.app.language
                onAsked: code => root.confirm.setLanguage(code)
            }
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    Flickable {
        id: main

        anchors.bottom: dock.top
        anchors.left: parent.left
        anchors.right: root.two ? side.left : parent.right
        anchors.top: bar.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: body.height
        interactive: !handwriting.activeFocus

        FocusScope {
            id: handwriting
        }
        Column {
            id: body

            width: main.width

            Column {
                id: story
                bottomPadding: Theme.space.xl
                leftPadding: gutter
                rightPadding: gutter
                topPadding: Theme.space.xl + 2
                width: parent.width

                readonly property int gutter: root.two ? Theme.space.xxl : Theme.space.gutter
                readonly property real inner: width - 2 * gutter

                ResultHead {
                    result: root.confirm.result
                    width: story.inner
                }
                Label {
                    bottomPadding: Theme.space.l
                    face: Theme.type.label
                    font.weight: Font.Normal
                    muted: true
                    text: root.confirm.factsText
                    topPadding: Theme.space.m
                    width: story.inner
                }
                Repeater {
                    model: root.confirm.said
                    Column {
                        id: words

                        required property var modelData

                        bottomPadding: Theme.space.l
                        width: story.inner

                        Label {
                            face: Theme.type.label
                            muted: true
                            text: words.modelData.label
                            width: parent.width
                        }
                        Label {
                            text: words.modelData.text
                            width: parent.width
                        }
                    }
                }
                InlineNotice {
                    iconName: "history"
                    text: root.confirm.versionText
                    width: story.inner
                }
                Item {
                    height: Theme.space.l
                    visible: root.confirm.versionText !== ""
                    width: 1
                }
                SectionHead {
                    fact: found.count > 0 ? qsTrId("confirm.open_each") : ""
                    title: root.confirm.countText
                    width: story.inner
                }
                Item {
                    height: Theme.space.xs
                    width: 1
                }
                Divider {
                    width: story.inner
                }
                Repeater {
                    id: found

                    model: root.confirm.findings
                    ConfirmFinding {
                        confirm: root.confirm
                        width: story.inner
                    }
                }
            }
            Repeater {
                model: root.answered && !root.two ? root.app.receipt.facts : []
                Label {
                    required property var modelData

                    leftPadding: Theme.space.gutter
                    text: modelData.label + "  " + modelData.text
                    width: main.width
                }
            }
            Repeater {
                model: !root.two && !root.answered ? 1 : 0
                Rectangle {
                    color: Theme.color.surface
                    width: main.width
                    implicitHeight: form.height + 2 * Theme.space.gutter

                    OpinionForm {
                        id: form
                        confirm: root.confirm
                        width: parent.width - 2 * Theme.space.gutter
                        x: Theme.space.gutter
                        y: Theme.space.gutter
                    }
                }
            }
        }
        ScrollMark {
            parent: main
            view: main
        }
    }
    Rectangle {
        id: side

        anchors.bottom: dock.top
        anchors.right: parent.right
        anchors.top: bar.bottom
        color: Theme.color.surface
        visible: root.two
        width: root.two ? Math.round(root.width * 0.469) : 0

        Divider {
            height: parent.height
        }
        Flickable {
            id: formView

            anchors.fill: parent
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: contentItem.childrenRect.height + 2 * Theme.space.xl
            visible: root.two

            // Once signed the form is empty again: what was recorded stands here instead.
            Column {
                spacing: Theme.space.m
                visible: root.answered
                width: (parent?.width ?? 0) - 2 * Theme.space.xxl
                x: Theme.space.xxl
                y: Theme.space.xl

                SectionHead {
                    title: qsTrId("confirm.opinion")
                    visible: root.confirm.stage !== "gone"
                    width: parent.width
                }
                Repeater {
                    model: root.answered && root.two ? root.app.receipt.facts : []
                    Label {
                        required property var modelData

                        text: modelData.label + "  " + modelData.text
                        width: parent?.width ?? 0
                    }
                }
            }
            Repeater {
                model: root.two && !root.answered ? 1 : 0
                OpinionForm {
                    width: (parent?.width ?? 0) - 2 * Theme.space.xxl
                    x: Theme.space.xxl
                    y: Theme.space.xl
                    confirm: root.confirm
                }
            }
            ScrollMark {
                parent: formView
                view: formView
            }
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        hint: root.submitting ? root.confirm.submitText : root.answered ? root.confirm.recordedText : root.confirm.whyNot
        width: parent.width
        start: [
            DockButton {
                brief: dock.width < 600 * Math.max(1, Theme.fontScale)
                iconName: "phone"
                note: dock.width < 900 ? "" : root.confirm.deferText
                objectName: "confirm.defer"
                text: qsTrId("confirm.defer")
                visible: root.confirm.canDefer && !root.answered
                onClicked: root.confirm.defer()
            },
            DockButton {
                brief: dock.width < 600 * Math.max(1, Theme.fontScale)
                iconName: "today"
                objectName: "confirm.later"
                text: qsTrId("confirm.later")
                visible: root.submitting
                onClicked: root.confirm.later()
            }
        ]
        end: [
            Button {
                enabled: root.confirm.canFinish
                kind: "filled"
                objectName: "confirm.finish"
                tall: true
                text: root.confirm.choice === "unsigned" ? qsTrId("confirm.finish.unsigned") : qsTrId("confirm.finish")
                visible: !root.answered
                width: Math.max(implicitWidth, Math.min(200, dock.width * 0.4))
                onClicked: root.confirm.finish()
            },
            Button {
                kind: "filled"
                objectName: "confirm.hand_back"
                tall: true
                text: qsTrId("confirm.hand_back")
                visible: root.answered && !root.submitting
                onClicked: root.confirm.askReturn()
            },
            HoldButton {
                armed: root.confirm.submitArmed
                objectName: "confirm.submit"
                visible: root.confirm.canSubmit
                onHeld: root.confirm.submitHeld()
                onTapped: root.confirm.submit()
            }
        ]
    }
    AskDialog {
        danger: false
        idBase: "confirm.pin."
        open: root.confirm.pinAsk
        text: root.confirm.pinMessage || (root.answered ? root.confirm.recordedText : "")
        title: root.answered ? qsTrId("confirm.hand_back.pin") : qsTrId("confirm.return.pin")
        plain: true
        onClosed: root.confirm.cancelReturn()

        PinPad {
            anchors.horizontalCenter: parent?.horizontalCenter
            count: root.confirm.pinDigits
            idBase: "confirm.pin."
            onDigit: d => root.confirm.pinDigit(d)
            onErased: root.confirm.pinErase()
        }
    }
}
