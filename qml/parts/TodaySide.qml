pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// This month's coverage and what is overdue.
Column {
    id: root

    required property TodayController today
    readonly property int total: root.today.coverage.total ?? 0
    readonly property int done: root.today.coverage.done ?? 0

    spacing: Theme.space.m

    Item {
        height: Math.max(covered.implicitHeight, heading.implicitHeight)
        width: parent.width

        Label {
            id: heading
            Accessible.name: text
            Accessible.role: Accessible.Heading
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.heading
            text: qsTrId("today.coverage")
            width: parent.width - covered.width - of.width - 8
        }
        Label {
            id: covered
            anchors.right: of.left
            anchors.rightMargin: 4
            face: Theme.type.figure
            text: root.done
            wrapMode: Text.NoWrap
        }
        Label {
            id: of
            anchors.baseline: covered.baseline
            anchors.right: parent.right
            face: Theme.type.label
            muted: true
            text: qsTrId("today.schools_of").arg(root.total)
            wrapMode: Text.NoWrap
        }
    }
    Row {
        id: cells

        Accessible.name: qsTrId("ring.spoken").arg(root.done).arg(root.total)
        Accessible.role: Accessible.ProgressBar
        spacing: 4
        visible: root.total <= 30
        width: parent.width

        Repeater {
            model: root.total <= 30 ? root.total : 0
            Rectangle {
                required property int index

                border.color: Theme.color.outline
                border.width: index < root.done ? 0 : 1
                color: index < root.done ? Theme.color.primary : Theme.color.bg
                height: 16
                radius: 4
                width: (cells.width - (root.total - 1) * 4) / root.total
            }
        }
    }
    ProgressBar {
        value: root.total ? root.done / root.total : 0
        visible: root.total > 30
        width: parent.width
    }
    LinkRow {
        muted: true
        objectName: "today.coverage"
        text: root.today.coverage.missingText ?? ""
        visible: text !== ""
        width: parent.width
        onClicked: root.today.showCoverage()
    }
    Divider {
        width: parent.width
    }
    Item {
        height: Math.max(overdueHead.implicitHeight, overdueCount.implicitHeight)
        visible: root.today.overdueCount > 0
        width: parent.width

        Label {
            id: overdueHead
            Accessible.name: text
            Accessible.role: Accessible.Heading
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.heading
            text: qsTrId("today.overdue")
            width: parent.width - 60
        }
        Label {
            id: overdueCount
            anchors.right: parent.right
            face: Theme.type.figure
            text: root.today.overdueCount
            wrapMode: Text.NoWrap
        }
    }
    Repeater {
        model: root.today.overdue
        OverdueCard {
            id: card

            width: root.width
            onOpened: root.today.openOverdue(card.model.id)
        }
    }
    LinkRow {
        objectName: "today.overdue.all"
        text: qsTrId("today.overdue.all").arg(root.today.overdueCount)
        visible: root.today.overdueCount > 0
        width: parent.width
        onClicked: root.today.showAllOverdue()
    }
}
