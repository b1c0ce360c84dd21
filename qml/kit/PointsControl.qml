pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Points 0..max: segments for few values, else 0, half and full beside a stepper.
Flow {
    id: root

    property var points: ({})
    property bool readOnly: false
    property string name: ""
    property string idBase: ""

    signal picked(string value)
    signal stepped(int by)
    signal keypadAsked

    spacing: Theme.target.gap

    Repeater {
        model: (root.points.segments ?? []).length
        ScoreButton {
            id: segment

            required property int index
            readonly property var modelData: root.points.segments?.[segment.index] ?? ({})

            Accessible.name: root.name + " " + text
            chosen: root.points.value === modelData.value
            level: !chosen ? 0 : modelData.value === "0" ? 5 : 1
            objectName: root.idBase + (modelData.value ?? "")
            readOnly: root.readOnly
            text: modelData.word ?? ""
            width: Math.max(Theme.target.score, implicitWidth)
            onClicked: root.picked(modelData.value)
        }
    }
    Stepper {
        idBase: root.idBase
        name: root.name
        readOnly: root.readOnly
        suffix: "/ " + (root.points.max ?? "")
        value: root.points.value ?? ""
        visible: root.points.stepper ?? false
        onKeypadAsked: root.keypadAsked()
        onStepped: by => root.stepped(by)
    }
}
