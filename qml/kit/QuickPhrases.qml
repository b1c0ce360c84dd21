pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Phrases that fill a comment with one tap, and + for a new one.
Flow {
    id: root

    property var phrases: []
    property bool canAdd: true
    property bool readOnly: false
    property string idBase: ""

    signal picked(string value)
    signal addAsked

    spacing: Theme.target.gap

    Repeater {
        model: root.phrases
        Chip {
            required property int index
            required property var modelData

            chosen: modelData.chosen ?? false
            enabled: !root.readOnly
            objectName: root.idBase + "phrase." + (index + 1)
            text: modelData.word
            onClicked: root.picked(modelData.value)
        }
    }
    IconButton {
        edged: true
        iconName: "plus"
        iconSize: Theme.measure.iconChip
        objectName: root.idBase + "phrase.add"
        text: qsTrId("phrase.add")
        visible: root.canAdd && !root.readOnly
        onClicked: root.addAsked()
    }
}
