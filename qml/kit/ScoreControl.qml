pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Answers side by side, N/A last; two columns where a word would be cut.
Item {
    id: root

    property var options: []
    property string value: ""
    property bool naAllowed: false
    property bool na: false
    property string naText: qsTrId("score.na")
    property bool readOnly: false
    property bool stacked: false
    property string idBase: ""
    property string spoken: ""

    signal chosen(string value)
    signal naChosen

    readonly property int count: root.options.length
    readonly property real gap: Theme.target.gap
    readonly property real naWidth: root.naAllowed ? Math.round(Theme.measure.na * Math.max(1, Theme.fontScale)) + root.gap : 0
    readonly property real widest: {
        let most = 0;
        for (let i = 0; i < row.count; ++i)
            most = Math.max(most, row.itemAt(i)?.needed ?? 0);
        return most + 2 * Theme.space.m;
    }
    readonly property real single: root.count ? (root.width - root.naWidth - root.gap * (root.count - 1)) / root.count : 0
    readonly property bool wrapped: !root.stacked && root.single < Math.min(root.widest, 150 * Theme.fontScale)
    readonly property int columns: root.stacked ? 1 : root.wrapped ? 2 : root.count
    readonly property real cell: root.stacked ? root.width : root.wrapped ? (root.width - root.gap) / 2 : root.single
    readonly property real cellHeight: {
        let most = root.stacked ? Theme.target.focus : Theme.target.score;
        for (let i = 0; i < row.count; ++i)
            most = Math.max(most, row.itemAt(i)?.implicitHeight ?? 0);
        return most;
    }
    readonly property int places: root.count + (root.naAllowed ? 1 : 0)

    implicitHeight: root.stacked || root.wrapped ? Math.ceil(root.places / root.columns) * (root.cellHeight + root.gap) - root.gap : root.cellHeight
    implicitWidth: 400
    Accessible.role: Accessible.Grouping
    Accessible.name: root.spoken

    Repeater {
        id: row

        model: root.options
        ScoreButton {
            required property int index
            required property var modelData

            chosen: !root.na && root.value === modelData.value
            height: root.cellHeight
            large: root.stacked
            level: modelData.level ?? 0
            objectName: root.idBase + modelData.value
            readOnly: root.readOnly
            text: modelData.word
            width: root.cell
            x: (index % root.columns) * (root.cell + root.gap)
            y: Math.floor(index / root.columns) * (root.cellHeight + root.gap)
            Accessible.name: root.spoken ? root.spoken + "，" + modelData.word : modelData.word
            onClicked: root.chosen(modelData.value)
        }
    }
    ScoreButton {
        chosen: root.na
        height: root.cellHeight
        large: root.stacked
        na: true
        objectName: root.idBase + "na"
        readOnly: root.readOnly
        text: root.naText
        visible: root.naAllowed
        width: root.stacked || root.wrapped ? root.cell : root.naWidth - root.gap
        x: root.stacked || root.wrapped ? (root.count % root.columns) * (root.cell + root.gap) : root.width - width
        y: root.stacked || root.wrapped ? Math.floor(root.count / root.columns) * (root.cellHeight + root.gap) : 0
        onClicked: root.naChosen()
    }
}
