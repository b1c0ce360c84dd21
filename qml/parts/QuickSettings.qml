import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// 户外 · 手套 · 左手 · 深色 · 字号, and the language: one hand away on every screen.
Sheet {
    id: root

    required property AppController app
    readonly property SettingsController settings: root.app.settings

    readonly property bool canBreakOff: root.app.route === "runner" && root.app.runner.canBreakOff

    onOpenChanged: why.visible = false
    side: !Theme.compact
    topEdge: root.height * 0.3

    Scroll {
        anchors.fill: parent
        spacing: Theme.space.s

        Item {
            height: Theme.target.min
            width: parent.width

            Label {
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.heading
                text: qsTrId("settings.quick")
                width: parent.width - 56
            }
            IconButton {
                anchors.right: parent.right
                iconName: "close"
                objectName: "quick.close"
                text: qsTrId("sheet.close")
                onClicked: root.closed()
            }
        }
        SwitchRow {
            iconName: "sun"
            on: root.settings.outdoor
            objectName: "quick.outdoor"
            text: qsTrId("settings.outdoor")
            onAsked: on => root.settings.outdoor = on
        }
        SwitchRow {
            iconName: "hand"
            on: root.settings.glove
            objectName: "quick.glove"
            text: qsTrId("settings.glove")
            onAsked: on => root.settings.glove = on
        }
        SwitchRow {
            iconName: "left-hand"
            on: root.settings.leftHand
            objectName: "quick.left"
            text: qsTrId("settings.left")
            onAsked: on => root.settings.leftHand = on
        }
        SwitchRow {
            iconName: "moon"
            on: root.settings.dark
            objectName: "quick.dark"
            text: qsTrId("settings.dark")
            onAsked: on => root.settings.dark = on
        }
        TextSizeRow {
            settings: root.settings
            width: parent.width
        }
        Item {
            height: Math.max(Theme.target.min, language.height)
            width: parent.width

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTrId("settings.language")
                width: parent.width - language.width
            }
            LanguageSwitch {
                id: language
                anchors.right: parent.right
                idBase: "quick."
                language: root.app.language
                onAsked: code => root.app.language = code
            }
        }
        Divider {
            width: parent.width
        }
        Button {
            iconName: "close"
            kind: "danger"
            objectName: "quick.break_off"
            text: qsTrId("visit.break_off")
            visible: root.canBreakOff && !why.visible
            width: parent.width
            onClicked: why.visible = true
        }
        InputArea {
            id: why

            hint: qsTrId("visit.break_off.why")
            idBase: "quick.break_off.why"
            lines: 2
            visible: false
            width: parent.width
            field.Accessible.name: qsTrId("visit.break_off.why")
        }
        Button {
            enabled: why.field.length > 0
            kind: "dangerFilled"
            objectName: "quick.break_off.yes"
            text: qsTrId("visit.break_off.yes")
            visible: root.canBreakOff && why.visible
            width: parent.width
            onClicked: {
                root.closed();
                root.app.runner.breakOff(why.field.text);
            }
        }
        Button {
            iconName: "lock"
            objectName: "quick.lock"
            text: qsTrId("settings.lock_now")
            width: parent.width
            onClicked: root.app.lock()
        }
    }
}
