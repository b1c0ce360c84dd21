pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// Rail or tabs, head, and the one page that `app.route` names. Restores nothing by itself.
FocusScope {
    id: root

    required property AppController app

    readonly property string route: root.app.route
    readonly property var bareRoutes: ["enrol", "pin", "unlock", "locked", "confirm", "photo"]
    readonly property var visitRoutes: ["checkin", "runner", "findings", "finding", "wrapup", "conflict", "receipt"]
    readonly property bool bare: root.bareRoutes.includes(root.route)
    readonly property bool inVisit: root.visitRoutes.includes(root.route)
    readonly property bool railed: !root.bare && !root.inVisit && Theme.expanded
    readonly property bool tabbed: !root.bare && !root.inVisit && !Theme.expanded
    readonly property bool focusing: root.route === "runner" && root.app.runner.focusMode
    readonly property var places: [{
            "route": "today",
            "icon": "today",
            "word": qsTrId("place.today")
        }, {
            "route": "schools",
            "icon": "school",
            "word": qsTrId("place.schools")
        }, {
            "route": "rectification",
            "icon": "clipboard",
            "word": qsTrId("place.rectification")
        }, {
            "route": "sync",
            "icon": "sync",
            "word": qsTrId("place.sync"),
            "count": root.app.sync.busyCount
        }, {
            "route": "me",
            "icon": "person",
            "word": qsTrId("place.me")
        }]
    readonly property string placeWord: root.places.find(place => place.route === root.route)?.word ?? ""
    readonly property string placeFact: ({
            "today": root.app.dateText,
            "sync": root.app.sync.lastText,
            "schools": root.app.schools.countText
        })[root.route] ?? ""

    focus: true
    Keys.onBackPressed: root.app.back()

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    AppRail {
        id: rail

        anchors.bottom: parent.bottom
        anchors.top: parent.top
        current: root.route
        places: root.places
        visible: root.railed
        width: root.railed ? implicitWidth : 0
        x: Theme.leftHand ? parent.width - width : 0
        onOpened: route => root.app.open(route)
    }
    Item {
        id: content

        anchors.bottom: tabs.top
        anchors.top: parent.top
        width: parent.width - rail.width
        x: Theme.leftHand ? 0 : rail.width

        VisitBar {
            id: visitHead
            app: root.app
            height: visible ? implicitHeight : 0
            visible: root.inVisit && !root.focusing
            width: parent.width
            z: 3
            onQuickAsked: quick.open = true
        }
        TopBar {
            id: placeHead
            app: root.app
            fact: root.placeFact
            height: visible ? implicitHeight : 0
            title: root.placeWord
            visible: !root.bare && !root.inVisit
            width: parent.width
            z: 3
            onQuickAsked: quick.open = true
        }
        // One page at a time, by repeaters of one: in Qt 6.4 a Loader cannot make components that are bound to their context.
        Item {
            anchors.bottom: parent.bottom
            anchors.top: parent.top
            anchors.topMargin: visitHead.height + placeHead.height
            width: parent.width

            Repeater {
                model: root.route === "enrol" ? 1 : 0
                EnrolPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    enrol: root.app.enrol
                }
            }
            Repeater {
                model: root.route === "pin" ? 1 : 0
                PinPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    enrol: root.app.enrol
                }
            }
            Repeater {
                model: root.route === "unlock" ? 1 : 0
                UnlockPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    unlock: root.app.unlock
                }
            }
            Repeater {
                model: root.route === "locked" ? 1 : 0
                LockedPage {
                    anchors.fill: parent
                    focus: true
                    unlock: root.app.unlock
                }
            }
            Repeater {
                model: root.route === "today" ? 1 : 0
                TodayPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    today: root.app.today
                }
            }
            Repeater {
                model: root.route === "schools" ? 1 : 0
                SchoolsPage {
                    anchors.fill: parent
                    focus: true
                    schools: root.app.schools
                }
            }
            Repeater {
                model: root.route === "rectification" ? 1 : 0
                RectificationPage {
                    anchors.fill: parent
                    focus: true
                    rectification: root.app.rectification
                }
            }
            Repeater {
                model: root.route === "sync" ? 1 : 0
                SyncPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    receipt: root.app.receipt
                    sync: root.app.sync
                }
            }
            Repeater {
                model: root.route === "me" ? 1 : 0
                MePage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    settings: root.app.settings
                }
            }
            Repeater {
                model: root.route === "checkin" ? 1 : 0
                CheckinPage {
                    anchors.fill: parent
                    focus: true
                    checkin: root.app.checkin
                }
            }
            Repeater {
                model: root.route === "runner" ? 1 : 0
                RunnerPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    runner: root.app.runner
                }
            }
            Repeater {
                model: root.route === "photo" ? 1 : 0
                PhotoPage {
                    anchors.fill: parent
                    focus: true
                    photo: root.app.photo
                }
            }
            Repeater {
                model: root.route === "findings" || root.route === "finding" ? 1 : 0
                FindingsPage {
                    anchors.fill: parent
                    focus: true
                    findings: root.app.findings
                }
            }
            Repeater {
                model: root.route === "wrapup" ? 1 : 0
                WrapupPage {
                    anchors.fill: parent
                    focus: true
                    wrapup: root.app.wrapup
                }
            }
            Repeater {
                model: root.route === "confirm" ? 1 : 0
                ConfirmPage {
                    anchors.fill: parent
                    focus: true
                    app: root.app
                    confirm: root.app.confirm
                }
            }
            Repeater {
                model: root.route === "receipt" ? 1 : 0
                ReceiptPage {
                    anchors.fill: parent
                    focus: true
                    receipt: root.app.receipt
                }
            }
            Repeater {
                model: root.route === "conflict" ? 1 : 0
                ConflictPage {
                    anchors.fill: parent
                    focus: true
                    conflicts: root.app.conflicts
                }
            }
        }
        UndoBar {
            anchors.bottom: parent.bottom
            // Above two rows of the dock, which narrow windows have.
            anchors.bottomMargin: (Theme.compact ? 2 : 1) * Theme.target.dock + Theme.space.l
            anchors.horizontalCenter: parent.horizontalCenter
            iconName: root.app.undo.icon
            text: root.app.undo.text
            undoable: root.app.undo.undoable
            visible: root.app.undo.visible
            width: Math.min(implicitWidth, parent.width - 2 * Theme.space.l)
            z: 25
            onUndone: root.app.undo.undo()
        }
    }
    BottomTabs {
        id: tabs

        anchors.bottom: parent.bottom
        current: root.route
        height: root.tabbed ? implicitHeight : 0
        places: root.places
        visible: root.tabbed
        width: parent.width
        onOpened: route => root.app.open(route)
    }
    QuickSettings {
        id: quick
        app: root.app
        z: 40
        onClosed: quick.open = false
    }
    FilesSheet {
        files: root.app.files
        z: 45
    }
    // Screen readers hear what was stored, undone or received; nothing moves on the screen for it.
    Item {
        Accessible.name: root.app.announcement
        Accessible.role: Accessible.AlertMessage
        height: 1
        visible: root.app.announcement !== ""
        width: 1
    }
}
