pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// 专注: one item a screen, answers in thumb reach. The controller moves on by itself, with its guard against double taps.
Rectangle {
    id: root

    required property RunnerController runner
    required property AppController app

    signal numberAsked(string code, string kind, string fault, string title, string value, string mode)

    color: Theme.color.bg
    z: 2

    Rectangle {
        id: bar

        color: Theme.color.surface
        height: 60
        width: parent.width

        IconButton {
            id: back
            anchors.verticalCenter: parent.verticalCenter
            iconName: "chevron-left"
            iconSize: 22
            objectName: "focus.close"
            text: qsTrId("focus.leave")
            x: Theme.space.s
            onClicked: root.runner.focusMode = false
        }
        Label {
            id: word
            anchors.left: back.right
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.heading
            text: qsTrId("runner.focus")
            wrapMode: Text.NoWrap
        }
        Label {
            anchors.baseline: word.baseline
            anchors.left: word.right
            anchors.leftMargin: Theme.space.m
            face: Theme.type.label
            muted: true
            text: root.runner.done + "/" + root.runner.total
            wrapMode: Text.NoWrap
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space.s
            anchors.verticalCenter: parent.verticalCenter

            SavedMark {
                anchors.verticalCenter: parent.verticalCenter
                text: root.runner.savedText
            }
            SyncBadge {
                badge: root.app.sync.badge
                iconOnly: true
                objectName: "focus.badge"
                onClicked: root.app.open("sync")
            }
        }
        ProgressBar {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: -height
            height: 4
            radius: 0
            value: root.runner.total ? root.runner.done / root.runner.total : 0
            width: parent.width
        }
    }
    ListView {
        id: deck

        anchors.bottom: parent.bottom
        anchors.top: bar.bottom
        anchors.topMargin: 4
        clip: true
        currentIndex: root.runner.currentRow
        highlightFollowsCurrentItem: true
        highlightMoveDuration: Theme.motion.base
        highlightRangeMode: ListView.StrictlyEnforceRange
        interactive: false
        model: root.visible ? root.runner.items : null
        orientation: ListView.Horizontal
        preferredHighlightBegin: 0
        preferredHighlightEnd: 0
        width: parent.width

        delegate: FocusItem {
            height: deck.height
            runner: root.runner
            width: deck.width
            onNumberAsked: (kind, fault, title, value, mode) => root.numberAsked(model.code, kind, fault, title, value, mode)
        }
    }
}
