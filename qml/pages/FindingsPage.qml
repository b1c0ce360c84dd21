pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T10 问题 by class, T9 as a panel, sheet or page beside it.
FocusScope {
    id: root

    required property FindingsController findings

    readonly property bool two: Theme.expanded

    Scroll {
        anchors.bottom: dock.top
        anchors.left: parent.left
        anchors.right: side.left
        anchors.top: parent.top
        objectName: "findings.list"
        padding: 0
        spacing: 0
        visible: Theme.expanded || !root.findings.open

        Label {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            bottomPadding: Theme.space.m
            face: Theme.type.title
            leftPadding: Theme.space.gutter
            text: root.findings.countText
            topPadding: Theme.space.l
            width: parent.width
        }
        Repeater {
            id: list

            model: root.findings.rows
            Column {
                id: row

                required property var model
                readonly property bool first: row.model.index === 0 || list.itemAt(row.model.index - 1)?.model.group !== row.model.group
                readonly property bool chosen: root.findings.open && root.findings.editing.id === row.model.id

                width: parent?.width ?? 0

                Rectangle {
                    color: Theme.color.surface
                    height: visible ? Math.max(40, name.implicitHeight + Theme.space.s) : 0
                    visible: row.first
                    width: parent.width

                    Label {
                        id: name
                        Accessible.name: text
                        Accessible.role: Accessible.Heading
                        anchors.verticalCenter: parent.verticalCenter
                        face: Theme.type.label
                        strong: true
                        text: row.model.group
                        x: Theme.space.gutter
                    }
                }
                ListRow {
                    facts: [row.model.itemText, row.model.daysText].filter(s => s).join("·")
                    iconInk: Theme.color.score(row.model.level)
                    iconName: "score-" + row.model.level
                    leftPadding: Theme.space.gutter
                    objectName: "findings.row." + row.model.key
                    selected: row.chosen
                    title: row.model.title
                    width: parent.width
                    onClicked: root.findings.edit(row.model.id)
                    below: Flow {
                        spacing: Theme.space.s
                        topPadding: 2
                        width: parent?.width ?? 0

                        CountMark {
                            height: Theme.measure.chip
                            iconName: "camera"
                            value: row.model.photoCount
                        }
                        Repeater {
                            model: row.model.chips
                            StatusChip {
                                required property var modelData

                                chip: modelData
                                tinted: row.chosen
                            }
                        }
                    }

                    Divider {
                        anchors.bottom: parent.bottom
                        width: parent.width
                    }
                }
            }
        }
        Column {
            padding: Theme.space.gutter
            spacing: Theme.space.l
            width: parent.width

            EmptyState {
                iconName: "check-circle"
                title: qsTrId("findings.none")
                visible: list.count === 0
                width: parent.width - 2 * Theme.space.gutter
            }
            InputArea {
                hint: qsTrId("findings.highlights.hint")
                idBase: "findings.highlights"
                label: qsTrId("findings.highlights")
                owner: "visit"
                savedText: root.findings.highlightsSaved
                value: root.findings.highlights
                width: parent.width - 2 * Theme.space.gutter
                onTyped: text => root.findings.highlights = text
            }
        }
    }
    Rectangle {
        id: side

        anchors.bottom: dock.top
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.color.surface
        visible: width > 0
        width: !root.findings.open ? 0 : root.two ? Math.round(Math.max(400, root.width * 0.42)) : root.width

        Divider {
            height: parent.height
            visible: root.two
        }
        Repeater {
            model: root.findings.open ? 1 : 0
            FindingForm {
                anchors.fill: parent
                finding: root.findings.editing
                onClosed: root.findings.close()
                onRemoved: root.findings.remove(root.findings.editing.id)
            }
        }
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        width: parent.width
        end: [
            Button {
                iconName: "plus"
                kind: "tonal"
                objectName: "findings.add"
                tall: true
                text: qsTrId("panel.finding.new")
                onClicked: root.findings.add("")
            },
            Button {
                kind: "filled"
                objectName: "findings.back"
                tall: true
                text: qsTrId("findings.back")
                onClicked: root.findings.leave()
            }
        ]
    }
}
