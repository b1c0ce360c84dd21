pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T1 设备登记, once and online: code, identity, PIN, first download.
FocusScope {
    id: root

    required property EnrolController enrol
    required property AppController app

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    FrontBar {
        id: bar
        app: root.app
        title: qsTrId("enrol.title")
        width: parent.width
    }
    Scroll {
        anchors.bottom: dock.top
        anchors.top: bar.bottom
        widest: 560 * Math.max(1, Theme.fontScale)
        width: parent.width

        Flow {
            spacing: Theme.space.xl
            width: parent.width

            Repeater {
                model: root.enrol.stages
                Row {
                    id: stage

                    required property var modelData
                    required property int index

                    spacing: Theme.space.s

                    Rectangle {
                        border.color: stage.modelData.state === "next" ? Theme.color.outline : "transparent"
                        border.width: 1
                        color: stage.modelData.state === "now" ? Theme.color.primary : stage.modelData.state === "done" ? Theme.color.successContainer : "transparent"
                        height: width
                        radius: width / 2
                        width: 24 * Math.max(1, Theme.fontScale)

                        Icon {
                            anchors.centerIn: parent
                            color: Theme.color.success
                            name: "check"
                            size: Theme.measure.iconChip
                            visible: stage.modelData.state === "done"
                        }
                        Label {
                            anchors.centerIn: parent
                            color: stage.modelData.state === "now" ? Theme.color.onPrimary : Theme.color.textMuted
                            face: Theme.type.caption
                            text: stage.index + 1
                            visible: stage.modelData.state !== "done"
                            wrapMode: Text.NoWrap
                        }
                    }
                    Label {
                        color: stage.modelData.state === "now" ? Theme.color.primary : Theme.color.textMuted
                        face: Theme.type.label
                        strong: stage.modelData.state === "now"
                        text: stage.modelData.word
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
        InlineNotice {
            idBase: "enrol."
            notice: root.enrol.error
            width: parent.width
        }
        Column {
            spacing: Theme.space.l
            visible: root.enrol.stage === "code"
            width: parent.width

            Label {
                face: Theme.type.heading
                text: qsTrId("enrol.how")
                width: parent.width
            }
            Label {
                muted: true
                text: qsTrId("enrol.how.text")
                width: parent.width
            }
            InputField {
                hint: "https://"
                idBase: "enrol.server"
                inputHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
                label: qsTrId("enrol.server")
                tall: true
                value: root.enrol.server
                width: parent.width
                onTyped: text => root.enrol.server = text
            }
            InputField {
                hint: "XXXX-XXXX"
                idBase: "enrol.code"
                inputHints: Qt.ImhUppercaseOnly | Qt.ImhNoPredictiveText
                label: qsTrId("enrol.code")
                bytesMax: 9
                tall: true
                value: root.enrol.code
                width: Math.min(parent.width, 280 * Math.max(1, Theme.fontScale))
                onAccepted: root.enrol.next()
                onTyped: text => root.enrol.code = text
            }
        }
        Panel {
            height: who.height + 2 * Theme.space.l
            raised: true
            visible: root.enrol.stage === "identity"
            width: parent.width

            Column {
                id: who

                spacing: Theme.space.s
                width: parent.width - 2 * Theme.space.l
                x: Theme.space.l
                y: Theme.space.l

                Label {
                    face: Theme.type.heading
                    text: qsTrId("enrol.identity")
                    width: parent.width
                }
                Label {
                    face: Theme.type.title
                    objectName: "enrol.person"
                    text: root.enrol.personName
                    width: parent.width
                }
                Label {
                    objectName: "enrol.office"
                    text: root.enrol.officeName
                    width: parent.width
                }
                Divider {
                    width: parent.width
                }
                Label {
                    face: Theme.type.label
                    muted: true
                    text: qsTrId("enrol.fingerprint")
                    width: parent.width
                }
                Label {
                    face: Theme.type.label
                    text: root.enrol.fingerprint
                    width: parent.width
                    wrapMode: Text.WrapAnywhere
                }
                Label {
                    face: Theme.type.label
                    muted: true
                    text: qsTrId("vm.enrol.compare")
                    width: parent.width
                }
            }
        }
        Column {
            spacing: Theme.space.m
            visible: root.enrol.stage === "download" || root.enrol.stage === "done"
            width: parent.width

            Label {
                face: Theme.type.heading
                text: qsTrId("enrol.download")
                width: parent.width
            }
            Repeater {
                model: root.enrol.progress
                Column {
                    id: line

                    required property var modelData

                    spacing: Theme.space.xs
                    width: parent?.width ?? 0

                    Label {
                        text: line.modelData.word + " " + line.modelData.done + "/" + line.modelData.total
                        width: parent.width
                    }
                    ProgressBar {
                        name: line.modelData.word
                        value: line.modelData.total ? line.modelData.done / line.modelData.total : 0
                        width: parent.width
                    }
                }
            }
        }
        Label {
            face: Theme.type.label
            font.weight: Font.Normal
            muted: true
            text: root.enrol.helpText
            width: parent.width
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        hint: root.enrol.canNext ? "" : root.enrol.whyNot
        width: parent.width
        start: [
            DockButton {
                iconName: "close"
                objectName: "enrol.reject"
                text: qsTrId("enrol.not_me")
                visible: root.enrol.stage === "identity"
                onClicked: root.enrol.reject()
            }
        ]
        end: [
            Button {
                enabled: root.enrol.canNext
                kind: "filled"
                objectName: "enrol.next"
                tall: true
                text: root.enrol.stage === "identity" ? qsTrId("enrol.me") : root.enrol.busy ? qsTrId("enrol.busy") : qsTrId("enrol.next")
                trailingIcon: "chevron-right"
                visible: root.enrol.stage !== "download"
                onClicked: root.enrol.stage === "identity" ? root.enrol.confirmIdentity() : root.enrol.next()
            }
        ]
    }
}
