pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T4 学校 and T5: list left, school right; on a narrow window the school is a page over the list.
FocusScope {
    id: root

    required property SchoolsController schools

    readonly property bool two: Theme.expanded
    readonly property bool chosen: root.schools.selected !== ""

    Item {
        id: left

        height: parent.height
        visible: root.two || !root.chosen
        width: root.two ? Math.round(Math.min(440, Math.max(380, root.width * 0.36))) : parent.width

        Column {
            id: tools

            spacing: Theme.space.m
            width: parent.width - 2 * Theme.space.gutter
            x: Theme.space.gutter
            y: Theme.space.l

            InputField {
                hint: qsTrId("schools.search")
                iconName: "search"
                idBase: "schools.search"
                value: root.schools.query
                width: parent.width
                field.Accessible.name: qsTrId("schools.search")
                onTyped: text => root.schools.query = text
            }
            ChipFlow {
                idBase: "schools.filter."
                options: root.schools.filters
                tick: false
                width: parent.width
                onPicked: value => root.schools.setFilter(value)
            }
        }
        ListView {
            id: list

            anchors.bottom: parent.bottom
            anchors.top: tools.bottom
            anchors.topMargin: Theme.space.m
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            model: root.schools.rows
            objectName: "schools.list"
            width: parent.width

            delegate: ListRow {
                id: row

                required property var model

                chip: row.model.chip ?? ({})
                facts: [row.model.facts, row.model.distanceText].filter(s => s).join("·")
                iconName: "school"
                objectName: "schools.row." + row.model.key
                selected: row.model.selected && root.two
                styled: true
                title: row.model.marked
                width: list.width
                leftPadding: Theme.space.gutter
                Accessible.name: row.model.name + "，" + row.model.facts
                onClicked: root.schools.select(row.model.id)

                Divider {
                    anchors.bottom: parent.bottom
                    width: parent.width
                }
            }
            ScrollMark {
                parent: list
                view: list
            }
            EmptyState {
                anchors.centerIn: parent
                iconName: "search"
                title: qsTrId("schools.none")
                visible: list.count === 0
                width: parent.width - 2 * Theme.space.xl
            }
        }
        Divider {
            anchors.right: parent.right
            height: parent.height
            visible: root.two
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        anchors.left: root.two ? left.right : parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.color.surface
        visible: root.two || root.chosen

        SchoolView {
            anchors.fill: parent
            back: !root.two
            schools: root.schools
            visible: root.chosen
        }
        EmptyState {
            anchors.centerIn: parent
            iconName: "school"
            title: qsTrId("schools.choose")
            visible: !root.chosen
            width: parent.width - 2 * Theme.space.xl
        }
    }
}
