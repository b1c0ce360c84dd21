pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// Rows of Today in one frame, each with its act; an optional last row starts a visit outside the plan.
Panel {
    id: root

    required property TodayRowsModel rows
    property string addText: ""
    readonly property int count: repeater.count

    signal acted(string id)
    signal addAsked

    implicitHeight: body.height

    Column {
        id: body

        width: parent.width

        Repeater {
            id: repeater

            model: root.rows
            ListRow {
                id: row

                required property var model

                readonly property bool narrow: width < 520 * Math.max(1, Theme.fontScale)

                chevron: false
                chip: row.model.chip ?? ({})
                facts: row.model.facts
                iconName: row.model.icon
                rowHeight: 76
                objectName: "today.row." + row.model.key
                tile: true
                title: row.model.school
                tone: row.model.tone === "neutral" ? "" : row.model.tone
                width: root.width
                onClicked: root.acted(row.model.id)

                trailing: [
                    Label {
                        anchors.verticalCenter: parent?.verticalCenter
                        face: Theme.type.label
                        muted: true
                        text: row.model.distanceText
                        visible: text !== "" && !row.narrow
                        wrapMode: Text.NoWrap
                    },
                    Button {
                        anchors.verticalCenter: parent?.verticalCenter
                        objectName: "today.row." + row.model.key + ".act"
                        text: row.model.action
                        trailingIcon: "chevron-right"
                        visible: text !== ""
                        onClicked: root.acted(row.model.id)
                    }
                ]
                Divider {
                    anchors.bottom: parent.bottom
                    visible: row.model.index < repeater.count - 1 || root.addText !== ""
                    width: parent.width
                }
            }
        }
        ListRow {
            iconName: "plus"
            rowHeight: 64
            objectName: "today.unplanned"
            title: root.addText
            visible: root.addText !== ""
            width: root.width
            onClicked: root.addAsked()
        }
    }
}
