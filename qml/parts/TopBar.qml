import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// Title, one fact, where the work is, quick settings.
Rectangle {
    id: root

    required property AppController app
    property string title: ""
    property string fact: ""

    signal quickAsked

    color: Theme.color.bg
    implicitHeight: Math.max(Theme.measure.topBar, head.implicitHeight + Theme.space.l)

    Label {
        id: head

        Accessible.name: text
        Accessible.role: Accessible.Heading
        anchors.verticalCenter: parent.verticalCenter
        face: Theme.type.title
        text: root.title
        wrapMode: Text.NoWrap
        x: Theme.space.gutter
    }
    Label {
        anchors.baseline: head.baseline
        anchors.left: head.right
        anchors.leftMargin: Theme.space.l
        anchors.right: tools.left
        elide: Text.ElideRight
        muted: true
        text: root.fact
        visible: !Theme.compact
        wrapMode: Text.NoWrap
    }
    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: Theme.compact ? Theme.space.xs : Theme.space.l - 4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space.s

        StatusChip {
            anchors.verticalCenter: parent.verticalCenter
            chip: ({
                    "tone": "warning",
                    "icon": "warning",
                    "word": root.app.batteryText || root.app.storageText
                })
            visible: !Theme.compact && word !== ""
        }
        SyncBadge {
            anchors.verticalCenter: parent.verticalCenter
            badge: root.app.sync.badge
            brief: Theme.width < 720
            iconOnly: Theme.compact && Theme.fontScale > 1.3
            objectName: "shell.badge"
            onClicked: root.app.open("sync")
        }
        IconButton {
            checked: root.app.settings.outdoor
            iconName: "sun"
            objectName: "shell.quick.outdoor"
            text: qsTrId("settings.outdoor")
            visible: !Theme.compact
            onClicked: root.app.settings.outdoor = !root.app.settings.outdoor
        }
        IconButton {
            checked: root.app.settings.glove
            iconName: "hand"
            objectName: "shell.quick.glove"
            text: qsTrId("settings.glove")
            visible: Theme.expanded
            onClicked: root.app.settings.glove = !root.app.settings.glove
        }
        IconButton {
            iconName: "text-size"
            objectName: "shell.quick.text"
            text: qsTrId("settings.text_size")
            visible: Theme.expanded
            onClicked: root.quickAsked()
        }
        IconButton {
            iconName: "more"
            objectName: "shell.quick"
            text: qsTrId("settings.quick")
            onClicked: root.quickAsked()
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
