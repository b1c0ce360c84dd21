pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.ViewModels

/// What wrap-up found, each with the way to its place.
Panel {
    id: root

    required property WrapupModel rows
    property string idBase: ""

    signal gone(string id)

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

                chevron: false
                iconName: row.model.icon
                rowHeight: 64
                objectName: root.idBase + row.model.key
                title: row.model.text
                tone: row.model.tone === "neutral" ? "" : row.model.tone
                width: root.width
                onClicked: root.gone(row.model.id)

                trailing: [
                    Button {
                        anchors.verticalCenter: parent?.verticalCenter
                        kind: "text"
                        objectName: root.idBase + row.model.key + ".go"
                        text: row.model.action
                        trailingIcon: "chevron-right"
                        visible: row.model.action !== ""
                        onClicked: root.gone(row.model.id)
                    }
                ]
                Divider {
                    anchors.bottom: parent.bottom
                    visible: row.model.index < repeater.count - 1
                    width: parent.width
                }
            }
        }
    }
}
