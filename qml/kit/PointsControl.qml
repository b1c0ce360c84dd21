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

    readonly property var segments: root.points.segments ?? []
    readonly property bool few: root.segments.length > 0

    spacing: Theme.target.gap

    Repeater {
        model: root.few ? root.segments : ["0", "half", "max"]
        ScoreButton {
            required property string modelData

            chosen: root.few && root.points.value === modelData
            objectName: root.idBase + modelData
            readOnly: root.readOnly
            text: modelData === "half" ? "½" : modelData === "max" ? qsTrId("score.full") : modelData
            width: Math.max(Theme.target.score, implicitWidth)
            onClicked: root.picked(modelData)
        }
    }
    Stepper {
        idBase: root.idBase
        name: root.name
        readOnly: root.readOnly
        suffix: "/ " + (root.points.max ?? "")
        value: root.points.value ?? ""
        visible: !root.few
        onKeypadAsked: root.keypadAsked()
        onStepped: by => root.stepped(by)
    }
}
