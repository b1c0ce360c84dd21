import QtQuick
import Mingcha.Theme

/// A measured figure with its unit; the level follows from the limit and is marked 自动.
Flow {
    id: root

    property var measure: ({})
    property string name: ""
    property bool readOnly: false
    property string idBase: ""
    property string owner: ""

    signal typed(string value, string owner)
    signal keypadAsked

    readonly property int level: root.measure.level ?? 0

    spacing: Theme.space.l

    InputField {
        field.Accessible.name: root.name
        error: root.measure.error ?? ""
        hint: root.measure.hint ?? ""
        idBase: root.idBase + "value"
        inputHints: root.measure.input === "time" ? Qt.ImhTime : Qt.ImhFormattedNumbersOnly
        owner: root.owner
        readOnly: root.readOnly
        tall: true
        unit: root.measure.unit ?? ""
        value: root.measure.value ?? ""
        width: Math.min(root.width, 204 * Math.max(1, Theme.fontScale))
        onTyped: (text, owner) => root.typed(text, owner)
    }
    Row {
        height: Theme.target.score
        spacing: Theme.space.s
        visible: root.level > 0

        LevelMark {
            anchors.verticalCenter: parent.verticalCenter
            level: root.level
            word: root.measure.levelWord ?? ""
        }
        StatusChip {
            anchors.verticalCenter: parent.verticalCenter
            chip: ({
                    "tone": "neutral",
                    "icon": "",
                    "word": qsTrId("measure.auto")
                })
            visible: root.measure.auto ?? false
        }
    }
}
