import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// An overdue finding, with the ladder so far and the way to re-inspect it.
Panel {
    id: root

    required property var model

    signal opened

    implicitHeight: body.height + act.height + Theme.space.l
    raised: true

    Column {
        id: body

        spacing: Theme.space.xs
        width: parent.width - 2 * Theme.space.l
        x: Theme.space.l
        y: Theme.space.m

        Flow {
            spacing: Theme.space.s
            width: parent.width

            DeadlineTag {
                chip: root.model.deadline
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                height: Theme.measure.chip
                muted: true
                text: root.model.ladderText
                wrapMode: Text.NoWrap
            }
        }
        Label {
            font.weight: Font.Medium
            text: root.model.title
            topPadding: 2
            width: parent.width
        }
    }
    Label {
        anchors.verticalCenter: act.verticalCenter
        face: Theme.type.label
        font.weight: Font.Normal
        muted: true
        text: root.model.school + "·" + root.model.classText
        width: act.x - x
        x: Theme.space.l
    }
    Button {
        id: act
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.xs
        anchors.right: parent.right
        kind: "text"
        objectName: "today.overdue." + root.model.key
        text: root.model.action
        trailingIcon: "chevron-right"
        visible: text !== ""
        onClicked: root.opened()
    }
}
