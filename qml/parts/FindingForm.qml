pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// T9 问题: opens filled in from the item, kept as it is typed.
FocusScope {
    id: root

    required property FindingController finding

    signal closed
    signal removed

    Item {
        id: head

        height: Math.max(56, kicker.implicitHeight)
        width: parent.width

        Label {
            id: kicker
            Accessible.name: text
            Accessible.role: Accessible.Heading
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.heading
            text: root.finding.kicker
            width: parent.width - x - close.width - saved.width - Theme.space.l
            x: Theme.space.gutter
        }
        SavedMark {
            id: saved
            anchors.right: close.left
            anchors.verticalCenter: parent.verticalCenter
            text: root.finding.savedText
        }
        IconButton {
            id: close
            anchors.right: parent.right
            anchors.rightMargin: Theme.space.s
            anchors.verticalCenter: parent.verticalCenter
            iconName: "close"
            objectName: "finding.close"
            text: qsTrId("finding.collapse")
            onClicked: root.closed()
        }
    }
    Scroll {
        anchors.bottom: parent.bottom
        anchors.top: head.bottom
        column.y: 0
        width: parent.width

        InlineNotice {
            idBase: "finding."
            notice: root.finding.notice
            width: parent.width
            onActed: act => root.finding.noticeAct(act)
        }
        OtherWords {
            idBase: "finding."
            others: root.finding.others
            width: parent.width
            onBothAsked: other => root.finding.takeBoth(other)
        }
        InputArea {
            idBase: "finding.title"
            label: qsTrId("finding.title")
            lines: 1
            owner: root.finding.id
            value: root.finding.title
            width: parent.width
            onTyped: (text, id) => root.finding.setTitle(id, text)
        }
        Field {
            label: qsTrId("finding.class")
            width: parent.width

            Column {
                spacing: Theme.target.gap
                width: parent.width

                ChipFlow {
                    idBase: "finding.class."
                    options: root.finding.classes
                    width: parent.width
                    onPicked: value => root.finding.setClass(value)
                }
                Chip {
                    chosen: root.finding.onSpot
                    objectName: "finding.on_spot"
                    text: qsTrId("finding.on_spot")
                    onClicked: root.finding.setOnSpot(!root.finding.onSpot)
                }
            }
        }
        Field {
            label: qsTrId("finding.days")
            note: root.finding.dueText
            width: parent.width

            ChipFlow {
                idBase: "finding.days."
                options: root.finding.days
                width: parent.width
                onPicked: value => {
                    if (value === "pick")
                        days.visible = !days.visible;
                    else
                        root.finding.setDays(value);
                }
            }
            DayGrid {
                id: days

                chosen: root.finding.dueDay
                idBase: "finding.day."
                today: root.finding.today
                visible: false
                width: parent.width
                onPicked: day => {
                    root.finding.setDate(day);
                    days.visible = false;
                }
            }
        }
        Field {
            label: qsTrId("finding.basis")
            note: root.finding.basisNote
            width: parent.width

            InputArea {
                idBase: "finding.basis"
                lines: 1
                owner: root.finding.id
                value: root.finding.basis
                width: parent.width
                field.Accessible.name: qsTrId("finding.basis")
                onTyped: (text, id) => root.finding.setBasis(id, text)
            }
            Chip {
                chosen: root.finding.noBasis
                objectName: "finding.no_basis"
                text: qsTrId("finding.no_basis")
                onClicked: root.finding.setNoBasis(!root.finding.noBasis)
            }
        }
        Field {
            label: qsTrId("finding.advice")
            width: parent.width

            InputArea {
                idBase: "finding.advice"
                lines: 1
                owner: root.finding.id
                value: root.finding.advice
                width: parent.width
                field.Accessible.name: qsTrId("finding.advice")
                onTyped: (text, id) => root.finding.setAdvice(id, text)
            }
            ChipFlow {
                idBase: "finding.advice."
                options: root.finding.advices
                single: false
                width: parent.width
                onPicked: value => root.finding.useAdvice(value)
            }
        }
        Field {
            label: (root.finding.onSpot ? qsTrId("finding.photos.before") : qsTrId("panel.photos")).arg(root.finding.photos.length)
            width: parent.width

            PhotoStrip {
                idBase: "finding."
                photos: root.finding.photos
                width: parent.width
                onPhotoAsked: root.finding.takePhoto(false)
            }
        }
        Field {
            label: qsTrId("finding.photos.after").arg(root.finding.afterPhotos.length)
            note: root.finding.afterPhotos.length === 0 ? qsTrId("finding.photos.after.ask") : ""
            visible: root.finding.onSpot
            width: parent.width

            PhotoStrip {
                idBase: "finding.after."
                photos: root.finding.afterPhotos
                width: parent.width
                onPhotoAsked: root.finding.takePhoto(true)
            }
        }
        Field {
            label: qsTrId("finding.responsible")
            width: parent.width

            InputField {
                hint: qsTrId("finding.responsible.hint")
                idBase: "finding.responsible"
                owner: root.finding.id
                value: root.finding.responsible
                width: parent.width
                field.Accessible.name: qsTrId("finding.responsible")
                onTyped: (text, id) => root.finding.setResponsible(id, text)
            }
            ChipFlow {
                idBase: "finding.responsible."
                options: root.finding.people
                width: parent.width
                onPicked: value => root.finding.setResponsible(root.finding.id, value)
            }
        }
        StatusChip {
            chip: ({
                    "tone": "warning",
                    "icon": "relapse",
                    "word": root.finding.relapseText
                })
        }
        Button {
            iconName: "trash"
            kind: "text"
            objectName: "finding.remove"
            text: qsTrId("finding.remove")
            visible: root.finding.removable
            onClicked: root.removed()
        }
    }
}
