pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T7 评查: three panes in landscape; chip row and sheet in portrait; one item a screen in focus mode.
FocusScope {
    id: root

    required property RunnerController runner
    required property AppController app

    readonly property bool rail: Theme.expanded
    readonly property bool panes: Theme.panes
    readonly property bool tiny: dock.width < 700 * Math.max(1, Theme.fontScale)
    readonly property bool brief: dock.width < 1000 * Math.min(1.4, Theme.fontScale)

    focus: true

    Shortcuts {
        runner: root.runner
        enabled: root.runner.keyboard && !root.typing
        onSearchAsked: find.open = true
    }
    readonly property bool typing: root.Window.activeFocusItem?.hasOwnProperty("cursorPosition") ?? false

    Item {
        id: body

        anchors.bottom: dock.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        visible: !root.runner.focusMode

        SectionList {
            id: sections

            across: !root.rail
            height: root.rail ? parent.height : implicitHeight
            runner: root.runner
            width: root.rail ? Math.round(Theme.measure.sections * Math.min(1.3, Math.max(1, Theme.fontScale))) : parent.width
        }
        ScoreHead {
            id: head

            anchors.left: root.rail ? sections.right : parent.left
            anchors.right: panel.left
            anchors.top: root.rail ? parent.top : sections.bottom
            objectName: "runner.score"
            progress: Theme.width < 1000
            runner: root.runner
            onClicked: score.open = true
        }
        ListView {
            id: list

            anchors.bottom: parent.bottom
            anchors.left: head.left
            anchors.right: head.right
            anchors.top: head.bottom
            bottomMargin: root.runner.panelOpen && !root.panes ? list.height * 0.6 : Theme.space.xl
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 600
            clip: true
            model: root.runner.items
            objectName: "runner.list"

            // Back from a photo or a finding: at the item that was left, until a hand moves the list.
            property string found: ""

            Component.onCompleted: list.found = root.runner.current
            property bool moved: false

            onHeightChanged: if (!list.moved && (list.found === "" || list.found === root.runner.current)) {
                list.positionViewAtBeginning();
                list.positionViewAtIndex(root.runner.currentRow, ListView.Contain);
            }
            onMovementStarted: list.moved = true

            delegate: RunnerItem {
                runner: root.runner
                width: list.width
                onNumberAsked: (kind, fault, title, value, mode) => number.askFor(model.code, kind, fault, title, value, mode)
            }
            ScrollMark {
                parent: list
                view: list
            }
            Connections {
                function onScrollToCurrent() {
                    list.positionViewAtIndex(root.runner.currentRow, root.runner.panelOpen && !root.panes ? ListView.Beginning : ListView.Contain);
                }
                target: root.runner
            }
        }
        Rectangle {
            id: panel

            anchors.bottom: parent.bottom
            anchors.right: parent.right
            anchors.top: parent.top
            color: Theme.color.surface
            visible: root.panes
            width: root.panes ? Math.round(Theme.measure.panel * Math.min(1.2, Math.max(1, Theme.fontScale))) : 0

            Divider {
                height: parent.height
            }
            Repeater {
                model: root.panes ? 1 : 0
                ItemPanelView {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.edge
                    runner: root.runner
                }
            }
        }
    }
    FocusMode {
        anchors.fill: parent
        app: root.app
        runner: root.runner
        visible: root.runner.focusMode
        onNumberAsked: (code, kind, fault, title, value, mode) => number.askFor(code, kind, fault, title, value, mode)
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        visible: !root.runner.focusMode
        width: parent.width
        z: sheet.visible ? 12 : 1

        start: [
            DockButton {
                brief: root.brief
                enabled: root.app.undo.lastText !== ""
                iconName: "undo"
                note: root.brief ? "" : root.app.undo.lastText
                objectName: "runner.undo"
                text: qsTrId("undo.do")
                onClicked: root.app.undo.undo()
            },
            DockButton {
                brief: root.tiny
                iconName: "focus"
                objectName: "runner.focus"
                text: qsTrId("runner.focus")
                visible: root.brief
                onClicked: root.runner.focusMode = true
            },
            DockButton {
                brief: root.tiny
                iconName: "warning"
                note: root.tiny ? "" : root.runner.findingCount
                objectName: "runner.findings"
                text: qsTrId("runner.findings")
                visible: root.brief
                onClicked: root.runner.openFindings()
            },
            DockButton {
                brief: true
                iconName: "search"
                objectName: "runner.find"
                text: qsTrId("runner.find")
                visible: root.brief
                onClicked: find.open = true
            },
            DockButton {
                brief: root.tiny
                iconName: "alert"
                kind: "dangerText"
                objectName: "runner.urgent"
                text: qsTrId("urgent.short")
                visible: root.brief && root.app.urgentReady
                onClicked: root.app.urgent()
            }
        ]
        end: [
            DockButton {
                iconName: "focus"
                objectName: "runner.focus.wide"
                text: qsTrId("runner.focus")
                visible: !root.brief
                onClicked: root.runner.focusMode = true
            },
            DockButton {
                iconName: "warning"
                note: root.runner.findingCount
                objectName: "runner.findings.wide"
                text: qsTrId("runner.findings")
                visible: !root.brief
                onClicked: root.runner.openFindings()
            },
            DockButton {
                iconName: "search"
                objectName: "runner.find.wide"
                text: qsTrId("runner.find")
                visible: !root.brief
                onClicked: find.open = true
            },
            DockButton {
                iconName: "alert"
                kind: "dangerText"
                objectName: "runner.urgent.wide"
                text: qsTrId("urgent.short")
                visible: !root.brief && root.app.urgentReady
                onClicked: root.app.urgent()
            },
            Item {
                height: 1
                visible: !root.brief
                width: Theme.space.l
            },
            Button {
                Accessible.name: text || qsTrId("photo.take")
                enabled: !root.runner.readOnly && root.runner.panel.photoRule !== "forbidden"  // the panel says why
                iconName: "camera"
                kind: "tonal"
                objectName: "runner.photo"
                tall: true
                text: dock.width < 380 * Math.max(1, Theme.fontScale) ? "" : qsTrId("photo.take")
                horizontalPadding: Theme.compact ? Theme.space.m : Theme.space.xl
                onClicked: root.runner.takePhoto(root.runner.current)
            },
            Button {
                kind: "filled"
                objectName: "runner.wrapup"
                tall: true
                text: qsTrId("step.wrapup")
                trailingIcon: "chevron-right"
                horizontalPadding: Theme.compact ? Theme.space.m : Theme.space.xl
                onClicked: root.runner.wrapUp()
            }
        ]
    }
    Sheet {
        id: sheet

        anchors.bottomMargin: dock.height
        open: root.runner.panelOpen && !root.panes && !root.runner.focusMode
        scrim: false
        share: 0.6
        onClosed: root.runner.panelOpen = false

        Repeater {
            model: sheet.visible ? 1 : 0
            ItemPanelView {
                anchors.fill: parent
                runner: root.runner
                sheet: true
                onClosed: root.runner.panelOpen = false
            }
        }
    }
    NumberSheet {
        id: number

        property string code: ""
        property string kind: ""
        property string fault: ""

        function askFor(code: string, kind: string, fault: string, title: string, value: string, mode: string) {
            number.code = code;
            number.kind = kind;
            number.fault = fault;
            number.ask(title, value, mode);
        }

        z: 20
        onDone: value => number.kind === "fault" ? root.runner.setFault(number.code, number.fault, value) : root.runner.setPoints(number.code, value)
    }
    FindItem {
        id: find
        runner: root.runner
        z: 20
    }
    ScoreTable {
        id: score
        runner: root.runner
        z: 20
    }
}
