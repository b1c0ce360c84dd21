pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// One item on a whole screen.
Item {
    id: root

    required property RunnerController runner
    required property var model

    signal numberAsked(string kind, string fault, string title, string value, string mode)

    readonly property bool now: root.runner.current === root.model.code
    readonly property real most: Math.min(width, 720)

    Scroll {
        anchors.bottom: dock.top
        anchors.top: parent.top
        padding: Theme.space.xl
        spacing: Theme.space.m
        widest: 672
        width: parent.width

        Item {
            height: Math.max(place.implicitHeight, tags.height)
            width: parent.width

            Label {
                id: place
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.label
                muted: true
                text: [root.model.sectionText, root.model.number].filter(s => s).join("·")
                width: tags.x
            }
            Row {
                id: tags

                anchors.right: parent.right
                spacing: Theme.space.s

                StatusChip {
                    chip: ({
                            "tone": "danger",
                            "icon": "flag",
                            "word": qsTrId("item.veto")
                        })
                    visible: root.model.veto ?? false
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    muted: true
                    text: root.model.pointsText ?? ""
                    wrapMode: Text.NoWrap
                }
            }
        }
        Label {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            face: Theme.type.title
            text: root.model.question
            width: parent.width
        }
        VetoStrip {
            counts: false
            item: root.model
            visible: root.model.vetoFailed ?? false
            width: parent.width
        }
        PhotoStrip {
            cellHeight: 80
            cellWidth: Math.min(160, Math.floor((width - 2 * spacing) / 3))
            forbidden: root.model.photoRule === "forbidden"
            idBase: "focus."
            photos: root.now ? root.runner.panel.photos : []
            readOnly: root.runner.readOnly
            why: root.model.photoWhy ?? ""
            width: parent.width
            onOpened: id => root.runner.panel.openPhoto(id)
            onPhotoAsked: root.runner.takePhoto(root.model.code)
        }
        Column {
            width: parent.width

            FocusLine {
                iconName: "comment"
                objectName: "focus.comment"
                text: root.now && root.runner.panel.comment ? root.runner.panel.comment : qsTrId("panel.comment")
                width: parent.width
                onClicked: drawer.open = true
            }
            FocusLine {
                iconName: "warning"
                objectName: "focus.finding"
                note: root.now ? root.runner.panel.findings[0]?.classText ?? "" : ""
                text: root.model.findingCount ? qsTrId("focus.findings").arg(root.model.findingCount) : qsTrId("panel.finding.new")
                tint: root.model.findingCount > 0
                width: parent.width
                onClicked: root.model.findingCount ? drawer.open = true : root.runner.newFinding(root.model.code)
            }
            FocusLine {
                iconName: "book"
                note: root.model.lastText ?? ""
                objectName: "focus.basis"
                text: qsTrId("focus.basis")
                trailing: "chevron-down"
                width: parent.width
                onClicked: drawer.open = true
            }
        }
    }
    Rectangle {
        id: dock

        anchors.bottom: parent.bottom
        color: Theme.color.surface
        height: Math.min(controls.height + Theme.space.l + Theme.space.m + 0, root.height * 0.7)
        width: parent.width

        Divider {
            width: parent.width
        }
        Flickable {
            anchors.bottom: parent.bottom
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: controls.height + Theme.space.xl
            width: Math.min(parent.width, 720)

            Column {
                id: controls

                spacing: Theme.space.m
                width: parent.width - 2 * Theme.space.l
                x: Theme.space.l
                y: Theme.space.l

                AnswerControls {
                    item: root.bare
                    runner: root.runner
                    stacked: true
                    width: parent.width
                    onNumberAsked: (kind, fault, title, value, mode) => root.numberAsked(kind, fault, title, value, mode)
                }
                Item {
                    height: Theme.target.score
                    width: parent.width

                    Row {
                        id: minor

                        spacing: Theme.target.gap

                        ScoreButton {
                            chosen: root.model.na ?? false
                            height: Theme.target.score
                            na: true
                            objectName: "focus.na"
                            readOnly: root.runner.readOnly
                            text: qsTrId("score.na")
                            visible: (root.model.naAllowed ?? false) && root.model.shape === "choice"
                            width: Math.max(74, needed + 2 * Theme.space.m)
                            onClicked: root.runner.setNa(root.model.code, "")
                        }
                        Button {
                            Accessible.name: qsTrId("photo.take")
                            iconName: "camera"
                            kind: "tonal"
                            objectName: "focus.photo"
                            tall: true
                            horizontalPadding: Theme.space.l
                            visible: root.model.photoRule !== "forbidden"
                            onClicked: root.runner.takePhoto(root.model.code)
                        }
                    }
                    Row {
                        anchors.right: parent.right
                        spacing: Theme.target.gap

                        Button {
                            Accessible.name: qsTrId("runner.previous")
                            iconName: "chevron-left"
                            objectName: "focus.previous"
                            tall: true
                            horizontalPadding: Theme.space.m
                            text: root.width < 380 ? "" : qsTrId("runner.previous")
                            onClicked: root.runner.previous()
                        }
                        Button {
                            kind: "filled"
                            objectName: "focus.next"
                            tall: true
                            horizontalPadding: Theme.space.m
                            text: qsTrId("runner.next")
                            trailingIcon: "chevron-right"
                            onClicked: root.runner.next()
                        }
                    }
                }
            }
        }
    }
    // In this mode N/A stands in the lower row, so the control itself does not show it again.
    readonly property var bare: ({
            "key": root.model.key,
            "code": root.model.code,
            "number": root.model.number,
            "question": root.model.question,
            "shape": root.model.shape,
            "options": root.model.options,
            "columns": root.model.columns,
            "coefficientText": root.model.coefficientText,
            "points": root.model.points,
            "measures": root.model.measures,
            "faults": root.model.faults,
            "deductText": root.model.deductText,
            "full": root.model.full,
            "workingText": root.model.workingText,
            "sample": root.model.sample,
            "texts": root.model.texts,
            "readOnly": root.model.readOnly,
            "naAllowed": root.model.naAllowed && root.model.shape !== "choice",
            "na": root.model.na,
            "naAsking": root.model.naAsking,
            "naReason": root.model.naReason
        })
    Sheet {
        id: drawer  // not `panel`: within the view below that is its own property

        share: 0.8
        onClosed: drawer.open = false

        Repeater {
            model: drawer.visible && root.now ? 1 : 0
            ItemPanelView {
                anchors.fill: parent
                runner: root.runner
                sheet: true
                onClosed: drawer.open = false
            }
        }
    }
}
