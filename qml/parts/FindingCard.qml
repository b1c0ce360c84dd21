import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// A finding of the current item, and one more.
Panel {
    id: root

    property var finding: ({})
    property bool readOnly: false
    readonly property bool wide: root.width > 520 * Math.max(1, Theme.fontScale)

    signal editAsked
    signal moreAsked

    implicitHeight: body.height + acts.height * (root.wide ? 0 : 1) + Theme.space.l + (root.wide ? Theme.space.m : 0)
    raised: true

    Column {
        id: body

        spacing: Theme.space.xs
        width: parent.width - 2 * Theme.space.m - (root.wide ? acts.width : 0)
        x: Theme.space.m
        y: Theme.space.m

        Flow {
            spacing: Theme.space.s
            width: parent.width

            StatusChip {
                chip: root.finding.chip ?? ({})
            }
            Label {
                face: Theme.type.label
                height: Theme.measure.chip
                strong: true
                text: root.finding.classText ?? ""
                wrapMode: Text.NoWrap
            }
            Label {
                face: Theme.type.label
                height: Theme.measure.chip
                muted: true
                text: root.finding.dueText ?? ""
                wrapMode: Text.NoWrap
            }
        }
        Label {
            elide: Text.ElideRight
            font.weight: Font.Medium
            maximumLineCount: 3
            text: root.finding.title ?? ""
            width: parent.width
        }
    }
    Row {
        id: acts

        spacing: Theme.space.l
        visible: !root.readOnly
        x: root.wide ? parent.width - width : 0
        y: root.wide ? (parent.height - height) / 2 : parent.height - height - Theme.space.xs

        Button {
            iconName: "pencil"
            kind: "text"
            objectName: "runner.panel.finding." + (root.finding.key ?? "") + ".edit"
            text: qsTrId("finding.edit")
            onClicked: root.editAsked()
        }
        Button {
            iconName: "plus"
            kind: "text"
            objectName: "runner.panel.finding.more"
            text: qsTrId("finding.more")
            onClicked: root.moreAsked()
        }
    }
}
