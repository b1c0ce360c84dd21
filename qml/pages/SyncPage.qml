pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T16 同步: first a sentence that says what is where, then the queue; the chosen visit's receipt beside it.
FocusScope {
    id: root

    required property SyncController sync
    required property ReceiptController receipt
    required property AppController app

    readonly property bool two: Theme.width >= 1000

    Flickable {
        id: main

        anchors.bottom: dock.top
        anchors.left: parent.left
        anchors.right: side.left
        anchors.top: parent.top
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: body.height

        Column {
            id: body

            width: main.width

            Column {
                padding: Theme.space.gutter
                topPadding: Theme.space.l + 4
                bottomPadding: Theme.space.m
                width: parent.width

                Label {
                    face: Theme.type.heading
                    text: root.sync.headline
                    width: parent.width - 2 * Theme.space.gutter
                }
                Label {
                    muted: true
                    text: root.sync.detail
                    width: parent.width - 2 * Theme.space.gutter
                }
            }
            Divider {
                width: parent.width
            }
            Repeater {
                model: root.sync.queue
                QueueRow {
                    sync: root.sync
                    width: main.width
                }
            }
            Column {
                padding: Theme.space.gutter
                spacing: Theme.space.m
                topPadding: Theme.space.l
                width: parent.width

                InlineNotice {
                    idBase: "sync."
                    notice: root.sync.notice
                    width: parent.width - 2 * Theme.space.gutter
                    onActed: act => root.sync.noticeAct(act)
                }
                Repeater {
                    id: attention

                    model: root.sync.attention
                    Panel {
                        id: held

                        required property var model

                        height: Math.max(Theme.measure.listRow, words.height + Theme.space.xl)
                        width: body.width - 2 * Theme.space.gutter

                        Column {
                            id: words

                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - x - Theme.space.l - (act.visible ? act.width : 0)
                            x: Theme.space.l

                            StatusChip {
                                chip: ({
                                        "tone": "warning",
                                        "icon": "warning",
                                        "word": qsTrId("sync.attention")
                                    })
                            }
                            Label {
                                text: held.model.text
                                width: parent.width
                            }
                            Label {
                                objectName: "sync.attention." + held.model.key + ".said"
                                text: held.model.said
                                visible: text !== ""
                                width: parent.width
                            }
                            Label {
                                face: Theme.type.label
                                muted: true
                                text: held.model.who
                                visible: text !== ""
                                width: parent.width
                            }
                        }
                        Button {
                            id: act
                            anchors.right: parent.right
                            anchors.rightMargin: Theme.space.m
                            anchors.verticalCenter: parent.verticalCenter
                            objectName: "sync.attention." + held.model.key
                            text: held.model.action
                            visible: text !== ""
                            onClicked: root.sync.attentionAct(held.model.id)
                        }
                    }
                }
                Divider {
                    visible: attention.count > 0
                    width: parent.width - 2 * Theme.space.gutter
                }
                SectionHead {
                    fact: root.sync.strays.length
                    title: qsTrId("sync.strays")
                    visible: root.sync.strays.length > 0
                    width: parent.width - 2 * Theme.space.gutter
                }
                Label {
                    muted: true
                    text: qsTrId("sync.strays.note")
                    visible: root.sync.strays.length > 0
                    width: parent.width - 2 * Theme.space.gutter
                }
                PhotoStrip {
                    idBase: "sync.strays."
                    photos: root.sync.strays
                    readOnly: true
                    visible: root.sync.strays.length > 0
                    width: parent.width - 2 * Theme.space.gutter
                }
                Label {
                    face: Theme.type.label
                    font.weight: Font.Normal
                    muted: true
                    text: root.sync.storageText
                    width: parent.width - 2 * Theme.space.gutter
                }
            }
        }
        ScrollMark {
            parent: main
            view: main
        }
    }
    Rectangle {
        id: side

        anchors.bottom: dock.top
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.color.surface
        visible: root.two && root.receipt.title !== ""
        width: visible ? Math.round(root.width * 0.434) : 0

        Divider {
            height: parent.height
        }
        ReceiptView {
            anchors.fill: parent
            receipt: root.receipt
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        width: parent.width
        start: [
            DockButton {
                brief: dock.width < 700 * Math.max(1, Theme.fontScale)
                iconName: root.sync.paused ? "play" : "pause"
                objectName: "sync.pause"
                text: root.sync.paused ? qsTrId("sync.resume_all") : qsTrId("sync.pause_all")
                onClicked: root.sync.setPaused(!root.sync.paused)
            },
            DockButton {
                brief: dock.width < 700 * Math.max(1, Theme.fontScale)
                iconName: "sync"
                objectName: "sync.retry"
                text: qsTrId("sync.now")
                onClicked: root.sync.retry()
            }
        ]
        end: [
            Button {
                kind: "tonal"
                objectName: "sync.qr"
                tall: true
                text: qsTrId("receipt.show_qr")
                visible: side.visible && root.receipt.qr !== ""
                onClicked: root.receipt.showQr(true)
            },
            Button {
                kind: "filled"
                objectName: "sync.home"
                tall: true
                text: qsTrId("receipt.home")
                onClicked: root.app.open("today")
            }
        ]
    }
    BigQr {
        receipt: root.receipt
    }
}
