pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The control of one item, in whichever shape its scoring asks for. `item` holds the roles of ItemsModel.
/// Repeaters count: rows made anew at each commit would take a press that has begun, and the focus, with them.
Column {
    id: root

    required property RunnerController runner
    required property var item  // null while its list is let go
    property bool stacked: false

    readonly property string idBase: "runner.item." + root.item?.key + "."
    readonly property string shape: root.item?.shape ?? ""
    readonly property bool readOnly: (root.item?.readOnly ?? false) || root.runner.readOnly
    readonly property bool plainNa: (root.item?.naAllowed ?? false) && root.shape !== "choice"

    signal numberAsked(string kind, string fault, string title, string value, string mode)

    spacing: Theme.target.gap

    Repeater {
        model: root.shape === "choice" ? (root.item?.columns ?? []).length : 0
        Column {
            id: column

            required property int index
            readonly property var modelData: root.item?.columns?.[column.index] ?? ({})

            spacing: Theme.space.xs
            width: root.width

            Label {
                face: Theme.type.label
                muted: true
                text: column.modelData.title ?? ""
                visible: text !== ""
                width: parent.width
            }
            ScoreControl {
                idBase: root.idBase + (column.modelData.key ? column.modelData.key + "." : "") + "score."
                na: root.item?.na ?? false
                naAllowed: (root.item?.naAllowed ?? false) && column.index === 0
                options: root.item?.options ?? []
                readOnly: root.readOnly
                spoken: root.item?.number + " " + root.item?.question
                stacked: root.stacked
                value: column.modelData.value ?? ""
                width: parent.width
                onChosen: value => root.runner.choose(root.item?.code, column.modelData.key, value)
                onNaChosen: root.runner.setNa(root.item?.code, "")
            }
            Row {
                spacing: Theme.space.s
                visible: (column.modelData.coefficient ?? "") !== ""

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    muted: true
                    text: qsTrId("score.coefficient").arg(root.item?.coefficientText ?? "")
                    wrapMode: Text.NoWrap
                }
                InputField {
                    idBase: root.idBase + (column.modelData.key ? column.modelData.key + "." : "") + "coefficient"
                    inputHints: Qt.ImhFormattedNumbersOnly
                    owner: root.item?.code ?? ""
                    readOnly: root.readOnly
                    value: column.modelData.coefficient ?? ""
                    width: 104 * Math.max(1, Theme.fontScale)
                    field.Accessible.name: qsTrId("score.coefficient").arg(root.item?.coefficientText ?? "")
                    onTyped: (text, code) => root.runner.setCoefficient(code, column.modelData.key, text)
                }
            }
        }
    }
    Repeater {
        model: root.shape === "points" ? 1 : 0
        PointsControl {
            width: (parent?.width ?? 0)
            idBase: root.idBase + "points."
            name: root.item?.number ?? ""
            points: root.item?.points ?? ({})
            readOnly: root.readOnly
            onKeypadAsked: root.numberAsked("points", "", root.item?.question, root.item?.points?.value ?? "", "decimal")
            onPicked: value => root.runner.setPoints(root.item?.code, value)
            onStepped: by => root.runner.setPoints(root.item?.code, by > 0 ? "+" : "-")
        }
    }
    Repeater {
        model: (root.item?.measures ?? []).length > 0 ? 1 : 0
        Column {
            id: measured

            property bool byHand: false
            readonly property int level: root.item?.measures?.[(root.item?.measures ?? []).length - 1]?.level ?? 0

            spacing: Theme.space.s
            width: (parent?.width ?? 0)

            Flow {
                spacing: Theme.space.l
                width: parent.width

                Repeater {
                    model: (root.item?.measures ?? []).length
                    Column {
                        id: figure

                        required property int index
                        readonly property var modelData: root.item?.measures?.[figure.index] ?? ({})
                        readonly property string title: [modelData.title ?? "", modelData.title ? (modelData.limitText ?? "") : ""].filter(one => one !== "").join("·")

                        spacing: Theme.space.xs
                        width: (root.item?.measures ?? []).length > 1 ? Math.min(measured.width, 204 * Math.max(1, Theme.fontScale)) : measured.width

                        Label {
                            face: Theme.type.label
                            muted: true
                            text: figure.title
                            visible: text !== ""
                            width: parent.width
                        }
                        MeasureField {
                            width: parent.width
                            idBase: root.idBase + "measure." + (figure.modelData.key ? figure.modelData.key + "." : "")
                            measure: figure.modelData
                            name: [root.item?.number + " " + root.item?.question, figure.title].filter(one => one !== "").join(" ")
                            owner: root.item?.code ?? ""
                            readOnly: root.readOnly
                            onTyped: (value, code) => root.runner.setMeasure(code, figure.modelData.key ?? "", value)
                        }
                    }
                }
            }
            Button {
                horizontalPadding: 2
                kind: "text"
                objectName: root.idBase + "by_hand"
                text: qsTrId("measure.by_hand")
                trailingIcon: measured.byHand ? "chevron-up" : "chevron-down"
                visible: measured.level > 0 && !root.readOnly
                onClicked: measured.byHand = !measured.byHand
            }
            ChipFlow {
                idBase: root.idBase + "by_hand."
                options: (root.item?.options ?? []).map(one => ({
                                "value": one.value,
                                "word": one.word,
                                "chosen": one.level === measured.level
                            }))
                visible: measured.byHand
                width: parent.width
                onPicked: value => root.runner.setLevelByHand(root.item?.code, value, "")
            }
        }
    }
    Repeater {
        model: root.shape === "sample" ? 1 : 0
        SampleControl {
            width: (parent?.width ?? 0)
            idBase: root.idBase + "sample."
            marks: root.item?.sample?.marks ?? []
            readOnly: root.readOnly
            total: root.item?.sample?.total ?? 0
            onMarked: (index, good) => root.runner.setSample(root.item?.code, index, good)
        }
    }
    Repeater {
        model: root.shape === "deduct" ? 1 : 0
        Column {
            spacing: Theme.space.m

            Repeater {
                model: (root.item?.faults ?? []).length
                FaultRow {
                    id: fault

                    required property int index
                    readonly property var modelData: root.item?.faults?.[fault.index] ?? ({})

                    amount: modelData.amount ?? ""
                    idBase: root.idBase + "fault." + modelData.key + "."
                    per: modelData.per ?? ""
                    readOnly: root.readOnly
                    rule: modelData.ruleText ?? ""
                    text: modelData.text ?? ""
                    width: root.width
                    onAmountSet: amount => root.runner.setFault(root.item?.code, modelData.code, amount)
                    onKeypadAsked: root.numberAsked("fault", modelData.code, modelData.text, modelData.amount ?? "", modelData.per === "percent" ? "percent" : "integer")
                    onStepped: by => root.runner.stepFault(root.item?.code, modelData.code, by)
                }
            }
            Row {
                spacing: Theme.space.l

                ScoreButton {
                    chosen: root.item?.full ?? false
                    level: chosen ? 1 : 0
                    objectName: root.idBase + "full"
                    readOnly: root.readOnly
                    text: qsTrId("score.full")
                    width: Math.max(Theme.measure.na, implicitWidth)
                    onClicked: root.runner.setFull(root.item?.code)
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    strong: true
                    text: root.item?.deductText ?? ""
                    visible: text !== ""
                    wrapMode: Text.NoWrap
                }
            }
            Label {
                face: Theme.type.label
                muted: true
                text: root.item?.workingText ?? ""
                visible: text !== ""
                width: root.width
            }
        }
    }
    Repeater {
        model: (root.item?.texts ?? []).length
        InputArea {
            id: words

            required property int index
            readonly property var modelData: root.item?.texts?.[words.index] ?? ({})

            hint: modelData.hint ?? ""
            idBase: root.idBase + "text." + modelData.field
            label: modelData.title ?? ""
            lines: 2
            owner: root.item?.code ?? ""
            readOnly: root.readOnly
            value: modelData.text ?? ""
            width: root.width
            onTyped: (text, code) => root.runner.setText(code, modelData.field, text)
        }
    }
    Row {
        spacing: Theme.target.gap
        visible: root.plainNa

        ScoreButton {
            chosen: root.item?.na ?? false
            na: true
            objectName: root.idBase + "score.na"
            readOnly: root.readOnly
            text: qsTrId("score.na")
            width: Math.max(Theme.measure.na, implicitWidth)
            onClicked: root.runner.setNa(root.item?.code, "")
        }
    }
    Column {
        spacing: Theme.space.xs
        visible: root.item?.naAsking ?? false
        width: parent.width

        Label {
            face: Theme.type.label
            text: qsTrId("visit.na")
            width: parent.width
        }
        ChipFlow {
            idBase: root.idBase + "na."
            options: root.runner.naReasons
            value: root.item?.naReason ?? ""
            width: parent.width
            onPicked: value => root.runner.setNa(root.item?.code, value)
        }
    }
    Label {
        face: Theme.type.label
        muted: true
        text: qsTrId("score.na.because").arg(root.item?.naReason ?? "")
        visible: (root.item?.na ?? false) && !(root.item?.naAsking ?? false) && (root.item?.naReason ?? "") !== ""
        width: parent.width
    }
}
