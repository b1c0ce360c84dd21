pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Chips of a list of options; one may be chosen (`single`) or several.
Flow {
    id: root

    property var options: []
    property string value: ""
    property bool single: true
    property bool tick: true
    property bool readOnly: false
    property string idBase: ""

    signal picked(string value)

    spacing: Theme.target.gap

    Repeater {
        model: root.options
        Chip {
            required property var modelData

            chosen: modelData.chosen ?? root.value === modelData.value
            enabled: !root.readOnly
            iconName: modelData.icon ?? ""
            objectName: root.idBase + modelData.value
            single: root.single
            text: modelData.word
            tick: root.tick
            onClicked: root.picked(modelData.value)
        }
    }
}
