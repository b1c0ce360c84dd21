pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The head of a running visit: which school, which of the four steps, where the work is.
Rectangle {
    id: root

    required property AppController app

    signal quickAsked

    readonly property var steps: [qsTrId("step.checkin"), qsTrId("step.check"), qsTrId("step.wrapup"), qsTrId("step.confirm")]
    readonly property bool wide: Theme.width >= 1000 && stepRow.implicitWidth < root.width * 0.46

    color: Theme.color.surface
    implicitHeight: Math.max(Theme.measure.visitBar, names.implicitHeight + Theme.space.m)

    IconButton {
        id: backButton

        anchors.verticalCenter: parent.verticalCenter
        iconName: "chevron-left"
        ink: Theme.color.text
        iconSize: Theme.measure.iconButton + 2
        objectName: "shell.back"
        text: qsTrId("shell.back")
        x: Theme.space.s
        onClicked: root.app.back()
    }
    Column {
        id: names

        anchors.left: backButton.right
        anchors.leftMargin: Theme.space.s
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(Math.max(school.implicitWidth, kind.implicitWidth), (root.wide ? root.width * 0.255 : tools.x - backButton.width - Theme.space.xl))

        Label {
            id: school
            Accessible.name: text
            Accessible.role: Accessible.Heading
            elide: Text.ElideRight
            face: Theme.type.heading
            height: Theme.type.heading.line - 2
            text: root.app.visit.school
            width: parent.width
            wrapMode: Text.NoWrap
        }
        Label {
            id: kind

            elide: Text.ElideRight
            face: Theme.type.caption
            muted: true
            text: root.wide ? root.app.visit.kindText : (Theme.compact ? qsTrId("step.short") : qsTrId("step.of")).arg(root.app.visit.step).arg(root.steps[root.app.visit.step - 1] ?? "")
            width: parent.width
            wrapMode: Text.NoWrap
        }
    }
    Row {
        id: stepRow

        anchors.centerIn: parent
        spacing: Theme.space.s
        visible: root.wide

        Repeater {
            model: root.steps
            Row {
                id: step

                required property string modelData
                required property int index

                readonly property bool done: index < root.app.visit.stepsDone
                readonly property bool now: index + 1 === root.app.visit.step
                readonly property color ink: now ? Theme.color.primary : done ? Theme.color.success : Theme.color.textMuted

                spacing: Theme.space.s

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.color.outline
                    height: 1
                    visible: step.index > 0
                    width: Theme.space.xl
                }
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    border.color: step.now || step.done ? "transparent" : Theme.color.outline
                    border.width: 1
                    color: step.now ? Theme.color.primary : step.done ? Theme.color.successContainer : "transparent"
                    height: width
                    radius: width / 2
                    width: Theme.space.xl * Math.max(1, Theme.fontScale)

                    Icon {
                        anchors.centerIn: parent
                        color: Theme.color.success
                        name: "check"
                        size: Theme.measure.iconChip
                        visible: step.done && !step.now
                    }
                    Label {
                        anchors.centerIn: parent
                        color: step.now ? Theme.color.onPrimary : Theme.color.textMuted
                        face: Theme.type.caption
                        strong: step.now
                        text: step.index + 1
                        visible: !step.done || step.now
                        wrapMode: Text.NoWrap
                    }
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    Accessible.name: text + (step.done ? "，" + qsTrId("step.done") : "")
                    color: step.ink
                    face: Theme.type.label
                    strong: step.now
                    text: step.modelData
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: Theme.compact ? Theme.space.xs : Theme.space.l
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.compact ? 0 : Theme.space.s

        SavedMark {
            anchors.verticalCenter: parent.verticalCenter
            text: root.app.visit.savedText
            visible: !root.wide && text !== "" && Theme.width >= 380 * Math.max(1, Theme.fontScale)
        }
        SyncBadge {
            badge: root.app.sync.badge
            brief: !root.wide
            iconOnly: Theme.compact
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
