pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// Sections of the list with their progress: a rail where there is room, a row of chips where not.
Rectangle {
    id: root

    required property RunnerController runner
    property bool across: false

    color: Theme.color.surface
    implicitHeight: Theme.target.min + Theme.space.l
    implicitWidth: Theme.measure.sections

    component Section: T.AbstractButton {
        id: section

        required property var model

        readonly property bool now: section.model.current ?? false
        readonly property string progress: section.model.done + "/" + section.model.total

        Accessible.name: section.model.number + " " + section.model.title + "，" + section.progress
        Accessible.role: Accessible.PageTab
        Accessible.selected: section.now
        focusPolicy: Qt.StrongFocus
        objectName: "runner.section." + section.model.key
        implicitHeight: root.across ? Theme.target.min : Math.max(Theme.measure.sectionRow, titleLabel.implicitHeight + Theme.space.m)
        implicitWidth: root.across ? chipLabel.implicitWidth + chipRow.spacing + Theme.measure.iconButton + 2 * Theme.space.m : root.width - Theme.space.l
        onClicked: root.runner.selectSection(section.model.code)

        contentItem: Item {
            Label {
                id: numberLabel

                anchors.verticalCenter: parent.verticalCenter
                color: section.now ? Theme.color.primary : Theme.color.textMuted
                strong: section.now
                text: section.model.number
                visible: !root.across
                wrapMode: Text.NoWrap
                x: Theme.space.m
            }
            Label {
                id: titleLabel

                anchors.verticalCenter: parent.verticalCenter
                color: section.now ? Theme.color.primary : Theme.color.text
                elide: Text.ElideRight
                face: Theme.type.label
                maximumLineCount: 2
                strong: section.now
                text: section.model.title
                visible: !root.across
                width: progressLabel.x - x - Theme.space.xs
                x: Math.max(36, numberLabel.x + numberLabel.implicitWidth + Theme.space.s)
            }
            Label {
                id: progressLabel

                anchors.right: mark.left
                anchors.rightMargin: Theme.space.s
                anchors.verticalCenter: parent.verticalCenter
                color: section.now ? Theme.color.primary : Theme.color.textMuted
                face: Theme.type.label
                text: section.progress
                visible: !root.across
                wrapMode: Text.NoWrap
            }
            Icon {
                id: mark

                anchors.right: parent.right
                anchors.rightMargin: Theme.space.m
                anchors.verticalCenter: parent.verticalCenter
                color: section.model.state === "done" ? Theme.color.success : section.now ? Theme.color.primary : Theme.color.textMuted
                name: section.model.state === "done" ? "check-circle" : section.model.state === "part" ? "half-circle" : "empty-circle"
                size: Theme.measure.iconButton
            }
            Row {
                id: chipRow

                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space.s
                visible: root.across
                x: Theme.space.m

                Label {
                    id: chipLabel

                    color: section.now ? Theme.color.primary : Theme.color.text
                    face: Theme.type.label
                    strong: section.now
                    text: section.model.number + " " + section.model.shortTitle + (section.model.state === "done" ? "" : " " + section.progress)
                    wrapMode: Text.NoWrap
                }
                Item {
                    height: 1
                    width: Theme.measure.iconButton
                }
            }
        }
        background: Rectangle {
            border.color: section.now ? Theme.color.primary : Theme.color.divider
            border.width: root.across ? (section.now ? 2 : 1) : 0
            color: section.now ? Theme.color.infoContainer : section.down ? Theme.color.surfaceAlt : root.across ? Theme.color.bg : "transparent"
            radius: Theme.radius.m

            FocusRing {
                anchors.margins: 0
                shown: section.visualFocus
            }
        }
    }

    ListView {
        id: view

        height: (root.across ? parent.height : foot.y) - y
        width: parent.width - x - (root.across ? 0 : Theme.space.s)
        x: root.across ? Theme.space.gutter : Theme.space.s
        y: root.across ? Theme.space.s : Theme.space.m
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        currentIndex: root.runner.sectionRow  // keeps it in view
        highlightMoveDuration: 0
        model: root.runner.sections
        orientation: root.across ? ListView.Horizontal : ListView.Vertical
        spacing: root.across ? Theme.target.gap : Theme.space.xs

        delegate: Section {
        }
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.l
        spacing: Theme.space.xs
        visible: !root.across
        width: parent.width - 2 * Theme.space.m
        x: Theme.space.m

        Item {
            height: allLabel.implicitHeight
            width: parent.width

            Label {
                id: allLabel
                face: Theme.type.label
                muted: true
                text: qsTrId("runner.all")
                width: parent.width - doneLabel.width
                x: Theme.space.s
            }
            Label {
                id: doneLabel
                anchors.right: parent.right
                anchors.rightMargin: Theme.space.s
                face: Theme.type.label
                strong: true
                text: qsTrId("runner.items").arg(root.runner.done + "/" + root.runner.total)
                wrapMode: Text.NoWrap
            }
        }
        ProgressBar {
            name: qsTrId("ring.spoken").arg(root.runner.done).arg(root.runner.total)
            value: root.runner.total ? root.runner.done / root.runner.total : 0
            width: parent.width - Theme.space.l
            x: Theme.space.s
        }
        Item {
            height: Theme.space.xs
            width: 1
        }
        Button {
            checked: root.runner.onlyOpen
            iconName: root.runner.onlyOpen ? "check" : ""
            note: root.runner.openCount
            objectName: "runner.only_open"
            text: qsTrId("runner.only_open")
            width: parent.width
            onClicked: root.runner.onlyOpen = !root.runner.onlyOpen
        }
    }
    Divider {
        anchors.right: parent.right
        height: parent.height
        visible: !root.across
    }
    Divider {
        anchors.bottom: parent.bottom
        visible: root.across
        width: parent.width
    }
}
