pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T19 我的: card, settings, about.
FocusScope {
    id: root

    required property SettingsController settings
    required property AppController app

    readonly property var minutes: [1, 5, 10, 15]
    readonly property var lockChoices: root.minutes.map(n => ({
                    "value": String(n),
                    "word": qsTrId("settings.minutes").arg(n)
                }))

    Scroll {
        anchors.fill: parent
        widest: 720 * Math.max(1, Theme.fontScale)

        Panel {
            height: person.height + 2 * Theme.space.l
            raised: true
            width: parent.width

            Row {
                id: person

                spacing: Theme.space.l
                width: parent.width - 2 * Theme.space.l
                x: Theme.space.l
                y: Theme.space.l

                Rectangle {
                    color: Theme.color.surfaceAlt
                    height: 72
                    radius: Theme.radius.m
                    width: 56

                    Icon {
                        anchors.centerIn: parent
                        color: Theme.color.textMuted
                        name: "person"
                        size: 32
                    }
                }
                Column {
                    width: parent.width - 56 - parent.spacing

                    Label {
                        face: Theme.type.heading
                        text: root.settings.person.name ?? ""
                        width: parent.width
                    }
                    Label {
                        text: root.settings.person.office ?? ""
                        width: parent.width
                    }
                    Label {
                        face: Theme.type.label
                        muted: true
                        text: [qsTrId("card.number").arg(root.settings.person.number ?? ""), root.settings.person.term].filter(s => s).join("·")
                        width: parent.width
                    }
                }
            }
        }
        SectionHead {
            title: qsTrId("me.display")
            width: parent.width
        }
        Group {
            width: parent.width

            Item {
                height: Math.max(Theme.target.score, language.height + Theme.space.s)
                width: parent.width

                Icon {
                    id: globe
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.color.textMuted
                    name: "globe"
                    size: Theme.measure.iconButton
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTrId("settings.language")
                    width: parent.width - x - language.width
                    x: globe.width + Theme.space.m
                }
                LanguageSwitch {
                    id: language
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    idBase: "me."
                    language: root.app.language
                    onAsked: code => root.app.language = code
                }
            }
            SwitchRow {
                iconName: "moon"
                objectName: "me.dark"
                on: root.settings.dark
                text: qsTrId("settings.dark")
                onAsked: on => root.settings.dark = on
            }
            SwitchRow {
                iconName: "sun"
                objectName: "me.outdoor"
                on: root.settings.outdoor
                text: qsTrId("settings.outdoor")
                onAsked: on => root.settings.outdoor = on
            }
            SwitchRow {
                iconName: "hand"
                objectName: "me.glove"
                on: root.settings.glove
                text: qsTrId("settings.glove")
                onAsked: on => root.settings.glove = on
            }
            SwitchRow {
                iconName: "left-hand"
                objectName: "me.left"
                on: root.settings.leftHand
                text: qsTrId("settings.left")
                onAsked: on => root.settings.leftHand = on
            }
            SwitchRow {
                iconName: "play"
                objectName: "me.motion"
                on: root.settings.reduceMotion
                text: qsTrId("settings.motion")
                onAsked: on => root.settings.reduceMotion = on
            }
            TextSizeRow {
                settings: root.settings
                width: parent.width
            }
            Label {
                muted: true
                text: qsTrId("settings.sample")
                width: parent.width
            }
        }
        SectionHead {
            title: qsTrId("me.work")
            width: parent.width
        }
        Group {
            width: parent.width

            SwitchRow {
                iconName: "keyboard"
                objectName: "me.shortcuts"
                on: root.settings.shortcuts
                text: qsTrId("settings.shortcuts")
                onAsked: on => root.settings.shortcuts = on
            }
            SwitchRow {
                iconName: "hand"
                objectName: "me.haptics"
                on: root.settings.haptics
                text: qsTrId("settings.haptics")
                onAsked: on => root.settings.haptics = on
            }
            Field {
                label: qsTrId("settings.lock_after")
                width: parent.width

                ChipFlow {
                    idBase: "me.lock."
                    options: root.lockChoices
                    value: String(root.settings.lockMinutes)
                    width: parent.width
                    onPicked: value => root.settings.lockMinutes = parseInt(value)
                }
            }
        }
        SectionHead {
            title: qsTrId("me.phrases")
            width: parent.width
        }
        Group {
            width: parent.width

            Flow {
                spacing: Theme.target.gap
                width: parent.width

                Repeater {
                    model: root.settings.phrases
                    Button {
                        required property string modelData

                        Accessible.name: qsTrId("phrase.remove").arg(modelData)
                        text: modelData
                        trailingIcon: "close"
                        onClicked: root.settings.removePhrase(modelData)
                    }
                }
            }
            InputField {
                id: phrase
                hint: qsTrId("phrase.new")
                idBase: "me.phrase.new"
                width: parent.width
                onAccepted: root.settings.addPhrase(phrase.field.text)
            }
        }
        SectionHead {
            title: qsTrId("me.about")
            width: parent.width
        }
        Group {
            width: parent.width

            Repeater {
                model: root.settings.about
                Item {
                    id: fact

                    required property var modelData

                    height: value.implicitHeight
                    width: parent?.width ?? 0

                    Label {
                        muted: true
                        text: fact.modelData.label
                        width: parent.width * 0.36
                    }
                    Label {
                        id: value
                        text: fact.modelData.text
                        width: parent.width * 0.64
                        wrapMode: Text.WrapAnywhere
                        x: parent.width * 0.36
                    }
                }
            }
            Label {
                muted: true
                text: root.settings.storageText
                width: parent.width
            }
            Flow {
                spacing: Theme.target.gap
                width: parent.width

                Button {
                    iconName: "drive"
                    objectName: "me.diagnostics"
                    text: qsTrId("me.diagnostics")
                    onClicked: root.settings.exportDiagnostics()
                }
                Button {
                    iconName: "lock"
                    objectName: "me.lock"
                    text: qsTrId("settings.lock_now")
                    onClicked: root.app.lock()
                }
            }
        }
    }
}
