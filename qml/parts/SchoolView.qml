pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// T5 学校详情.
FocusScope {
    id: root

    required property SchoolsController schools
    property bool back: false
    readonly property SchoolController school: root.schools.school

    Scroll {
        anchors.bottom: dock.top
        anchors.top: parent.top
        width: parent.width

        Item {
            height: Math.max(Theme.target.min, names.height)
            width: parent.width

            IconButton {
                id: close
                iconName: "chevron-left"
                objectName: "school.back"
                text: qsTrId("shell.back")
                visible: root.back
                x: -Theme.space.m
                onClicked: root.schools.clearSelection()
            }
            Column {
                id: names

                width: parent.width - x
                x: root.back ? close.width : 0

                Label {
                    Accessible.name: text
                    Accessible.role: Accessible.Heading
                    face: Theme.type.title
                    text: root.school.name
                    width: parent.width
                }
                Label {
                    muted: true
                    text: root.school.facts
                    width: parent.width
                }
            }
        }
        Panel {
            height: contact.height + Theme.space.l
            width: parent.width

            Item {
                id: contact

                height: Math.max(Theme.target.min, person.height)
                width: parent.width - 2 * Theme.space.l
                x: Theme.space.l
                y: Theme.space.s

                Column {
                    id: person

                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - call.width - Theme.space.s

                    Label {
                        font.weight: Font.Medium
                        text: root.school.liaisonText
                        width: parent.width
                    }
                    Label {
                        face: Theme.type.label
                        font.weight: Font.Normal
                        muted: true
                        text: root.school.phone
                        width: parent.width
                    }
                }
                Button {
                    id: call
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "phone"
                    objectName: "school.call"
                    text: qsTrId("school.call")
                    visible: root.school.phone !== ""
                    onClicked: root.school.call()
                }
            }
        }
        Flow {
            spacing: Theme.space.s
            width: parent.width

            StatusChip {
                chip: ({
                        "tone": root.school.visitsWarn ? "warning" : "neutral",
                        "icon": root.school.visitsWarn ? "warning" : "calendar",
                        "word": root.school.visitsText
                    })
            }
            StatusChip {
                chip: ({
                        "tone": "neutral",
                        "icon": "check",
                        "word": root.school.plaqueText
                    })
            }
        }
        SectionHead {
            title: qsTrId("school.scores")
            visible: root.school.scores.length > 0
            width: parent.width
        }
        ScoreTrend {
            scores: root.school.scores
            visible: root.school.scores.length > 0
            width: parent.width
        }
        SectionHead {
            fact: findings.count ? findings.count : ""
            title: qsTrId("school.findings")
            width: parent.width
        }
        Panel {
            height: findingRows.height
            visible: findings.count > 0
            width: parent.width

            Column {
                id: findingRows

                width: parent.width

                Repeater {
                    id: findings

                    model: root.school.openFindings
                    ListRow {
                        id: row

                        required property var model

                        chip: row.model.deadline
                        facts: [row.model.classText, row.model.ladderText].filter(s => s).join("·")
                        objectName: "school.finding." + row.model.key
                        title: row.model.title
                        width: findingRows.width
                        onClicked: root.school.openFinding(row.model.id)

                        Divider {
                            anchors.bottom: parent.bottom
                            visible: row.model.index < findings.count - 1
                            width: parent.width
                        }
                    }
                }
            }
        }
        Label {
            muted: true
            text: qsTrId("school.no_findings")
            visible: findings.count === 0
            width: parent.width
        }
        SectionHead {
            title: qsTrId("school.history")
            visible: root.school.history.length > 0
            width: parent.width
        }
        Repeater {
            model: root.school.history
            Item {
                id: past

                required property var modelData

                height: Math.max(what.implicitHeight, result.implicitHeight)
                width: parent?.width ?? 0

                Label {
                    id: day
                    muted: true
                    text: past.modelData.dateText
                    width: 96 * Math.max(1, Theme.fontScale)
                }
                Label {
                    id: what
                    text: past.modelData.text
                    width: parent.width - day.width - result.width - Theme.space.s
                    x: day.width
                }
                Label {
                    id: result
                    anchors.right: parent.right
                    muted: true
                    text: past.modelData.result
                    wrapMode: Text.NoWrap
                }
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
                kind: "filled"
                objectName: "school.start"
                tall: true
                text: qsTrId("today.start")
                onClicked: root.school.startVisit()
            }
        ]
    }
}
