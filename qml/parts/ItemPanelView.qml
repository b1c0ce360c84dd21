pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// All about the current item: basis, comment, photos, findings, history. A side panel or a sheet.
FocusScope {
    id: root

    required property RunnerController runner
    property bool sheet: false
    readonly property ItemPanel panel: root.runner.panel

    signal closed

    Item {
        id: head

        height: Math.max(56, kicker.implicitHeight)
        width: parent.width

        Label {
            id: kicker
            anchors.verticalCenter: parent.verticalCenter
            face: Theme.type.label
            muted: true
            text: root.panel.kicker
            width: arrows.x - x
            x: root.sheet ? Theme.space.gutter : Theme.space.l
        }
        Row {
            id: arrows

            anchors.right: parent.right
            anchors.rightMargin: root.sheet ? Theme.space.m : Theme.space.xs - 4
            anchors.verticalCenter: parent.verticalCenter

            IconButton {
                iconName: "chevron-up"
                iconSize: Theme.measure.iconButton
                objectName: "runner.panel.previous"
                text: qsTrId("runner.previous")
                onClicked: root.runner.previous()
            }
            IconButton {
                iconName: "chevron-down"
                iconSize: Theme.measure.iconButton
                objectName: "runner.panel.next"
                text: qsTrId("runner.next")
                onClicked: root.runner.next()
            }
            IconButton {
                iconName: "close"
                iconSize: Theme.measure.iconButton
                objectName: "runner.panel.close"
                text: qsTrId("sheet.close")
                visible: root.sheet
                onClicked: root.closed()
            }
        }
    }
    Scroll {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        padding: root.sheet ? Theme.space.gutter : Theme.space.l
        column.y: 0
        spacing: Theme.space.s

        Label {
            face: Theme.type.heading
            text: root.panel.title
            width: parent.width
        }
        Button {
            align: Qt.AlignLeft
            horizontalPadding: 0
            iconName: "book"
            kind: "plain"
            objectName: "runner.panel.basis"
            text: qsTrId("panel.basis").arg(root.panel.basisText)
            trailingIcon: root.panel.basisOpen ? "chevron-up" : "chevron-down"
            visible: root.panel.basisText !== ""
            width: parent.width
            onClicked: root.panel.toggleBasis()
        }
        Label {
            face: Theme.type.label
            font.weight: Font.Normal
            muted: true
            text: root.panel.basisFull
            visible: root.panel.basisOpen
            width: parent.width
        }
        InlineNotice {
            idBase: "runner.panel."
            notice: root.panel.proposal
            width: parent.width
            onActed: act => root.panel.proposalAct(act)
        }
        Button {
            kind: "text"
            objectName: "runner.panel.dismiss"
            text: qsTrId("finding.dismiss")
            visible: (root.panel.proposal.text ?? "") !== "" && !dismissal.visible
            onClicked: dismissal.asked = root.panel.key
        }
        InputField {
            id: dismissal

            property string asked: ""  // key of the item for which it was opened

            idBase: "runner.panel.dismiss.why"
            label: qsTrId("finding.dismiss.why")
            owner: root.panel.code
            readOnly: root.runner.readOnly
            value: root.panel.noFinding
            visible: root.panel.noFinding !== "" || dismissal.asked === root.panel.key && dismissal.asked !== ""
            width: parent.width
            onTyped: (text, code) => root.panel.dismissFinding(code, text)
        }
        InputArea {
            hint: qsTrId("panel.comment.hint")
            idBase: "runner.panel.comment"
            label: qsTrId("panel.comment")
            owner: root.panel.code
            readOnly: root.runner.readOnly
            savedText: root.panel.commentSaved
            value: root.panel.comment
            width: parent.width
            onFinished: root.panel.commitComment()
            onTyped: (text, code) => root.panel.setComment(code, text)
        }
        OtherWords {
            idBase: "runner.panel."
            others: root.panel.others
            readOnly: root.runner.readOnly
            width: parent.width
            onBothAsked: other => root.panel.takeBoth(other)
        }
        QuickPhrases {
            idBase: "runner.panel."
            phrases: root.panel.phrases
            readOnly: root.runner.readOnly
            width: parent.width
            onAddAsked: newPhrase.visible = true
            onPicked: value => root.panel.usePhrase(value)
        }
        InputField {
            id: newPhrase

            hint: qsTrId("phrase.new")
            idBase: "runner.panel.phrase.new"
            visible: false
            width: parent.width
            onAccepted: {
                root.panel.addPhrase(newPhrase.field.text);
                newPhrase.visible = false;
            }
        }
        Item {
            height: photoHead.implicitHeight + Theme.space.s
            width: parent.width

            Label {
                id: photoHead
                anchors.bottom: parent.bottom
                face: Theme.type.label
                muted: true
                text: qsTrId("panel.photos").arg(root.panel.photos.length)
                width: parent.width - owed.width
            }
            Row {
                id: owed

                anchors.bottom: parent.bottom
                anchors.right: parent.right
                spacing: Theme.space.xs
                visible: root.panel.photoText !== ""

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.color.tone(root.panel.photoTone)
                    name: root.panel.photoTone === "success" ? "check" : "camera"
                    size: Theme.measure.iconChip
                }
                Label {
                    color: Theme.color.tone(root.panel.photoTone)
                    face: Theme.type.label
                    text: root.panel.photoText
                    wrapMode: Text.NoWrap
                }
            }
        }
        PhotoStrip {
            cellHeight: root.sheet && !Theme.compact ? 128 : 82
            cellWidth: root.sheet && !Theme.compact ? 176 : Math.floor((width - 2 * spacing) / 3)
            forbidden: root.panel.photoRule === "forbidden"
            idBase: "runner.panel."
            photos: root.panel.photos
            readOnly: root.runner.readOnly
            why: root.panel.photoWhy
            width: parent.width
            onOpened: id => root.panel.openPhoto(id)
            onPhotoAsked: root.runner.takePhoto(root.panel.code)
        }
        InputField {
            idBase: "runner.panel.no_photo"
            label: qsTrId("panel.no_photo")
            owner: root.panel.code
            value: root.panel.noPhotoReason
            visible: root.panel.photoTone === "warning" && root.panel.photoRule !== "forbidden"
            width: parent.width
            onTyped: (text, code) => root.panel.setNoPhoto(code, text)
        }
        Item {
            height: Theme.space.s
            width: 1
        }
        Repeater {
            model: root.panel.findings
            FindingCard {
                required property var modelData

                finding: modelData
                readOnly: root.runner.readOnly
                width: parent?.width ?? 0
                onEditAsked: root.panel.editFinding(modelData.id)
                onMoreAsked: root.runner.newFinding(root.panel.code)
            }
        }
        Button {
            iconName: "warning"
            objectName: "runner.panel.finding.new"
            text: qsTrId("panel.finding.new")
            visible: root.panel.findings.length === 0 && !root.runner.readOnly
            width: parent.width
            onClicked: root.runner.newFinding(root.panel.code)
        }
        Divider {
            width: parent.width
        }
        Item {
            height: Math.max(Theme.target.min, historyLabel.implicitHeight)
            visible: root.panel.historyText !== ""
            width: parent.width

            Icon {
                id: clock
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.color.textMuted
                name: "history"
                size: Theme.measure.iconButton
            }
            Label {
                id: historyLabel
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.panel.historyText
                width: parent.width - x - revert.width
                x: clock.width + Theme.space.s
            }
            Button {
                id: revert
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                kind: "text"
                objectName: "runner.panel.undo"
                text: qsTrId("undo.do")
                visible: root.panel.historyUndo
                onClicked: root.panel.undoHistory()
            }
        }
    }
}
