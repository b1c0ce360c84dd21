pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T3 今日: the running visit, what came back, today's list, what is overdue, this month's coverage.
FocusScope {
    id: root

    required property TodayController today
    required property AppController app

    readonly property bool two: Theme.width >= 1000
    readonly property bool running: (root.today.running.school ?? "") !== ""

    Scroll {
        id: main

        anchors.bottom: dock.top
        anchors.left: parent.left
        anchors.right: side.left
        anchors.top: parent.top

        InlineNotice {
            idBase: "today."
            notice: root.today.leaseNotice
            width: parent.width
        }
        RunningCard {
            running: root.today.running
            visible: root.running
            width: parent.width
            onResumed: root.today.resume()
        }
        RowGroup {
            rows: root.today.urgent
            visible: count > 0
            width: parent.width
            onActed: id => root.today.act(id)
        }
        Item {
            height: Theme.space.xs
            width: 1
        }
        SectionHead {
            fact: root.today.planText
            title: qsTrId("today.plan")
            width: parent.width
        }
        RowGroup {
            addText: qsTrId("today.unplanned")
            rows: root.today.plan
            width: parent.width
            onActed: id => root.today.start(id)
            onAddAsked: root.today.startUnplanned()
        }
        Repeater {
            model: !root.two ? 1 : 0
            TodaySide {
                today: root.today
                width: parent?.width ?? 0
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
        width: root.two ? Math.round(352 * Math.min(1.2, Math.max(1, Theme.fontScale))) : 0

        Divider {
            height: parent.height
        }
        Repeater {
            model: root.two ? 1 : 0
            Scroll {
                anchors.fill: parent
                TodaySide {
                    today: root.today
                    width: parent?.width ?? 0
                }
            }
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        width: parent.width
        start: [
            Item {
                height: Theme.target.score
                visible: !Theme.compact
                width: Math.min(netText.implicitWidth + 40, dock.width * 0.45)

                Icon {
                    id: netIcon
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.color.textMuted
                    name: root.app.sync.netIcon
                    size: Theme.measure.iconButton
                    x: Theme.space.s
                }
                Label {
                    id: netText
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    font.weight: Font.Normal
                    muted: true
                    text: root.app.sync.netText
                    width: parent.width - x
                    x: netIcon.x + netIcon.width + Theme.space.s
                }
            }
        ]
        end: [
            Button {
                iconName: "alert"
                kind: "dangerText"
                objectName: "today.urgent"
                tall: true
                text: qsTrId("urgent.short")
                visible: root.app.urgentReady
                onClicked: root.app.urgent()
            },
            Button {
                iconName: "plus"
                kind: root.running ? "tonal" : "filled"
                objectName: "today.start"
                tall: true
                text: qsTrId("today.start")
                onClicked: root.today.startUnplanned()
            }
        ]
    }
}
