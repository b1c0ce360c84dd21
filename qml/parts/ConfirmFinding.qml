pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// One finding as the school reads it. Confirm and dissent look alike; neither is praised.
Column {
    id: root

    required property ConfirmController confirm
    required property var model

    readonly property bool dissent: root.model.choice === "dissent"
    readonly property string idBase: "confirm.finding." + root.model.key + "."
    readonly property bool narrow: root.width < 560 * Math.max(1, Theme.fontScale)
    readonly property bool settled: root.confirm.stage !== "read"  // signed: the choices are in the record, not in this form
    // A narrow page without a photo has nothing to open it by.
    readonly property bool full: root.model.open || (root.narrow && root.model.photos.length === 0)
    readonly property bool spread: root.dissent || root.model.open || root.narrow

    spacing: Theme.space.s
    topPadding: Theme.space.l + 4

    Item {
        height: Math.max(thumb.visible ? thumb.height : Theme.target.min, words.height)
        width: parent.width

        PhotoThumb {
            id: thumb
            height: 66
            objectName: root.idBase + "photo"
            photo: ({
                    "source": root.model.photo,
                    "name": root.model.title
                })
            strip: false
            visible: root.model.photos.length > 0
            width: 88
            onClicked: root.confirm.toggleFinding(root.model.id)
        }
        Column {
            id: words

            width: (compact.visible ? compact.x - Theme.space.m : parent.width) - x
            x: thumb.visible ? thumb.width + Theme.space.m : 0

            Flow {
                spacing: Theme.space.s
                width: parent.width

                Repeater {
                    model: root.model.chips
                    StatusChip {
                        required property var modelData

                        chip: modelData
                    }
                }
            }
            Label {
                elide: Text.ElideRight
                face: Theme.type.heading
                font.weight: Font.Medium
                maximumLineCount: root.full ? 1000 : 3
                text: root.model.title
                topPadding: Theme.space.xs
                width: parent.width
            }
        }
        Chip {
            id: compact

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            chosen: root.model.choice === "confirm"
            objectName: root.idBase + "open"
            single: true
            text: qsTrId("confirm.confirm")
            visible: !root.spread && !root.settled
            width: Math.max(152, implicitWidth)
            onClicked: root.confirm.toggleFinding(root.model.id)
        }
    }
    Column {
        spacing: Theme.space.xs
        visible: root.full
        width: parent.width

        // As large as the column allows: the school reads from them what is meant.
        Flow {
            spacing: Theme.target.gap
            visible: root.model.open
            width: parent.width

            Repeater {
                model: root.model.open ? root.model.photos : []
                PhotoThumb {
                    required property int index
                    required property var modelData

                    readonly property int columns: root.narrow ? 1 : 2

                    height: width * 3 / 4
                    objectName: root.idBase + "photo." + (index + 1)
                    photo: modelData
                    width: Math.floor((root.width - (columns - 1) * Theme.target.gap) / columns)
                    onClicked: root.confirm.toggleFinding(root.model.id)
                }
            }
        }
        Label {
            face: Theme.type.label
            font.weight: Font.Normal
            muted: true
            text: qsTrId("panel.basis").arg(root.model.basis)
            visible: root.model.basis !== ""
            width: parent.width
        }
        Label {
            face: Theme.type.label
            font.weight: Font.Normal
            muted: true
            text: qsTrId("confirm.advice").arg(root.model.advice)
            visible: root.model.advice !== ""
            width: parent.width
        }
    }
    Row {
        spacing: Theme.target.gap
        visible: root.spread && !root.settled
        width: parent.width

        Chip {
            chosen: root.model.choice === "confirm"
            objectName: root.idBase + "confirm"
            single: true
            text: qsTrId("confirm.confirm")
            width: (parent.width - parent.spacing) / 2
            onClicked: root.confirm.setPoint(root.model.id, "confirm")
        }
        Chip {
            chosen: root.dissent
            iconName: "comment"
            objectName: root.idBase + "dissent"
            single: true
            text: qsTrId("confirm.dissent.choose")
            width: (parent.width - parent.spacing) / 2
            onClicked: root.confirm.setPoint(root.model.id, "dissent")
        }
    }
    Item {
        height: Math.max(Theme.target.min, said.height)
        visible: root.dissent && !root.model.open && root.model.text !== ""
        width: parent.width

        Flow {
            id: said

            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.s
            width: parent.width - edit.width

            Label {
                face: Theme.type.label
                height: Theme.measure.chip
                muted: true
                text: qsTrId("confirm.dissent.word")
                wrapMode: Text.NoWrap
            }
            StatusChip {
                chip: ({
                        "tone": "plain",
                        "icon": "",
                        "word": root.model.reasonText
                    })
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                height: Math.max(contentHeight, Theme.measure.chip)
                text: root.model.text
                width: Math.min(words.width, said.width * 0.7)
            }
        }
        Button {
            id: edit
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            horizontalPadding: 2
            kind: "text"
            objectName: root.idBase + "edit"
            text: qsTrId("confirm.edit")
            onClicked: root.confirm.toggleFinding(root.model.id)
        }
    }
    ChipFlow {
        idBase: root.idBase + "reason."
        options: root.model.reasons
        visible: root.dissent && (root.model.open || root.model.text === "")
        width: parent.width
        onPicked: value => root.confirm.setPointReason(root.model.id, value)
    }
    InputArea {
        hint: qsTrId("confirm.dissent.hint")
        idBase: root.idBase + "text"
        lines: 1
        owner: root.model.id
        value: root.model.text
        visible: root.dissent && (root.model.open || root.model.text === "")
        width: parent.width
        onTyped: (text, finding) => root.confirm.setPointText(finding, text)
    }
    Item {
        height: Theme.space.xs
        width: 1
    }
    Divider {
        width: parent.width
    }
}
