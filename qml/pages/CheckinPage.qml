pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T6 签到. Time, place and plaque are evidence; none of them blocks.
FocusScope {
    id: root

    required property CheckinController checkin

    Scroll {
        anchors.bottom: dock.top
        anchors.top: parent.top
        widest: 720 * Math.max(1, Theme.fontScale)
        width: parent.width

        Item {
            height: Math.max(Theme.target.min, school.implicitHeight)
            width: parent.width

            Label {
                id: school
                Accessible.name: text
                Accessible.role: Accessible.Heading
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.title
                text: root.checkin.school
                width: parent.width - card.width - Theme.space.m
            }
            Button {
                id: card
                anchors.right: parent.right
                iconName: "card"
                objectName: "checkin.card"
                text: qsTrId("checkin.card")
                onClicked: cardView.visible = true
            }
        }
        InlineNotice {
            notice: ({
                    "tone": "info",
                    "icon": "lock",
                    "text": root.checkin.secretNotice
                })
            width: parent.width
        }
        Field {
            label: qsTrId("checkin.kind")
            width: parent.width

            ChipFlow {
                idBase: "checkin.kind."
                options: root.checkin.kinds
                width: parent.width
                onPicked: value => root.checkin.setKind(value)
            }
        }
        Field {
            label: qsTrId("checkin.checklist")
            width: parent.width

            Item {
                height: Math.max(Theme.target.min, listName.implicitHeight)
                width: parent.width

                Label {
                    id: listName
                    anchors.verticalCenter: parent.verticalCenter
                    font.weight: Font.Medium
                    text: root.checkin.checklistText
                    width: parent.width - change.width - Theme.space.s
                }
                Button {
                    id: change
                    anchors.right: parent.right
                    kind: "text"
                    objectName: "checkin.checklist.change"
                    text: qsTrId("checkin.change")
                    trailingIcon: lists.visible ? "chevron-up" : "chevron-down"
                    visible: root.checkin.checklists.length > 1
                    onClicked: lists.visible = !lists.visible
                }
            }
            ChipFlow {
                id: lists
                idBase: "checkin.checklist."
                options: root.checkin.checklists
                visible: false
                width: parent.width
                onPicked: value => root.checkin.setChecklist(value)
            }
        }
        Field {
            label: qsTrId("checkin.companions")
            width: parent.width

            Flow {
                spacing: Theme.target.gap
                width: parent.width

                Repeater {
                    model: root.checkin.companions
                    Button {
                        required property var modelData

                        Accessible.name: qsTrId("checkin.companion.remove").arg(modelData.name)
                        objectName: "checkin.companion." + modelData.id
                        text: modelData.name
                        trailingIcon: "close"
                        onClicked: root.checkin.removeCompanion(modelData.id)
                    }
                }
                Button {
                    iconName: "plus"
                    kind: "text"
                    objectName: "checkin.companion.add"
                    text: qsTrId("checkin.companion.add")
                    onClicked: colleagues.visible = !colleagues.visible
                }
            }
            ChipFlow {
                id: colleagues
                idBase: "checkin.colleague."
                options: root.checkin.colleagues
                visible: false
                width: parent.width
                onPicked: value => root.checkin.addCompanion(value)
            }
        }
        Panel {
            height: evidence.height
            width: parent.width

            Column {
                id: evidence

                width: parent.width

                EvidenceRow {
                    iconName: "clock"
                    note: root.checkin.timeNote
                    ok: true
                    text: root.checkin.timeText
                    title: qsTrId("checkin.time")
                    width: parent.width
                }
                EvidenceRow {
                    iconName: "place"
                    ok: root.checkin.placeState === "ok"
                    text: root.checkin.placeText
                    title: qsTrId("checkin.place")
                    waiting: root.checkin.placeState === "wait"
                    width: parent.width
                }
                EvidenceRow {
                    iconName: "scan"
                    last: true
                    ok: root.checkin.plaqueState === "ok" || root.checkin.plaqueState === "photo"
                    text: root.checkin.plaqueText
                    title: qsTrId("checkin.plaque")
                    waiting: root.checkin.plaqueState === "open"
                    width: parent.width
                }
                Flow {
                    bottomPadding: Theme.space.m
                    leftPadding: Theme.space.l
                    rightPadding: Theme.space.l
                    spacing: Theme.target.gap
                    visible: root.checkin.plaqueState === "open"
                    width: parent.width

                    Button {
                        iconName: "scan"
                        objectName: "checkin.plaque.scan"
                        text: qsTrId("checkin.plaque.scan")
                        visible: root.checkin.scanner
                        onClicked: root.checkin.scanPlaque()
                    }
                    Button {
                        iconName: "camera"
                        objectName: "checkin.plaque.photo"
                        text: qsTrId("photo.take")
                        onClicked: root.checkin.photoPlaque()
                    }
                    Button {
                        objectName: "checkin.plaque.missing"
                        text: qsTrId("checkin.plaque.missing")
                        onClicked: root.checkin.plaqueMissing()
                    }
                }
            }
        }
        Column {
            spacing: Theme.space.s
            visible: root.checkin.reasons.length > 0
            width: parent.width

            InlineNotice {
                notice: ({
                        "tone": "warning",
                        "icon": "place",
                        "text": root.checkin.reasonKind === "place" ? qsTrId("gps.none") : qsTrId("checkin.plaque.why")
                    })
                width: parent.width
            }
            ChipFlow {
                idBase: "checkin.reason."
                options: root.checkin.reasons
                width: parent.width
                onPicked: value => root.checkin.setReason(value)
            }
        }
        Field {
            label: qsTrId("checkin.unplanned")
            visible: root.checkin.unplannedReasons.length > 0
            width: parent.width

            ChipFlow {
                idBase: "checkin.unplanned."
                options: root.checkin.unplannedReasons
                width: parent.width
                onPicked: value => root.checkin.setUnplannedReason(value)
            }
        }
        Column {
            spacing: Theme.space.s
            visible: (root.checkin.limit.text ?? "") !== ""
            width: parent.width

            InlineNotice {
                idBase: "checkin.limit."
                notice: ({
                        "tone": "warning",
                        "text": root.checkin.limit.text ?? "",
                        "action": root.checkin.limit.mergeText ?? ""
                    })
                width: parent.width
                onActed: root.checkin.merge()
            }
            Label {
                face: Theme.type.label
                muted: true
                text: qsTrId("checkin.limit.reason")
                width: parent.width
            }
            ChipFlow {
                idBase: "checkin.limit."
                options: root.checkin.limit.reasons ?? []
                width: parent.width
                onPicked: value => root.checkin.setLimitReason(value)
            }
        }
        Panel {
            height: refusal.height + 2 * Theme.space.l
            visible: root.checkin.refusing
            width: parent.width

            Column {
                id: refusal

                spacing: Theme.space.m
                width: parent.width - 2 * Theme.space.l
                x: Theme.space.l
                y: Theme.space.l

                Label {
                    face: Theme.type.heading
                    text: qsTrId("checkin.refused")
                    width: parent.width
                }
                InputField {
                    idBase: "checkin.refusal.who"
                    label: qsTrId("checkin.refusal.who")
                    owner: "visit"
                    value: root.checkin.refusal.who ?? ""
                    width: parent.width
                    onTyped: text => root.checkin.setRefusal("who", text)
                }
                InputArea {
                    idBase: "checkin.refusal.words"
                    label: qsTrId("checkin.refusal.words")
                    owner: "visit"
                    value: root.checkin.refusal.words ?? ""
                    width: parent.width
                    onTyped: text => root.checkin.setRefusal("words", text)
                }
                Flow {
                    spacing: Theme.target.gap
                    width: parent.width

                    Button {
                        iconName: "camera"
                        objectName: "checkin.refusal.photo"
                        text: qsTrId("checkin.refusal.photo")
                        onClicked: root.checkin.photoGate()
                    }
                    Item {
                        height: Theme.target.min
                        visible: taken.value > 0
                        width: taken.width

                        CountMark {
                            id: taken
                            anchors.verticalCenter: parent.verticalCenter
                            iconName: "camera"
                            value: root.checkin.refusal.photos ?? 0
                        }
                    }
                    Button {
                        enabled: root.checkin.refusalMissing === ""
                        kind: "danger"
                        objectName: "checkin.refusal.save"
                        text: qsTrId("checkin.refusal.save")
                        onClicked: root.checkin.saveRefusal()
                    }
                }
                Label {
                    face: Theme.type.label
                    muted: true
                    text: root.checkin.refusalMissing
                    visible: text !== ""
                    width: parent.width
                }
                Label {
                    face: Theme.type.label
                    muted: true
                    text: qsTrId("checkin.refusal.no_photo")
                    visible: reasons.visible
                    width: parent.width
                }
                ChipFlow {
                    id: reasons

                    idBase: "checkin.refusal.no_photo."
                    options: root.checkin.refusal.reasons ?? []
                    visible: options.length > 0
                    width: parent.width
                    onPicked: value => root.checkin.setRefusal("no_photo", value)
                }
            }
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        hint: root.checkin.canStart ? "" : root.checkin.whyNot
        width: parent.width
        start: [
            DockButton {
                brief: dock.width < 480 * Math.max(1, Theme.fontScale)
                iconName: "door"
                objectName: "checkin.refused"
                text: qsTrId("checkin.refused")
                onClicked: root.checkin.refuse(!root.checkin.refusing)
            }
        ]
        end: [
            Button {
                enabled: root.checkin.canStart
                kind: "filled"
                objectName: "checkin.start"
                tall: true
                text: qsTrId("checkin.start")
                trailingIcon: "chevron-right"
                onClicked: root.checkin.start()
            }
        ]
    }
    InspectorCard {
        id: cardView
        card: root.checkin.card
        visible: false
        onClosed: cardView.visible = false
    }
    GateCamera {
        checkin: root.checkin
    }
}
